"""Browsing by name: people, organisations, ships, places … by their first letters, and the facts of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import get_args

from bot.answers.initials import OTHER, index_key, initial
from bot.answers.phrases import say
from bot.answers.screens import Link, Screen, counted, facts_screen, in_rows, page_note, page_of, page_with, turning
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Entity, EntityKind, Language
from bot.matching.finder import Finder
from bot.matching.text import fold, has_han, words_of

NAMES, NAME = "n", "e"
ALL = "all"
FEW = 16  # names of a kind; with more there is an index of letters
KINDS_IN_ROW, LETTERS_IN_ROW = 2, 6
MOST_ALIKE = 8
LONGEST_NAME = 100  # characters


def kinds_screen(base: FactBase, language: Language, lead: str = "") -> Screen:
    """The kinds of names, each with how many there are."""
    count = {kind: len(_of_kind(base, kind)) for kind in get_args(EntityKind)}
    links = [Link(counted(_kind(kind, language), n, language), f"{NAMES}.{kind}") for kind, n in count.items() if n]
    return Screen(language, lead or say("people_lead", language), rows=in_rows(links, KINDS_IN_ROW))


def kind_screen(base: FactBase, kind: str, language: Language) -> Screen | None:
    """The letters under which the names of a kind stand; the names themselves where they are few."""
    names = _of_kind(base, kind)
    if len(names) <= FEW:
        return names_screen(base, kind, ALL, 1, language)
    letters = sorted({initial(entity.name[language]) for entity in names})
    rows = in_rows(
        (Link(_letter(letter, language), f"{NAMES}.{kind}.{letter}.1") for letter in letters), LETTERS_IN_ROW
    )
    lead = say("people_letters", language, kind=_kind(kind, language), number=len(names))
    return Screen(language, lead, rows=(*rows, (_to_kinds(language),)))


def names_screen(base: FactBase, kind: str, letter: str, number: int, language: Language) -> Screen | None:
    """A page of the names of a kind under a letter; None where there are none."""
    names = _under(base, kind, letter, language)
    if not names:
        return None
    page = page_of(names, number)
    place, title = f"{NAMES}.{kind}.{letter}", _kind(kind, language)
    back = _to_kinds(language) if letter == ALL else Link(say("back_to", language, name=title), f"{NAMES}.{kind}")
    lead = title if letter == ALL else say("people_under", language, kind=title, letter=_letter(letter, language))
    rows = (*_links(base, page.items, language), *turning(page, place, language), (back,))
    return Screen(language, lead, note=page_note(page, language), rows=rows)


def name_screen(base: FactBase, entity: Entity, number: int, language: Language) -> Screen:
    """Who or what it is, and a page of all facts in which it occurs."""
    about = entity.name[language]
    if entity.description:
        about = say("name_and_description", language, name=about, description=entity.description[language])
    letter = initial(entity.name[language]) if len(_of_kind(base, entity.kind)) > FEW else ALL
    others = _under(base, entity.kind, letter, language)
    back = Link(say("people_more", language), f"{NAMES}.{entity.kind}.{letter}.{page_with(others.index(entity))}")
    facts = base.facts_of_entity[entity.id]
    return facts_screen(about, facts, number, f"{NAME}.{fact_key(entity.id)}", back, language)


def name_by_key(base: FactBase, key: str) -> Entity | None:
    """The name that a button stands for, if there are facts on it still."""
    return next(
        (entity for entity in base.entities.values() if fact_key(entity.id) == key and _occurs(entity, base)), None
    )


def names_like(finder: Finder, text: str, language: Language) -> tuple[Entity, ...]:
    """The names that a text may mean, misspelt or in part; one where there is no doubt."""
    base, question = finder.base, finder.read(text, fallback=language)
    known = [[base.entities[key] for key in sorted(m.keys) if key in base.entities] for m in question.mentions]
    meant = [entity for entities in known for entity in entities if _occurs(entity, base)]
    is_whole = sum(len(mention.words) for mention in question.mentions) == len(question.words)
    if is_whole and len(meant) == 1:
        return (meant[0],)
    words = words_of(fold(text[:LONGEST_NAME]))
    alike = [entity for entity in base.entities.values() if words and _occurs(entity, base) and _begins(entity, words)]
    alike.sort(key=lambda entity: (-len(base.facts_of_entity[entity.id]), entity.id))
    return tuple({entity.id: entity for entity in (*meant, *alike)}.values())[:MOST_ALIKE]


def alike_screen(base: FactBase, names: Sequence[Entity], language: Language) -> Screen:
    """Several names to choose from."""
    return Screen(
        language, say("people_alike", language), rows=(*_links(base, names, language), (_to_kinds(language),))
    )


def _begins(entity: Entity, words: Sequence[str]) -> bool:
    """Whether each word begins a word of one of the names; Chinese may stand anywhere in it."""
    for _, name in (*entity.name, *entity.aliases):
        known = _words(name)
        if all(any(word in k if has_han(word) else k.startswith(word) for k in known) for word in words):
            return True
    return False


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words_of(fold(name)))


def _links(base: FactBase, names: Sequence[Entity], language: Language) -> tuple[tuple[Link], ...]:
    return tuple(
        (
            Link(
                counted(entity.name[language], len(base.facts_of_entity[entity.id]), language),
                f"{NAME}.{fact_key(entity.id)}.1",
            ),
        )
        for entity in names
    )


def _to_kinds(language: Language) -> Link:
    return Link(say("all_names", language), NAMES)


def _kind(kind: str, language: Language) -> str:
    return say(f"names_{kind}", language)


def _letter(letter: str, language: Language) -> str:
    return say("letter_other", language) if letter == OTHER else letter


def _occurs(entity: Entity, base: FactBase) -> bool:
    return bool(base.facts_of_entity.get(entity.id))


def _of_kind(base: FactBase, kind: str) -> list[Entity]:
    return [entity for entity in base.entities.values() if entity.kind == kind and _occurs(entity, base)]


def _under(base: FactBase, kind: str, letter: str, language: Language) -> list[Entity]:
    found = [e for e in _of_kind(base, kind) if letter in (ALL, initial(e.name[language]))]
    return sorted(found, key=lambda entity: index_key(entity.name[language]))
