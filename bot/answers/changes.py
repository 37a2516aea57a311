"""The corrections that the base records: what was changed in a fact and when, and what sources have wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list

from bot.answers.dates import LOCALES, date_in_words
from bot.answers.phrases import say
from bot.answers.reply import Reply, capitalised
from bot.facts.base import FactBase
from bot.facts.changes import Change, ChangeKind
from bot.facts.model import Fact, Language

ON_PAGE = 5
LONGEST_PAGE = 2500  # of 4096, as marks and characters outside of the basic plane count more
TOLD: tuple[ChangeKind, ...] = ("text", "date", "status", "removed")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the corrections; number counts from 0."""

    reply: Reply
    number: int
    of: int


def changes_page(base: FactBase, number: int, language: Language) -> Page:
    """A page of the corrections, newest first; a number beyond the last page gives the last one."""
    lines = _lines(base, language)
    if not lines:
        return Page(Reply("chat", language, lead=say("no_changes", language)), 0, 1)
    pages = _paged(lines)
    of = len(pages)
    number = max(0, min(number, of - 1))
    shown = "\n\n".join(pages[number])
    lead = say("changes", language, count=len(lines))
    note = say("page", language, number=number + 1, pages=of) if of > 1 else ""
    return Page(Reply("chat", language, lead=f"{lead}\n\n{shown}", note=note), number, of)


def _paged(lines: Sequence[str]) -> list[list[str]]:
    """A few lines a page, and together no more than a message holds."""
    pages: list[list[str]] = []
    for line in lines:
        if not pages or len(pages[-1]) == ON_PAGE or sum(map(len, pages[-1])) + len(line) > LONGEST_PAGE:
            pages.append([])
        pages[-1].append(line)
    return pages


def _lines(base: FactBase, language: Language) -> list[str]:
    """What was changed in the facts has its own day; what a source has wrong, that on which the fact was last checked."""
    found: list[tuple[str, str]] = []
    for fact in base.facts.values():
        title = fact.title[language]
        found += [
            (
                change.on,
                say("change_of", language, on=_day(change.on, language), title=title, what=change.what[language]),
            )
            for change in fact.changes
        ]
        found += [
            (
                fact.checked,
                say(
                    "correction_of",
                    language,
                    on=_day(fact.checked, language),
                    title=title,
                    who=base.sources[correction.source].publisher,
                    says=correction.says[language],
                    correct=correction.correct[language],
                ),
            )
            for correction in fact.corrections
        ]
    return [line for _, line in sorted(found, key=lambda dated: dated[0], reverse=True)]


def _day(day: str, language: Language) -> str:
    return capitalised(date_in_words(day, language))


def correction_line(found: tuple[Change, ...], fact: Fact | None, today: str, language: Language) -> str:
    """The line that tells a reader what of a fact has changed since it was given; fact is None when it is withdrawn."""
    on = date_in_words(today, language)
    if fact is None:
        return say("corrected_removed", language, on=on)
    kinds = [say(f"corrected_{kind}", language) for kind in TOLD if any(change.kind == kind for change in found)]
    line = say("corrected_line", language, on=on, what=format_list(kinds, locale=LOCALES[language]))
    if fact.changes:
        latest = max(fact.changes, key=lambda change: change.on)
        line += f" {latest.what[language]}"
    return line
