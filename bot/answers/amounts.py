"""Figures in words, as each language writes them: numbers, amounts with their unit, years."""

from __future__ import annotations

from collections.abc import Iterable

from babel.numbers import format_decimal

from bot.answers.dates import LOCALES
from bot.answers.punctuation import listed
from bot.facts.model import Language, Series

MILLION = "百万"


def amount_in_words(value: float, series: Series, language: Language) -> str:
    """A figure with its unit; Chinese counts millions in ten thousands (万) and hundred millions (亿)."""
    unit = series.unit[language]
    if not unit.startswith(MILLION):
        return f"{number_in_words(value, series.decimals, language)}{'' if language == 'zh' else ' '}{unit}"
    counted, size = (value / 100, "亿") if value >= 100 else (value * 100, "万")
    return f"{number_in_words(counted, series.decimals + 2, language)}{size}{unit.removeprefix(MILLION)}"


def number_in_words(value: float, decimals: int, language: Language) -> str:
    """A figure as this language writes it."""
    return str(format_decimal(round(value, decimals), locale=LOCALES[language]))


def years_in_words(years: Iterable[int], language: Language) -> str:
    """Years with runs joined: 2000–2004, 2007."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed((str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs), language)
