"""Dates in words, at the precision that is known, as each language writes them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from bot.facts.dates import Edtf, Point, Precision, parse_edtf
from bot.facts.model import Language

_PATTERNS: dict[Language, dict[Precision, str]] = {
    "en": {Precision.DAY: "d MMMM y", Precision.MONTH: "MMMM y", Precision.YEAR: "y"},
    "es": {Precision.DAY: "d 'de' MMMM 'de' y", Precision.MONTH: "MMMM 'de' y", Precision.YEAR: "y"},
    "zh": {Precision.DAY: "y年M月d日", Precision.MONTH: "y年M月", Precision.YEAR: "y年"},
}
_DAY_AND_MONTH: dict[Language, str] = {"en": "d MMMM", "es": "d 'de' MMMM", "zh": "M月d日"}
_MONTH: dict[Language, str] = {"en": "MMMM", "es": "MMMM", "zh": "M月"}
LOCALES: dict[Language, str] = {"en": "en_GB", "es": "es", "zh": "zh_Hans"}
_ABOUT: dict[Language, str] = {"en": "about {}", "es": "hacia {}", "zh": "约{}"}
_UNCERTAIN: dict[Language, str] = {"en": "{} (uncertain)", "es": "{} (fecha incierta)", "zh": "{}（存疑）"}
_SINCE: dict[Language, str] = {"en": "since {}", "es": "desde {}", "zh": "{}起"}
_UNTIL: dict[Language, str] = {"en": "until {}", "es": "hasta {}", "zh": "截至{}"}


def date_in_words(text: str, language: Language) -> str:
    """An EDTF date as a reader of this language expects it: 'September 1960', 'del 17 al 18 de mayo de 2005'."""
    edtf = parse_edtf(text)
    if not edtf.is_interval and edtf.start:
        return _point(edtf.start, language)
    if edtf.end is None and edtf.start:
        return _SINCE[language].format(_end(edtf.start, language))
    if edtf.start is None and edtf.end:
        return _UNTIL[language].format(_end(edtf.end, language))
    return _interval(edtf, language)


def day_of_year_in_words(day: date, language: Language) -> str:
    """A day without its year: '28 September'."""
    return _format(day, _DAY_AND_MONTH[language], language)


def _format(day: date, pattern: str, language: Language) -> str:
    return format_date(day, format=pattern, locale=LOCALES[language])


def _point(point: Point, language: Language) -> str:
    words = _format(point.first_day, _PATTERNS[language][point.precision], language)
    if point.approximate:
        words = _ABOUT[language].format(_with_article(words, point, language))
    if point.uncertain:
        words = _UNCERTAIN[language].format(words)
    return words


def _with_article(words: str, point: Point, language: Language) -> str:
    """Spanish wants the article before a day: 'desde el 1 de mayo'."""
    return f"el {words}" if language == "es" and point.precision is Precision.DAY else words


def _end(point: Point, language: Language) -> str:
    """A point after a preposition."""
    words = _point(point, language)
    return words if point.approximate else _with_article(words, point, language)


def _interval(edtf: Edtf, language: Language) -> str:
    start, end = edtf.start, edtf.end
    assert start and end  # noqa: S101 - open intervals are handled before
    last = _point(end, language)
    plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
    same_year = start.year == end.year and start.precision == end.precision and plain
    first = _point(start, language)
    if same_year and start.precision is Precision.DAY:
        if start.month == end.month:
            first = {"zh": _format(start.first_day, "y年M月d日", language)}.get(language, str(start.day))
            last = f"{end.day}日" if language == "zh" else last
            joined = f"{first}–{last}" if language == "en" else None
            return joined or (f"{first}至{last}" if language == "zh" else f"del {first} al {last}")
        first = _format(start.first_day, _DAY_AND_MONTH[language], language)
    elif same_year and start.precision is Precision.MONTH:
        first = _format(start.first_day, _MONTH[language], language)
    if language == "zh":
        if same_year:
            first = _point(start, language)
            skip = f"{end.year}年"
            last = last.removeprefix(skip)
        return f"{first}至{last}"
    if language == "en":
        both_years = start.precision is end.precision is Precision.YEAR and plain
        return f"{first}–{last}" if both_years else f"{first} – {last}"
    if start.precision is end.precision is Precision.YEAR:
        return f"{first}-{last}" if plain else f"de {first} a {last}"
    opening, closing = ("del" if _is_plain_day(start) else "de"), ("al" if _is_plain_day(end) else "a")
    return f"{opening} {first} {closing} {last}"


def _is_plain_day(point: Point) -> bool:
    return point.precision is Precision.DAY and not point.approximate
