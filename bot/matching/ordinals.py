"""Which one of several: first, 2nd, quinto, 第六届 as numbers, so that the fifth seminar is not taken for the fourth."""

from __future__ import annotations

import re

# English, Spanish, Chinese for 1, 2, …
_PLACES = """
first primer[oa]? 一
second segund[oa] 二
third tercer[oa]? 三
fourth cuart[oa] 四
fifth quint[oa] 五
sixth sext[oa] 六
seventh septim[oa] 七
eighth octav[oa] 八
ninth noven[oa] 九
tenth decim[oa] 十
eleventh undecim[oa] 十一
twelfth duodecim[oa] 十二
"""
_WRITTEN = tuple(
    re.compile(rf"\b(?:{english}|{spanish})\b|第{han}(?![一二三四五六七八九十百])")
    for english, spanish, han in map(str.split, _PLACES.strip().splitlines())
)
# A small number with an ending; a century, an anniversary or a day of a month is no place in a row.
_IN_DIGITS = re.compile(
    r"(?<![\w.,])(?P<number>1?\d)(?:st|nd|rd|th|[oa]|er|ro|da|to|ta|ma|mo)\b"
    r"(?!\s+(?:century|anniversary|aniversario|siglo|of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|第\s?(?P<han>\d{1,2})"
)
_EARLIEST = re.compile(
    r"\b(?:earliest|for the first time|initial|inaugural)\b"
    r"|首[次任位个批届轮度趟家座]|最早|最先|初次|头一(?![天年夜])|头[回次个趟批任届]"
)
_AGAIN = re.compile(r"\b(?:second time|segunda vez)\b|二度|再次|二次(?!大战|世界)")
_NO_PLACE = re.compile(
    r"\b(?:first|second|third) (?:world|party|half|quarter|hand)\b|\b(?:world war|siglo|century)\b"
    r"|第[一二三]产业|第三方|第三世界"
)


def ordinals_in(spoken: str) -> frozenset[int]:
    """The places in a row, from 1, that a folded text names."""
    text = _NO_PLACE.sub(" ", spoken)
    found = {number for number, pattern in enumerate(_WRITTEN, 1) if pattern.search(text)}
    found |= {int(match["number"] or match["han"]) for match in _IN_DIGITS.finditer(text)}
    if _EARLIEST.search(text):
        found.add(1)
    if _AGAIN.search(text):
        found.add(2)
    return frozenset(found - {0})
