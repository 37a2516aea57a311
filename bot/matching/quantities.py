"""Amounts named in a text, in figures and in words: 2.3 million, medio millón, 28万, 二十."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.matching.times import MONTH

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "mil": 1e3, "million": 1e6, "millions": 1e6, "millon": 1e6, "millones": 1e6,
    "billion": 1e9, "billions": 1e9, "mil millones": 1e9, "trillion": 1e12,
    "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = re.compile(rf"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)?)(?:\s?(?P<scale>{_SCALE})(?![a-z]))?")
_HAN_FIGURE = re.compile(rf"(?P<number>\d+(?:\.\d+)?)(?P<scale>{_SCALE})?")
_WORDS = {
    "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "diez": 10, "once": 11, "doce": 12, "docena": 12, "quince": 15, "dieciseis": 16, "dieciocho": 18, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
}  # fmt: skip
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
}  # fmt: skip
# "Once" is eleven only before what is counted: "once médicos", not "China once lent".
_ELEVEN = r"(?!\bonce\b(?! (?:mil|(?!does|goes|was|has)\w+[aeo]s)\b))"
_WORD = re.compile(
    rf"{_ELEVEN}\b(?P<number>{'|'.join(_WORDS)})\b(?!s)"
    rf"(?:(?:[- ]| y )(?P<ones>{'|'.join(_ONES)})\b)?(?:\s(?P<scale>{_SCALE})\b)?"
)
_HALF = re.compile(r"\b(?:half a|medio)\s(?P<scale>million|billion|millon)\b|半(?=百万)")
_ONE = re.compile(r"(?<!half )\b(?:an?|one|un)\s(?P<scale>hundred|thousand|million|billion|millon)\b")
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}
_HAN_WORD = re.compile("(?<!半)[一二两三四五六七八九十百千万亿]{2,}|十")
# A day of a month is no amount.
_DAY = re.compile(
    rf"\b(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of |de )?(?:{MONTH})\b"
    r"|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]|[一二三四五六七八九十]{1,3}[月日号]"
)
LEAST = 10  # smaller numbers are said of anything
_POWERS_LEFT_OUT = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9)


def quantities_in(folded: str) -> frozenset[float]:
    """The amounts from ten on that a folded text names (leave its dates out: see read_times); with a scale any amount."""
    return frozenset(round(value, 6) for value in _read(_DAY.sub(" ", folded)))


def small_number(word: str) -> int:
    """The number that a folded word or a figure up to ten says; nought for what says none."""
    if word.isdecimal():
        return int(word)
    if _HAN_DIGITS.keys() | _HAN_POWERS.keys() >= set(word):
        return int(_han_number(word))
    return _ONES.get(word) or _WORDS.get(word, 0)


def is_among(quantity: float, known: Iterable[float]) -> bool:
    """Whether an amount is among those known, also with its power of ten left out ("the 600 package")."""
    return any(
        abs(quantity * power - value) <= 0.005 * abs(value) for value in known for power in _POWERS_LEFT_OUT if value
    )


def _read(text: str) -> Iterator[float]:
    for match in (*_FIGURE.finditer(text), *_HAN_FIGURE.finditer(text)):
        number = float(match["number"].replace(",", "."))
        scale = _SCALES[match["scale"]] if match["scale"] else 1.0
        if number and (scale > 1 or number >= LEAST):
            yield number * scale
        if scale > 1 and number >= 1000:  # 2.652 billion: the point was taken for one between thousands
            yield number * scale / 1000
    for match in _WORD.finditer(text):
        number = _WORDS[match["number"]]
        ones = _ONES[match["ones"]] if match["ones"] and number >= 20 else 0
        yield (number + ones) * (_SCALES[match["scale"]] if match["scale"] else 1.0)
    for match in _HALF.finditer(text):
        yield 0.5 * _SCALES[match["scale"] or "百万"]
    for match in _ONE.finditer(text):
        yield _SCALES[match["scale"]]
    for match in _HAN_WORD.finditer(text):
        number = _han_number(match.group())
        if number >= LEAST:
            yield number


def _han_number(word: str) -> float:
    """A number in Chinese words: 二十 is 20, 一百万 a million; what is no number in good form is nought."""
    total = section = 0.0
    digit = 0.0
    for character in word:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_POWERS:
            section += (digit or 1.0) * _HAN_POWERS[character]
            digit = 0.0
        else:
            # 一万亿 is a million millions, but 两亿五千万 two hundred and fifty millions.
            scale, counted = _SCALES[character], section + digit
            total = (total + counted) * scale if total < scale else total + counted * scale
            section = digit = 0.0
    return total + section + (digit if section or total or len(word) == 1 else 0.0)
