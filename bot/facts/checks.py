"""The checks of the fact base: small functions, knowledge in, problems out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bot.facts.base import Knowledge, Located, fact_key
from bot.facts.model import HAN, LANGUAGES, Fact, Language, Phrasings, Source, Text
from bot.facts.problems import Problem
from bot.facts.text_checks import date_in_text, fold, near_duplicates, numbers_agree, shared_aliases
from bot.facts.translation_checks import direction_agrees, names_agree

# What says nothing of who the claimant is: "the", "según", a year.
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = {"the", "and", "for", "from", "with", "its", "who", "says", "said", "citing"} | {
    "según", "los", "las", "del", "una", "con", "por", "que", "citando", "sobre"
}  # fmt: skip

Check = Callable[[Knowledge], Iterable[Problem]]

# What a fact may take of a Telegram message (4,096 UTF-16 units), so that date, status and sources always fit beside it.
TEXT_LIMIT = 2200
TITLE_LIMIT = 64
LEAST_PHRASINGS = {"en": 5, "es": 4, "zh": 4}


def check_knowledge(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Every problem that all checks together find."""
    return tuple(problem for check in CHECKS for problem in check(knowledge))


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def same_phrasing_key(words: str) -> str:
    """Two phrasings with the same key are the same question to a reader."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _at(knowledge: Knowledge, kind: str, part_id: str) -> Located:
    return knowledge.located[kind, part_id]


def references(knowledge: Knowledge) -> Iterator[Problem]:
    """Every id that one entry uses of another must exist."""
    base = knowledge.base
    for fact in base.facts.values():
        at = _at(knowledge, "facts", fact.id)
        if fact.topic not in base.topics:
            yield at.problem(f"unknown topic '{fact.topic}'", "use an id of topics.yaml", "topic")
        for field, ids, known in (
            ("sources", fact.sources, base.sources),
            ("entities", fact.entities, base.entities),
            ("tags", fact.tags, base.tags),
        ):
            for number, part_id in enumerate(ids):
                if part_id not in known:
                    message = f"unknown {field.removesuffix('s').replace('entitie', 'entity')} '{part_id}'"
                    yield at.problem(message, f"add it to {field} or correct the id", field, number)
                elif part_id in ids[:number]:
                    yield at.problem(f"'{part_id}' stands twice in {field}", "keep one of the two", field, number)
        for number, correction in enumerate(fact.corrections):
            if correction.source not in base.sources:
                message = f"unknown source '{correction.source}'"
                yield at.problem(message, "add it to sources or correct the id", "corrections", number, "source")
    for collection in base.collections.values():
        at = _at(knowledge, "collections", collection.id)
        chosen = collection.filter
        for field, ids, kinds in (
            ("ids", chosen.ids, base.facts),
            ("also", chosen.also, base.facts),
            ("without", chosen.without, base.facts),
            ("topics", chosen.topics, base.topics),
            ("tags", chosen.tags, base.tags),
            ("all_tags", chosen.all_tags, base.tags),
            ("entities", chosen.entities, base.entities),
        ):
            for number, part_id in enumerate(ids):
                if part_id not in kinds:
                    message = f"unknown id '{part_id}' in filter.{field}"
                    yield at.problem(message, "correct the id", "filter", field, number)
        if not base.in_collection(collection):
            yield at.problem("the filter chooses no fact", "widen the filter or remove the list", "filter")
    for series in base.series.values():
        at = _at(knowledge, "series", series.id)
        counters = {counter.id for counter in series.counters}
        for number, value in enumerate(series.values):
            if value.counter not in counters:
                yield at.problem(f"unknown counter '{value.counter}'", "name it under counters", "values", number)
            if value.source not in base.sources:
                yield at.problem(f"unknown source '{value.source}'", "add it to sources", "values", number)
            if value.fact and value.fact not in base.facts:
                yield at.problem(f"unknown fact '{value.fact}'", "correct the id", "values", number)


def unused_sources(knowledge: Knowledge) -> Iterator[Problem]:
    """A bibliography lists what the facts rest on, and nothing else."""
    base = knowledge.base
    used = {source for fact in base.facts.values() for source in fact.sources}
    used |= {value.source for series in base.series.values() for value in series.values}
    for source in base.sources:
        if source not in used:
            yield _at(knowledge, "sources", source).problem("no fact uses this source", "cite it or remove it")


def weight_of_sources(sources: Iterable[Source]) -> tuple[int, bool]:
    """How many independent publishers count as evidence, and whether a primary document is among the sources."""
    solid = [s for s in sources if s.kind not in ("blog", "encyclopedia") and not s.mirror]
    return len({s.publisher for s in solid}), any(s.kind == "government" for s in solid)


def trust(knowledge: Knowledge) -> Iterator[Problem]:
    """`established` needs two independent sources or one primary document; anything else says who says so."""
    base = knowledge.base
    for fact in base.facts.values():
        at = _at(knowledge, "facts", fact.id)
        publishers, primary = weight_of_sources(base.sources[s] for s in fact.sources if s in base.sources)
        if fact.status == "established":
            if publishers < 2 and not primary:
                message = "'established' on too weak sources (blogs, encyclopedias and mirrors do not count)"
                yield at.problem(message, "add a second independent source or make it 'reported'", "status")
            if fact.attribution:
                yield at.problem("attribution on an established fact", "remove it or change the status", "attribution")
        elif not fact.attribution:
            yield at.problem(f"'{fact.status}' without attribution", "say who claims it", "status")
        else:
            for language in LANGUAGES:
                if not _names(fact.text[language], fact.attribution[language]):
                    message = f"the text does not say who claims it ('{fact.attribution[language]}')"
                    yield at.problem(message, "name the claimant in the text", "text", language)


def _names(text: str, claimant: str) -> bool:
    if HAN.search(claimant):
        han = "".join(HAN.findall(claimant))
        return any(han[i : i + 2] in text for i in range(max(1, len(han) - 1)))
    told = set(_WORD.findall(claimant.casefold())) - _COMMON
    return bool(told & set(_WORD.findall(text.casefold()))) if told else claimant.casefold() in text.casefold()


def phrasings(knowledge: Knowledge) -> Iterator[Problem]:
    """Enough ways to ask in each language; none stands under two facts, and none is both right and mistaken."""
    seen: dict[tuple[str, str], Located] = {}
    for fact in knowledge.base.facts.values():
        at = _at(knowledge, "facts", fact.id)
        for language in LANGUAGES:
            if len(fact.questions[language]) < LEAST_PHRASINGS[language]:
                message = f"{len(fact.questions[language])} phrasings in '{language}'"
                yield at.problem(message, f"write at least {LEAST_PHRASINGS[language]}", "questions", language)
            yield from _worded(fact.questions, "questions", language, at, seen)
    # Only when all right ones are known: what is a mistake about one fact may be the question for another.
    for fact in knowledge.base.facts.values():
        for language in LANGUAGES:
            at = _at(knowledge, "facts", fact.id)
            yield from _worded(fact.mistaken_questions, "mistaken_questions", language, at, seen)


def _worded(
    phrasings: Phrasings, field: str, language: Language, at: Located, seen: dict[tuple[str, str], Located]
) -> Iterator[Problem]:
    """Problems of one field in one language; seen: where each phrasing stands so far."""
    mine: set[str] = set()
    for number, words in enumerate(phrasings[language]):
        key, path = same_phrasing_key(words), (field, language, number)
        if not key:
            yield at.problem("an empty phrasing", "write it or remove it", *path)
        elif key in mine:
            yield at.problem(f"the phrasing '{words}' stands twice", "remove one", *path)
        elif (language, key) in seen:
            other = seen[language, key]
            where = "among the questions of this fact" if other is at else f"under {other.id}"
            message = f"the phrasing '{words}' stands {where} too ({other.entry.file}:{other.entry.line})"
            yield at.problem(message, "reword one so that it tells the two apart", *path)
        mine.add(key)
        seen.setdefault((language, key), at)


def lengths(knowledge: Knowledge) -> Iterator[Problem]:
    """What Telegram can show in one message, with the date, the status and the sources beside it."""
    for fact in knowledge.base.facts.values():
        at = _at(knowledge, "facts", fact.id)
        for language in LANGUAGES:
            size = utf16_length(fact.text[language]) + utf16_length(
                fact.disagreement[language] if fact.disagreement else ""
            )
            if size > TEXT_LIMIT:
                message = f"text and disagreement take {size} characters in '{language}'"
                yield at.problem(message, f"keep them under {TEXT_LIMIT}", "text", language)
            if utf16_length(fact.title[language]) > TITLE_LIMIT:
                message = f"the title has {utf16_length(fact.title[language])} characters in '{language}'"
                yield at.problem(message, f"keep it under {TITLE_LIMIT}, so that it fits a button", "title", language)


def languages_kept_apart(knowledge: Knowledge) -> Iterator[Problem]:
    """Chinese text is Chinese, and English and Spanish text is not (a translation left in place, two fields swapped)."""
    for fact in knowledge.base.facts.values():
        for name, text in (("title", fact.title), ("text", fact.text), ("disagreement", fact.disagreement)):
            for language, words in text or ():
                if (language == "zh") != (_share_of_han(words) > 0.2):
                    at = _at(knowledge, "facts", fact.id)
                    yield at.problem(f"{name}.{language} is in another language", "translate it", name, language)


def _share_of_han(words: str) -> float:
    return len(HAN.findall(words)) / max(1, sum(map(str.isalpha, words)))


def keys(knowledge: Knowledge) -> Iterator[Problem]:
    """Short keys of facts must differ, as buttons and links carry them."""
    seen: dict[str, Fact] = {}
    for fact in knowledge.base.facts.values():
        other = seen.setdefault(fact_key(fact.id), fact)
        if other is not fact:
            message = f"its short key equals that of {other.id}"
            yield _at(knowledge, "facts", fact.id).problem(message, "choose another id", "id")


def opposites_apart(knowledge: Knowledge) -> Iterator[Problem]:
    """Both sides of a pair of opposites have words, in the same languages, and none of them stands on both."""
    for pair in knowledge.base.opposites.values():
        at = _at(knowledge, "opposites", pair.id)
        for field, side, facing in (("one", pair.one, pair.other), ("other", pair.other, pair.one)):
            if not any(side):
                yield at.problem(f"no words on the side '{field}'", "write them, or remove the pair", field)
                continue
            for language in LANGUAGES:
                if facing[language] and not side[language]:
                    message = f"no words in '{language}' on the side '{field}'"
                    yield at.problem(message, "write them in this language too", field)
        for language in LANGUAGES:
            one = {fold(words) for words in pair.one[language]}
            for number, words in enumerate(pair.other[language]):
                if fold(words) in one:
                    message = f"'{words}' stands on both sides"
                    yield at.problem(message, "keep it on the side it belongs to", "other", language, number)


def all_texts(fact: Fact) -> Iterator[tuple[str, Text]]:
    """The texts of a fact that a reader sees, with their field names."""
    for name in ("title", "text", "attribution", "disagreement"):
        text = getattr(fact, name)
        if text:
            yield name, text


CHECKS: tuple[Check, ...] = (
    references,
    unused_sources,
    trust,
    phrasings,
    lengths,
    languages_kept_apart,
    keys,
    opposites_apart,
    near_duplicates,
    shared_aliases,
    date_in_text,
    numbers_agree,
    direction_agrees,
    names_agree,
)
