"""The schema of the fact base: the field names are the contract with the curators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from bot.facts.dates import DateError, Edtf, parse_edtf

Language = Literal["en", "es", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Status = Literal["established", "reported", "disputed"]
Direction = Literal["china-to-cuba", "cuba-to-china"]
Side = Literal["china", "cuba"]
SourceKind = Literal["academic", "blog", "encyclopedia", "government", "news", "ngo", "state-media", "think-tank"]
EntityKind = Literal[
    "person", "organisation", "place", "ship", "company", "programme", "treaty", "publication", "event", "project"
]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


def _edtf(value: str) -> str:
    try:
        parse_edtf(value)
    except DateError as error:
        raise ValueError(str(error)) from None
    return value


Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_edtf)]


class Part(BaseModel):
    """Anything in the knowledge folder: frozen, and no field beside those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """The same words in the three languages."""

    en: Words
    es: Words
    zh: Words

    def __getitem__(self, language: Language) -> str:
        return str(getattr(self, language))

    def __iter__(self) -> Iterator[tuple[Language, str]]:  # type: ignore[override]
        return ((language, self[language]) for language in LANGUAGES)


class Phrasings(Part):
    """Ways to ask or to call a thing, by language; a language may have none."""

    en: tuple[Words, ...] = ()
    es: tuple[Words, ...] = ()
    zh: tuple[Words, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return tuple(getattr(self, language))

    def __iter__(self) -> Iterator[tuple[Language, str]]:  # type: ignore[override]
        return ((language, words) for language in LANGUAGES for words in self[language])


class Correction(Part):
    """A source that has a date or figure wrong: what it says, and what is right and why."""

    source: Id
    says: Text
    correct: Text


class Change(Part):
    """A correction of the fact itself after it was published: when, and what was changed and why. Never deleted."""

    on: Day
    what: Text


class Fact(Part):
    """One dated, sourced statement about China and Cuba."""

    id: Id
    date: str
    topic: Id
    status: Status
    title: Text
    text: Text
    attribution: Text | None = None
    disagreement: Text | None = None
    questions: Phrasings
    mistaken_questions: Phrasings = Phrasings()
    entities: tuple[Id, ...] = ()
    tags: tuple[Id, ...] = ()
    direction: Direction | None = None
    sources: tuple[Id, ...] = Field(min_length=1, max_length=4)
    corrections: tuple[Correction, ...] = ()
    changes: tuple[Change, ...] = ()
    refresh_days: Annotated[int, Field(gt=0)] | None = None
    checked: Day

    _date_is_edtf = field_validator("date")(_edtf)

    @cached_property
    def when(self) -> Edtf:
        """The date as an interval of days that knows its precision."""
        return parse_edtf(self.date)


class Source(Part):
    """One entry of the bibliography. A title in [square brackets] describes a page whose own title was not seen."""

    id: Id
    title: Words
    publisher: Words
    url: Address
    published: str | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    kind: SourceKind
    mirror: bool = False
    archived: Address | None = None

    _published_is_edtf = field_validator("published")(lambda value: value and _edtf(value))


class Entity(Part):
    """A person, organisation, place, ship … with the names by which people ask for it."""

    id: Id
    kind: EntityKind
    name: Text
    aliases: Phrasings = Phrasings()
    shared_aliases: tuple[Words, ...] = ()
    side: Side | None = None
    description: Text | None = None


class Topic(Part):
    """One of the themes into which the facts are sorted."""

    id: Id
    name: Text
    aliases: Phrasings = Phrasings()


class Tag(Part):
    """What kind of event a fact is; lists are made of tags."""

    id: Id
    name: Text
    aliases: Phrasings = Phrasings()


class Synonyms(Part):
    """Words that mean nearly the same when somebody asks."""

    id: Id
    words: Phrasings


class Opposites(Part):
    """Words that exclude one another when the same event is spoken of, as support and condemn do."""

    id: Id
    one: Phrasings
    other: Phrasings


class Elsewhere(Part):
    """A subject that people ask about and that lies outside the base: matching it means to decline."""

    id: Id
    name: Text
    questions: Phrasings


class Filter(Part):
    """Which facts belong: every condition given must hold; within one condition any of its values will do."""

    ids: tuple[Id, ...] = ()
    topics: tuple[Id, ...] = ()
    tags: tuple[Id, ...] = ()
    all_tags: tuple[Id, ...] = ()
    entities: tuple[Id, ...] = ()
    direction: Direction | None = None
    status: tuple[Status, ...] = ()
    since: str | None = None
    until: str | None = None
    also: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()

    _dates_are_edtf = field_validator("since", "until")(lambda value: value and _edtf(value))

    def accepts(self, fact: Fact) -> bool:
        if fact.id in self.without:
            return False
        if fact.id in self.also:
            return True
        conditions = (
            not self.ids or fact.id in self.ids,
            not self.topics or fact.topic in self.topics,
            not self.tags or bool(set(self.tags) & set(fact.tags)),
            set(self.all_tags) <= set(fact.tags),
            not self.entities or bool(set(self.entities) & set(fact.entities)),
            self.direction is None or fact.direction == self.direction,
            not self.status or fact.status in self.status,
            self.since is None or fact.when.first_day >= parse_edtf(self.since).first_day,
            self.until is None or fact.when.first_day <= parse_edtf(self.until).last_day,
        )
        return all(conditions) and bool(self.model_dump(exclude_defaults=True, exclude={"also", "without"}))


class Collection(Part):
    """A curated list of facts, defined by a filter so that it stays complete by itself."""

    id: Id
    title: Text
    questions: Phrasings
    filter: Filter


class Counter(Part):
    """Who counted: each counter of a series has its own method and so its own figures."""

    id: Id
    name: Text


class Value(Part):
    """One figure of a series."""

    year: Annotated[int, Field(ge=1800, le=2100)]
    counter: Id
    value: float
    source: Id
    fact: Id | None = None
    note: Text | None = None


class Series(Part):
    """Yearly figures of one thing, with unit, counter and source of each."""

    id: Id
    title: Text
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=3)] = 0
    questions: Phrasings
    entities: tuple[Id, ...] = ()
    direction: Direction | None = None
    counters: tuple[Counter, ...] = Field(min_length=1)
    values: tuple[Value, ...] = Field(min_length=1)
    checked: Day


HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
