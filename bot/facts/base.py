"""The fact base: everything in the knowledge folder, read, linked and ready to be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.facts.model import (
    Collection,
    Elsewhere,
    Entity,
    Fact,
    Language,
    Opposites,
    Part,
    Series,
    Source,
    Synonyms,
    Tag,
    Topic,
)
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import Entry, read_entries

PartType = TypeVar("PartType", bound=Part)

PARTS: Mapping[str, type[Part]] = {
    "topics": Topic,
    "tags": Tag,
    "synonyms": Synonyms,
    "opposites": Opposites,
    "entities": Entity,
    "sources": Source,
    "facts": Fact,
    "series": Series,
    "collections": Collection,
    "elsewhere": Elsewhere,
}
REQUIRED_PARTS = ("topics", "sources", "facts")


@dataclass(frozen=True, slots=True)
class Located:
    """Where an entry stands in the knowledge folder."""

    kind: str
    id: str
    entry: Entry

    def problem(self, message: str, advice: str, *path: str | int) -> Problem:
        return Problem(self.entry.file, self.entry.line_of(path), self.id, message, advice)


@dataclass(frozen=True)
class FactBase:
    """All that is known, by id; facts in chronicle order."""

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    topics: Mapping[str, Topic]
    tags: Mapping[str, Tag]
    synonyms: Mapping[str, Synonyms]
    opposites: Mapping[str, Opposites]
    series: Mapping[str, Series]
    collections: Mapping[str, Collection]
    elsewhere: Mapping[str, Elsewhere]
    version: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, Fact]:
        """Facts by their short key, which fits where an id would be too long (buttons, deep links)."""
        return {fact_key(fact.id): fact for fact in self.facts.values()}

    @cached_property
    def by_title(self) -> Mapping[str, tuple[Fact, Language]]:
        """Facts, and the language that names them so, by their titles."""
        return {title: (fact, language) for fact in self.facts.values() for language, title in fact.title}

    @cached_property
    def facts_of_entity(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts in which each entity occurs, in chronicle order."""
        found: dict[str, list[Fact]] = {entity: [] for entity in self.entities}
        for fact in self.facts.values():
            for entity in fact.entities:
                found.setdefault(entity, []).append(fact)
        return {entity: tuple(facts) for entity, facts in found.items()}

    def in_collection(self, collection: Collection) -> tuple[Fact, ...]:
        """The facts that belong to a curated list, in chronicle order."""
        return tuple(fact for fact in self.facts.values() if collection.filter.accepts(fact))

    def chronicle(self, ids: Iterable[str]) -> tuple[Fact, ...]:
        """These facts in chronicle order."""
        return tuple(sorted((self.facts[i] for i in set(ids)), key=lambda fact: (fact.when.sort_key, fact.id)))


@dataclass(frozen=True)
class Knowledge:
    """What was read: the base of all entries that are well formed, where each stands, and the problems so far."""

    base: FactBase
    located: Mapping[tuple[str, str], Located] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def fact_key(fact_id: str) -> str:
    """Ten characters that stand for a fact id for ever: the beginning of its SHA-256 in hexadecimal."""
    return hashlib.sha256(fact_id.encode()).hexdigest()[:10]


def read_knowledge(folder: Path) -> Knowledge:
    """Read every part of the knowledge folder; problems are collected, not raised."""
    problems: list[Problem] = []
    located: dict[tuple[str, str], Located] = {}
    parts: dict[str, dict[str, Any]] = {}
    digest = hashlib.sha256()
    for kind, model in PARTS.items():
        parts[kind] = {}
        files = part_files(folder, kind)
        if not files and kind in REQUIRED_PARTS:
            problems.append(Problem(kind, 0, "", f"{folder} has no {kind}", f"set KNOWLEDGE_DIR or add {kind}.yaml"))
        for path in files:
            digest.update(path.read_bytes())
            name = path.relative_to(folder).as_posix()
            entries, found = read_entries(path, name)
            problems += found
            for entry in entries:
                part, found = _validate(entry, model)
                problems += found
                known = located.get((kind, entry.id))
                if known and entry.id:
                    place = f"{known.entry.file}:{known.entry.line}"
                    problems.append(
                        Problem(name, entry.line, entry.id, f"the id stands already at {place}", "give one a new id")
                    )
                elif entry.id:
                    located[kind, entry.id] = Located(kind, entry.id, entry)
                if part is not None and not known:
                    parts[kind][entry.id] = part
    facts = sorted(parts["facts"].values(), key=lambda fact: (fact.when.sort_key, fact.id))
    parts["facts"] = {fact.id: fact for fact in facts}
    return Knowledge(FactBase(**parts, version=digest.hexdigest()[:12]), located, tuple(problems))


def part_files(folder: Path, kind: str) -> list[Path]:
    """The files of one part: KIND.yaml, or every YAML file of the folder KIND."""
    single = folder / f"{kind}.yaml"
    return ([single] if single.is_file() else []) + sorted((folder / kind).glob("*.yaml"))


def load(folder: Path) -> FactBase:
    """The fact base, if it passes every check; otherwise raises KnowledgeError with all problems."""
    from bot.facts.checks import check_knowledge

    knowledge = read_knowledge(folder)
    problems = (*knowledge.problems, *check_knowledge(knowledge))
    if problems:
        raise KnowledgeError(sorted(problems))
    return knowledge.base


_ADVICE = {
    "missing": "add the field",
    "extra_forbidden": "remove it or correct its name",
    "literal_error": "use one of the values named",
    "string_too_short": "write it, or remove the field",
    "too_short": "add at least one",
    "too_long": "keep the best four",
    "string_pattern_mismatch": "correct its form",
    "value_error": "write the date as far as it is known",
}


def _validate(entry: Entry, model: type[PartType]) -> tuple[PartType | None, list[Problem]]:
    try:
        return model.model_validate(entry.data), []
    except ValidationError as error:
        problems = []
        for fault in error.errors(include_url=False):
            path = tuple(fault["loc"])
            where = ".".join(map(str, path))
            reason = fault["msg"].removeprefix("Value error, ")
            message = {
                "missing": f"the field '{where}' is missing",
                "extra_forbidden": f"there is no field '{where}'",
            }.get(fault["type"], f"{where}: {reason}")
            advice = _ADVICE.get(fault["type"], "see the guide in knowledge/README.md")
            if path and path[-1] in ("en", "es", "zh") and fault["type"] == "missing":
                advice = "write it in this language too"
            problems.append(Problem(entry.file, entry.line_of(path), entry.id, message, advice))
        return None, problems
