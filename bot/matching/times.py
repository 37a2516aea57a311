"""The years, months, days, decades and spans that a question names, in three languages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

FIRST_YEAR, LAST_YEAR = 1800, 2049
_EARLIEST, _LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

_MONTH_NAMES = (
    "january jan enero ene|february feb febrero|march mar marzo|april apr abril abr|may mayo|june jun junio|july jul julio|"
    "august aug agosto ago|september sep sept septiembre setiembre set|october oct octubre|november nov noviembre|"
    "december dec diciembre dic"
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
_SHORT = {
    "mar",
    "may",
    "set",
    "ago",
    "ene",
    "dic",
    "jan",
    "feb",
    "jun",
    "jul",
    "sep",
    "oct",
    "nov",
    "dec",
    "abr",
    "apr",
}
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
    "ochenta": 80, "noventa": 90,
}  # fmt: skip
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_HAN_DECADES = {"二十": 20, "三十": 30, "四十": 40, "五十": 50, "六十": 60, "七十": 70, "八十": 80, "九十": 90}


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[89]\d\d|20[0-4]\d)"
_SHORT_YEAR = r"(?:['’`´]\d\d)"
_Y = rf"(?:{_YEAR}|{_SHORT_YEAR})"

_DAY_PATTERNS = _compiled(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+|de\s+)?(?P<mon>{MONTH})\.?,?\s+(?:of\s+|del?\s+)?(?P<y>{_Y})\b",
    rf"\b(?P<mon>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:of\s+)?(?P<y>{_Y})\b",
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]",
    r"\b(?P<y>(?:1[89]|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b",
    r"\b(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>(?:1[89]|20)\d\d)\b",
)
_MONTH_PATTERNS = _compiled(
    rf"\b(?P<mon>{MONTH})\.?,?\s+(?:of\s+|del?\s+(?:ano\s+)?)?(?P<y>{_Y})\b",
    rf"\b(?P<mon>{MONTH})\.?\s+(?:del?\s+)(?P<yy>\d\d)\b",
    rf"\b(?P<y>{_YEAR})\s+(?P<mon>{MONTH})\b",
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月",
    r"(?<!\d)(?P<yy>\d\d)年(?P<m>\d{1,2})月",
    r"\b(?P<y>(?:1[89]|20)\d\d)-(?P<m>0[1-9]|1[0-2])\b(?!-)",
    r"\b(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:1[89]|20)\d\d)\b",
)
# 2000 tons, 2000万美元: an amount and no year.
_OF_AMOUNT = (
    r"(?:tons?|tonnes?|toneladas?|kg|kilos?|km|mw|megawatts?|students|estudiantes|people(?!['’]s)|personas|doctors|medicos|workers|"
    r"trabajadores|buses|autobuses|omnibus|bicycles|bicicletas|million|millones|billion|thousand|mil|dollars|dolares|usd|"
    r"euros|yuan|pesos|percent|por ciento)\b|%|吨|万|亿|多|余|名|人(?!民)|辆|台(?!湾)|公里|公斤|美元|人民币|兆瓦|千瓦"
)
_SPAN = re.compile(
    rf"(?:between|from|entre|de|desde|从|自)?\s*(?:el\s+)?(?<!\d)(?P<a>{_Y})\s*年?\s*(?:-|–|—|~|to|and|until|till|through|y|a|al|hasta|到|至|和)"
    rf"\s*(?:el\s+)?(?P<b>{_Y})(?!\d)"
)
_SHORT_SPAN = re.compile(
    rf"(?<![\d.,/-])(?P<a>{_YEAR})(?:\s?[-–/]\s?|\s(?:and|to|y|a)\s)(?P<yy>\d\d)(?![\d-])(?!\s?(?:{_OF_AMOUNT}))(?!\s\w+s\b)"
)
_MONTH_SPANS = _compiled(
    rf"\b(?P<mon>{MONTH})\.?\s*(?:-|–|—|to|through|till|until|and|y|e|a|al|hasta)\s*(?P<until>{MONTH})\.?,?\s+(?:of\s+|del?\s+)?(?P<y>{_Y})\b",
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月?\s*(?:-|–|—|~|到|至|、|和|,)\s*(?P<m2>\d{1,2})\s*月",
)
_DECADE_PATTERNS = (
    re.compile(r"\b(?P<century>1[89]|20)(?P<tens>\d)0['’]?s\b"),
    re.compile(r"(?<!\d)['’]?(?P<tens>[2-9])0['’]?s\b"),
    re.compile(r"(?:anos|decada de los|los)\s+(?P<tens>[2-9])0\b"),
    re.compile(r"(?:(?P<century>1[89]|20)(?P<tens>\d)0|(?<!\d)(?P<tens2>[2-9])0)\s*年代"),
)
_ONLY_YEAR = re.compile(rf"(?<![\d.,/-])(?P<y>{_YEAR})(?![\d])(?!\s*(?:年代|{_OF_AMOUNT}))")
_SHORT_YEARS = (
    re.compile(r"(?<!\w)['’`´](?P<yy>\d\d)(?![\d]|['’]?s)"),
    re.compile(r"(?<!\d)(?P<yy>\d\d)\s*年(?!代|[前后来间内期]|多|的?(?:历史|合同|贷款))"),
    # "in 61", "late 89", "dec 59": a number that no day has, and no count of what follows.
    re.compile(
        rf"\b(?:in|since|early|late|mid|back in|by|{MONTH})\.? (?P<yy>[4-9]\d|3[2-9])\b(?!['’]?s\b|[.,:]\d|%|th\b|st\b|nd\b|rd\b)"
        rf"(?!\s*(?:{_OF_AMOUNT}))(?!\s+(?!(?:was|is|does|this|its|his|as|has)\b)\w+s\b)"
    ),
    re.compile(r"\b(?:in|since|early|late|mid|back in|by) (?P<yy>0\d)\b(?!['’]?s\b|[.,:]\d|%)"),
    re.compile(
        r"\b(?:del|en el|el ano|ano|para el) (?P<yy>\d\d)\b(?!%| (?:de|por ciento|aniversario|millones|mil|paises|congreso)\b)"
    ),
)
_HAN_YEAR = re.compile(r"(?P<a>[一二][九八〇零][〇零一二三四五六七八九]{2})\s*年?")
_BEFORE = re.compile(
    rf"(?:\bbefore|\bprior to|\bantes de(?:l)?|\bup to|\buntil|\bhasta)\s+(?:the year\s+|el\s+(?:ano\s+)?)?(?P<y>{_Y})"
)
_BEFORE_HAN = re.compile(r"(?P<y>\d{4})年?(?:以前|之前|前)")
_AFTER = re.compile(
    rf"(?:\bafter|\bsince|\bdesde|\ba partir de|\bdespues de(?:l)?)\s+(?:the year\s+|el\s+(?:ano\s+)?)?(?P<y>{_Y})"
)
_AFTER_MONTH = re.compile(
    rf"\b(?:after|since|from|desde|a partir de|despues de)\s+(?P<mon>{MONTH})\.?\s+(?:of\s+|del?\s+)?(?P<y>{_Y})\b(?!\s*(?:to|and|until|till|a|al|hasta|y|-|–)\s+(?:{MONTH}|{_Y}))"
)
_AFTER_HAN = re.compile(r"(?:(?P<y>\d{4})年?(?:以来|之后|以后|后|起)|自(?P<y2>\d{4})年)")
_LONE_MONTH = re.compile(rf"\b(?:in|en|de|of|last|pasado)\s+(?P<mon>{MONTH})\b|(?<!\d)(?P<m>\d{{1,2}})月")


class Extent(Enum):
    """What kind of time a question names."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of days named in a question, both ends included."""

    first: date
    last: date
    extent: Extent

    @property
    def is_span(self) -> bool:
        return self.extent in (Extent.DECADE, Extent.SPAN, Extent.BEFORE, Extent.AFTER)


