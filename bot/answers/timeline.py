"""A timeline: the facts of a selection in date order, page by page; and what to say where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.phrases import say
from bot.answers.reply import Choice, choice_of, list_line
from bot.answers.selection import Selection, in_span, selected, selection_in_words, without_span
from bot.facts.base import FactBase
from bot.facts.checks import utf16_length
from bot.facts.model import Fact, Language
from bot.matching.spans import Span

MOST_ON_A_PAGE = 8
# A page must fit below a picture, whose caption holds 1024 UTF-16 units.
CAPTION_LIMIT = 1024
HANDFUL = 5
NEAREST = 3
FEWEST_IN_A_BUTTON = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Some facts of a timeline, numbered through all its pages from first on."""

    first: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All facts of a selection in date order, and a heading that says what was selected."""

    selection: Selection
    facts: tuple[Fact, ...]
    heading: str
    language: Language

    @property
    def lead(self) -> str:
        return say("timeline_lead", self.language, what=self.heading, count=len(self.facts))

    @property
    def title(self) -> str:
        return say("timeline_title", self.language, what=self.heading, count=len(self.facts))

    @property
    def deserves_picture(self) -> bool:
        return len(self.facts) > HANDFUL


@dataclass(frozen=True, slots=True)
class Period:
    """A span that a timeline may begin with, with a label for a button."""

    selection: Selection
    label: str


def timeline(selection: Selection, base: FactBase, language: Language) -> Timeline:
    """The timeline of a selection, which may hold nothing."""
    heading = selection_in_words(selection, base, language) or say("timeline_whole", language)
    return Timeline(selection, selected(selection, base), heading, language)


def pages(shown: Timeline) -> tuple[Page, ...]:
    """The facts in pages: at most eight, and no more than fit below a picture with the lead and the page's number."""
    budget = CAPTION_LIMIT - utf16_length(shown.lead) - utf16_length(_page_line(shown.language, 999, 999)) - 4
    found: list[list[Fact]] = []
    room = 0
    for number, fact in enumerate(shown.facts, 1):
        length = utf16_length(_line(number, fact, shown.language)) + 1
        if not found or len(found[-1]) == MOST_ON_A_PAGE or length > room:
            found.append([])
            room = budget
        found[-1].append(fact)
        room -= length
    firsts = [1 + sum(map(len, found[:number])) for number in range(len(found))]
    return tuple(Page(first, tuple(facts)) for first, facts in zip(firsts, found, strict=True))


def page_text(shown: Timeline, page: Page, number: int, count: int) -> str:
    """What one page says, plain: lead, numbered lines, and which page it is when there are several."""
    lines = [_line(page.first + at, fact, shown.language) for at, fact in enumerate(page.facts)]
    blocks = [shown.lead, "\n".join(lines)]
    if count > 1:
        blocks.append(_page_line(shown.language, number, count))
    return "\n\n".join(blocks)


def whole_text(shown: Timeline) -> str:
    """All facts of a timeline, for the terminal."""
    return page_text(shown, Page(1, shown.facts), 1, 1)


def nothing_there(shown: Timeline, base: FactBase) -> tuple[str, tuple[Choice, ...]]:
    """What to say of a timeline without facts, and the facts nearest in time, if the rest of it holds any."""
    near = nearest(shown.selection, base)
    text = say("timeline_nearest" if near else "timeline_nothing", shown.language, what=shown.heading)
    return text, tuple(choice_of(fact, shown.language) for fact in near)


def nearest(selection: Selection, base: FactBase) -> tuple[Fact, ...]:
    """The facts that agree with a selection but for its span and lie nearest to it, in chronicle order."""
    span = selection.span
    if span is None:
        return ()
    found = sorted(without_span(selection, base), key=lambda fact: (_days_between(fact, span), fact.when.sort_key))
    return base.chronicle(fact.id for fact in found[:NEAREST])


def periods(base: FactBase, language: Language) -> tuple[Period, ...]:
    """Decades to begin with; those with few facts are joined to the next, so that every button leads to something."""
    facts = tuple(base.facts.values())
    years = [fact.when.first_day.year for fact in facts if fact.when.start]
    if not years:
        return ()
    found: list[Period] = []
    first = min(years) // 10 * 10
    for decade in range(first, max(years) + 1, 10):
        span = Span(date(first, 1, 1), date(decade + 9, 12, 31))
        begun = sum(first <= year <= decade + 9 for year in years)
        if begun < FEWEST_IN_A_BUTTON and decade + 9 < max(years):
            continue
        count = sum(in_span(fact, span) for fact in facts)
        key = "timeline_decade" if first == decade else "timeline_years"
        label = say(key, language, first=first, last=decade + 9, count=count)
        found.append(Period(Selection(span), label))
        first = decade + 10
    return tuple(found)


def start_text(language: Language) -> str:
    """What to say when no span was asked for."""
    return say("timeline_start", language, examples=say("timeline_examples", language))


def unreadable_text(text: str, language: Language, *, too_much: bool = False) -> str:
    """What to say when no selection could be read, or one with more conditions than a button can carry."""
    examples = say("timeline_examples", language)
    if too_much:
        return say("timeline_too_much", language, examples=examples)
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return say("timeline_unreadable", language, text=shown, examples=examples)


def sources_of(facts: Sequence[Fact]) -> int:
    """How many sources these facts rest on."""
    return len({source for fact in facts for source in fact.sources})


def _line(number: int, fact: Fact, language: Language) -> str:
    return f"{number}. {list_line(fact, language)}"


def _page_line(language: Language, page: int, count: int) -> str:
    return say("page", language, number=page, pages=count)


def _days_between(fact: Fact, span: Span) -> int:
    first, last = fact.when.first_day, fact.when.last_day
    return max((first - span.last).days, (span.first - last).days, 0)
