"""Screens that one message shows in turn: what stands on them, and the places to which their buttons lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.answers.phrases import say
from bot.answers.reply import list_line
from bot.facts.base import fact_key
from bot.facts.model import Fact, Language

ENTRIES = 8
BUTTONS_IN_ROW = 4
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Link:
    """A button: its label, and the place it leads to, in words for the machine joined by dots."""

    label: str
    place: str


Row = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a message shows: a lead, numbered lines, a note, rows of buttons; or one fact in full above its buttons."""

    language: Language
    lead: str = ""
    lines: tuple[str, ...] = ()
    note: str = ""
    rows: tuple[Row, ...] = ()
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of many things: those of this page, its number from 1, and how many pages there are."""

    items: tuple[Item, ...]
    number: int
    count: int

    @property
    def first(self) -> int:
        """The number of the page's first thing among all, from 1."""
        return (self.number - 1) * ENTRIES + 1


def page_of(items: Sequence[Item], number: int) -> Page[Item]:
    """The page of this number; the nearest one where there are not so many."""
    count = max(1, -(-len(items) // ENTRIES))
    number = min(max(number, 1), count)
    return Page(tuple(items[(number - 1) * ENTRIES : number * ENTRIES]), number, count)


def page_with(place: int) -> int:
    """The number of the page on which the thing at this place stands, counted from 0."""
    return place // ENTRIES + 1


def turning(page: Page[Item], place: str, language: Language) -> tuple[Row, ...]:
    """The row that turns pages, where there are several; place is where they are, without the number."""
    row = []
    if page.number > 1:
        row.append(Link(say("page_previous", language), f"{place}.{page.number - 1}"))
    if page.number < page.count:
        row.append(Link(say("page_next", language), f"{place}.{page.number + 1}"))
    return (tuple(row),) if row else ()


def page_note(page: Page[Item], language: Language) -> str:
    """Which page this is, where there are several."""
    return say("page", language, number=page.number, pages=page.count) if page.count > 1 else ""


def in_rows(links: Iterable[Link], width: int) -> tuple[Row, ...]:
    """Buttons side by side, so many to a row."""
    links = tuple(links)
    return tuple(links[i : i + width] for i in range(0, len(links), width))


def facts_screen(lead: str, facts: Sequence[Fact], number: int, place: str, back: Link, language: Language) -> Screen:
    """A page of facts in the order given; each opens from its number. place is that of the list."""
    page = page_of(facts, number)
    lines = tuple(f"{n}. {list_line(fact, language)}" for n, fact in enumerate(page.items, page.first))
    opening = [Link(str(n), f"o.{fact_key(fact.id)}.{place}") for n, fact in enumerate(page.items, page.first)]
    found = say("list_found", language, count=len(facts))
    rows = (*in_rows(opening, BUTTONS_IN_ROW), *turning(page, place, language), (back,))
    return Screen(language, f"{lead}\n{found}", lines, page_note(page, language), rows)


def counted(name: str, count: int, language: Language) -> str:
    """A name on a button with the number of things behind it."""
    return say("name_and_count", language, name=name, number=count)