@dataclass(frozen=True, slots=True)
class Times:
    """The times named in a text, most precise first; the number of a month named without a year; the text without them."""

    named: tuple[Time, ...]
    month: int | None
    rest: str


def read_times(folded: str) -> Times:
    """The times that a folded text names."""
    rest = re.sub(r"\s{2,}", " ", folded)  # long runs of blanks would cost the patterns quadratic time
    found: list[Time] = []

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], Time | None]) -> None:
        nonlocal rest

        def replace(match: re.Match[str]) -> str:
            time = make(match)
            if time is None:
                return match.group()
            found.append(time)
            return "|"  # and no blanks: long runs of them, again

        rest = pattern.sub(replace, rest)

    take(_AFTER_MONTH, _after_month)
    for pattern in _MONTH_SPANS:
        take(pattern, _month_span)
    for pattern in _DAY_PATTERNS:
        take(pattern, _day)
    for pattern in _MONTH_PATTERNS:
        take(pattern, _month)
    take(_SPAN, _span)
    take(_SHORT_SPAN, _short_span)
    take(_BEFORE, lambda m: Time(_EARLIEST, date(_year(m["y"]), 1, 1), Extent.BEFORE))
    take(_BEFORE_HAN, lambda m: Time(_EARLIEST, date(int(m["y"]), 1, 1), Extent.BEFORE) if _sane(int(m["y"])) else None)
    take(_AFTER, lambda m: Time(date(_year(m["y"]), 1, 1), _LATEST, Extent.AFTER))
    take(_AFTER_HAN, _after_han)
    for pattern in _DECADE_PATTERNS:
        take(pattern, _decade)
    take(re.compile(r"\b(" + "|".join(_DECADES) + r")\b(?!\s+(?:anos de|years|mil|millones|por))"), _decade_word)
    take(re.compile("(" + "|".join(_HAN_DECADES) + ")年代"), lambda m: _ten_years(1900 + _HAN_DECADES[m.group(1)]))
    take(_ONLY_YEAR, lambda m: _whole_year(int(m["y"])))
    take(_HAN_YEAR, lambda m: _whole_year(int("".join(str(_HAN_DIGITS[c]) for c in m["a"]))))
    for pattern in _SHORT_YEARS:
        take(pattern, lambda m: _whole_year(_short_year(int(m["yy"]))))
    month = next((_month_number(m) for m in [_LONE_MONTH.search(rest)] if m), None)
    return Times(tuple(dict.fromkeys(found)), month, rest)


