"""The questions, and what is wrong with an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import fuzz, process, utils

from bot.facts import checks
from bot.facts.base import Knowledge, fact_key
from bot.facts.dates import DateError, parse_edtf
from bot.facts.model import LANGUAGES, Address, Direction, Fact, Id, Language, Source, SourceKind, Status

Ask = Callable[[str], str]
Tell = Callable[[str], None]
Fault = str | None  # what is wrong with an answer, None if nothing

LANGUAGE_NAMES: Mapping[Language, str] = {"en": "English", "es": "Spanish", "zh": "Chinese"}
MOST_SOURCES = 4
_ID: TypeAdapter[str] = TypeAdapter(Id)
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


class Interview:
    """The answers so far: the fact, and the sources that are new with it."""

    def __init__(self, knowledge: Knowledge, ask: Ask, tell: Tell, today: date):
        self.knowledge, self.base = knowledge, knowledge.base
        self.ids = {kind: {i for k, i in knowledge.located if k == kind} for kind in ("facts", "sources")}
        self.ask, self.tell, self.today = ask, tell, today
        self.fact: dict[str, Any] = {}
        self.new_sources: list[dict[str, Any]] = []
        self._asked = {
            (language, checks.same_phrasing_key(words)): fact.id
            for fact in self.base.facts.values()
            for language, words in fact.questions
        }

    def all_questions(self) -> None:
        """Every part of the fact in the order of the file, but who claims it before the text that must name them."""
        self.tell("A new fact. Ctrl-D stops without writing anything; an empty answer skips what is in (brackets).")
        fact = self.fact
        fact["id"] = self._until("Id, for ever (mao-guevara-meeting-1960-11-19)", self._fault_of_fact_id)
        fact["date"] = self._until(
            "Date as far as known (1960, 1960-11-19, 1960~, 2004-11-22/2004-11-23)", self._fault_of_date
        )
        self.tell("Topics: " + ", ".join(self.base.topics))
        fact["topic"] = self._until("Topic", lambda answer: self._unknown(answer, _labels(self.base.topics)))
        fact["status"] = self._choice("Status", get_args(Status))
        fact["title"] = self._texts("Title", self._fault_of_title)
        if fact["status"] != "established":
            self.fact["attribution"] = self._texts("Who says so,", _any)
        fact["text"] = self._texts("Text", self._fault_of_text)
        self._ask_disagreement()
        fact["questions"] = {language: self._phrasings(language) for language in LANGUAGES}
        fact["entities"] = self._ids("Names (entities) that occur in it", _labels(self.base.entities))
        fact["tags"] = self._ids("Tags", _labels(self.base.tags))
        fact["direction"] = self._choice("Direction (none)", get_args(Direction), optional=True)
        self._ask_sources()
        fact["checked"] = self.today.isoformat()
        self.fact = {name: fact[name] for name in Fact.model_fields if fact.get(name)}

    def _until(self, prompt: str, fault_of: Callable[[str], Fault], *, optional: bool = False) -> str:
        while True:
            answer = self.ask(f"{prompt}: ").strip()
            fault = None if optional and not answer else fault_of(answer) if answer else "it cannot be empty"
            if fault is None:
                return answer
            self.tell(f"  {fault}")

    def _choice(self, prompt: str, values: tuple[str, ...], *, optional: bool = False) -> str:
        def fault_of(answer: str) -> Fault:
            return None if answer in values else f"'{answer}' is none of {', '.join(values)}"

        return self._until(f"{prompt} – {', '.join(values)}", fault_of, optional=optional)

    def _texts(self, what: str, fault_of: Callable[[str, Language], Fault]) -> dict[Language, str]:
        return {language: self._text(what, language, fault_of) for language in LANGUAGES}

    def _text(self, what: str, language: Language, fault_of: Callable[[str, Language], Fault], **optional: bool) -> str:
        prompt = f"{what} in {LANGUAGE_NAMES[language]}"
        return self._until(prompt, lambda answer: fault_of(answer, language), **optional)

    def _fault_of_fact_id(self, answer: str) -> Fault:
        fault = _fault_of_id(answer, self.ids["facts"])
        key = self.base.by_key.get(fact_key(answer))
        return fault or (f"its short key equals that of {key.id}; choose another id" if key else None)

    def _fault_of_date(self, answer: str) -> Fault:
        try:
            return f"{answer} has not come yet" if parse_edtf(answer).first_day > self.today else None
        except DateError as error:
            return str(error)

    def _fault_of_title(self, answer: str, language: Language) -> Fault:
        return _fault_of_words(answer, language) or _too_long(answer, checks.TITLE_LIMIT)

    def _fault_of_text(self, answer: str, language: Language) -> Fault:
        fault = _fault_of_words(answer, language) or _too_long(answer, checks.TEXT_LIMIT)
        claimant = self.fact.get("attribution", {}).get(language)
        if fault is None and claimant and not checks._names(answer, claimant):
            return f"the text does not say who claims it ('{claimant}'); name them in it"
        return fault

    def _ask_disagreement(self) -> None:
        def fault_of(answer: str, language: Language) -> Fault:
            left = checks.TEXT_LIMIT - checks.utf16_length(self.fact["text"][language])
            return _fault_of_words(answer, language) or _too_long(answer, left, " beside the text")

        disputed = self.fact["status"] == "disputed"
        what = "What the sources disagree on" + ("," if disputed else " (nothing),")
        english = self._text(what, "en", fault_of, optional=not disputed)
        if english:
            others = {language: self._text(what, language, fault_of) for language in LANGUAGES[1:]}
            self.fact["disagreement"] = {"en": english} | others

    def _phrasings(self, language: Language) -> list[str]:
        least = checks.LEAST_PHRASINGS[language]
        name = LANGUAGE_NAMES[language]
        self.tell(f"How would people ask for it in {name}? At least {least}, one a line; an empty line ends them.")
        found: list[str] = []

        def fault_of(answer: str) -> Fault:
            key = checks.same_phrasing_key(answer)
            if not key:
                return "a phrasing needs words"
            if key in map(checks.same_phrasing_key, found):
                return "you have written that already"
            other = self._asked.get((language, key))
            return f"it stands under {other} already; reword it so that it tells the two apart" if other else None

        while True:
            answer = self._until(f"{name} {len(found) + 1}", fault_of, optional=True)
            if answer:
                found.append(answer)
            elif len(found) >= least:
                return found
            else:
                self.tell(f"  {least - len(found)} more in {name}")

    def _ids(self, what: str, labels: Mapping[str, str]) -> list[str]:
        found: list[str] = []
        while True:
            answer = self.ask(f"{what}, ids with commas between; an empty line ends them: ").strip()
            if not answer:
                return found
            for word in filter(None, map(str.strip, answer.split(","))):
                fault = self._unknown(word, labels, found)
                if fault:
                    self.tell(f"  {word}: {fault}")
                else:
                    found.append(word)
            self.tell(f"  so far: {', '.join(found) or 'none'}")

    @staticmethod
    def _unknown(answer: str, labels: Mapping[str, str], chosen: Container[str] = ()) -> Fault:
        if answer in labels.values():
            return "stands in the list already" if answer in chosen else None
        near = _similar(answer, labels)
        return "unknown; did you mean " + " or ".join(near) + "?" if near else "unknown, and nothing resembles it"

    def _ask_sources(self) -> None:
        self.tell(f"Its sources, best first: at most {MOST_SOURCES} ids or addresses, 'new' for one not yet known.")
        chosen: list[str] = []
        self.fact["sources"] = chosen
        while True:
            full = len(chosen) == MOST_SOURCES
            answer = "" if full else self.ask(f"Source {len(chosen) + 1} (an empty line ends them): ").strip()
            if answer:
                known = self._source_labels()
                source_id = self._new_source(known) if answer == "new" else known.get(answer, answer)
                fault = self._unknown(source_id, self._source_labels(), chosen)
                if fault:
                    self.tell(f"  {fault}")
                else:
                    chosen.append(source_id)
            elif not chosen:
                self.tell("  a fact needs a source")
            elif self._trusted(chosen):
                return None
            else:
                self.tell("  'established' needs two independent publishers or one official document;")
                self.tell("  blogs, encyclopedias and mirrors do not count.")
                other = "choose again" if full else "another source"
                if self._choice("Make the fact reported, or", ("reported", other)) == "reported":
                    return self._make_reported()
                if full:
                    chosen.clear()
                    self.new_sources.clear()

    def _trusted(self, chosen: list[str]) -> bool:
        fresh = {source["id"]: Source.model_validate(source) for source in self.new_sources}
        publishers, official = checks.weight_of_sources({**self.base.sources, **fresh}[source] for source in chosen)
        return self.fact["status"] != "established" or publishers >= 2 or official

    def _make_reported(self) -> None:
        self.fact["status"] = "reported"
        self.fact["attribution"] = self._texts("Who says so,", _any)
        for language in LANGUAGES:
            fault = self._fault_of_text(self.fact["text"][language], language)
            if fault:
                self.tell(f"  {fault}")
                self.fact["text"][language] = self._text("Text", language, self._fault_of_text)

    def _new_source(self, known: Mapping[str, str]) -> str:
        taken = self.ids["sources"] | set(known.values())
        address = self._until("Its address", _fault_of_address)
        if address in known:
            self.tell(f"  this page is known as {known[address]}")
            return known[address]

        source: dict[str, Any] = {
            "id": self._until("Id (granma-2025-65-years)", lambda answer: _fault_of_id(answer, taken)),
            "title": self._until("Title, in [square brackets] if you describe it", _any),
            "publisher": self._until("Publisher", _any),
            "url": address,
            "published": self._until("Published (unknown)", self._fault_of_date, optional=True),
            "language": self._until("Language (en, es, zh, ru …)", _fault_of_language),
            "kind": self._choice("Kind", get_args(SourceKind)),
            "mirror": self._choice("A copy of another's page (no)", ("yes", "no"), optional=True) == "yes",
            "archived": self._until("Address of a lasting copy (none)", _fault_of_address, optional=True),
        }
        self.new_sources.append({name: value for name, value in source.items() if value})
        return str(source["id"])

    def _source_labels(self) -> dict[str, str]:
        labels = {label: s.id for s in self.base.sources.values() for label in (s.title, s.url)}
        labels |= {source["url"]: source["id"] for source in self.new_sources}
        return labels | {source_id: source_id for source_id in (*self.base.sources, *labels.values())}


def _fault_of_id(answer: str, known: set[str]) -> Fault:
    if not _fits(_ID, answer):
        return "small letters a–z, digits and single hyphens only"
    return f"the id '{answer}' is taken" if answer in known else None


def _any(*_: str) -> Fault:
    return None


def _fault_of_language(answer: str) -> Fault:
    return None if re.fullmatch("[a-z]{2}", answer) else "two small letters: en, es, zh, ru"


def _fault_of_address(answer: str) -> Fault:
    return None if _fits(_ADDRESS, answer) else "an address begins with http:// or https:// and has no spaces"


def _fits(form: TypeAdapter[str], answer: str) -> bool:
    try:
        return bool(form.validate_python(answer))
    except ValidationError:
        return False


def _fault_of_words(answer: str, language: Language) -> Fault:
    chinese = checks._share_of_han(answer) > 0.2
    return None if chinese == (language == "zh") else f"that is not {LANGUAGE_NAMES[language]}"


def _too_long(answer: str, limit: int, beside: str = "") -> Fault:
    size = checks.utf16_length(answer)
    return f"{size} characters{beside}; keep it under {limit}" if size > limit else None


def _labels(parts: Mapping[str, Any]) -> dict[str, str]:
    """Every name by which somebody might look for one of these, with its id."""
    labels = {words: part.id for part in parts.values() for _, words in (*part.name, *getattr(part, "aliases", ()))}
    return labels | {part_id: part_id for part_id in parts}


def _similar(answer: str, labels: Mapping[str, str]) -> list[str]:
    """Up to three ids that this answer may have meant."""
    found = process.extract(
        answer, labels.keys(), scorer=fuzz.WRatio, processor=utils.default_process, limit=12, score_cutoff=70
    )
    return list(dict.fromkeys(labels[label] for label, _, _ in found))[:3]