def times_in(folded: str) -> tuple[tuple[Time, ...], int | None]:
    """The times named in a folded text, and the number of a month named without a year."""
    read = read_times(folded)
    return read.named, read.month


def is_year(word: str) -> bool:
    """Whether a word of a folded text is a year by itself; digits of other scripts are none."""
    return len(word) == 4 and word.isdecimal() and _sane(int(word))


def _sane(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _short_year(two_digits: int) -> int:
    return 2000 + two_digits if two_digits <= 30 else 1900 + two_digits


def _year(text: str) -> int:
    return int(text) if text.isdigit() else _short_year(int(text[-2:]))


def _whole_year(year: int) -> Time | None:
    return Time(date(year, 1, 1), date(year, 12, 31), Extent.YEAR) if _sane(year) else None


def _month_number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("mon"):
        return _MONTHS[groups["mon"]]
    number = int(groups["m"]) if groups.get("m") else 0
    return number if 1 <= number <= 12 else None


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _year(groups["y"]) if groups.get("y") else _short_year(int(groups["yy"]))


def _day(match: re.Match[str]) -> Time | None:
    year, month, day = _year_of(match), _month_number(match), int(match["d"])
    if month is None or not _sane(year) or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Time(date(year, month, day), date(year, month, day), Extent.DAY)


def _month(match: re.Match[str]) -> Time | None:
    year, month = _year_of(match), _month_number(match)
    if month is None or not _sane(year):
        return None
    return Time(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Extent.MONTH)


def _span(match: re.Match[str]) -> Time | None:
    first, last = _year(match["a"]), _year(match["b"])
    return Time(date(first, 1, 1), date(last, 12, 31), Extent.SPAN) if first < last else None


def _month_span(match: re.Match[str]) -> Time | None:
    """From the first day of one month to the last of another in the same year."""
    year, first, groups = _year_of(match), _month_number(match), match.groupdict()
    last = _MONTHS[groups["until"]] if groups.get("until") else int(groups["m2"])
    if first is None or not _sane(year) or not first < last <= 12:
        return None
    return Time(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), Extent.SPAN)


def _short_span(match: re.Match[str]) -> Time | None:
    """1960–65: the second year without its century."""
    first, last = int(match["a"]), int(match["a"][:2] + match["yy"])
    return Time(date(first, 1, 1), date(last, 12, 31), Extent.SPAN) if first < last else None


def _after_month(match: re.Match[str]) -> Time | None:
    month = _month(match)
    return Time(month.first, _LATEST, Extent.AFTER) if month else None


def _after_han(match: re.Match[str]) -> Time | None:
    year = int(match["y"] or match["y2"])
    return Time(date(year, 1, 1), _LATEST, Extent.AFTER) if _sane(year) else None


def _ten_years(first: int) -> Time:
    return Time(date(first, 1, 1), date(first + 9, 12, 31), Extent.DECADE)


def _decade(match: re.Match[str]) -> Time:
    groups = match.groupdict()
    tens = int(groups.get("tens") or groups["tens2"])
    century = int(groups.get("century") or 19)
    return _ten_years(century * 100 + tens * 10)


def _decade_word(match: re.Match[str]) -> Time | None:
    before = match.string[: match.start()]
    word = match.group(1)
    if word.endswith("ies") or re.search(r"(?:anos|los|decada de los?)\s+$", before):
        return _ten_years(1900 + _DECADES[word])
    return None
