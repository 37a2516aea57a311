"""What somebody wants to look through: a span of time, names and topics, words; written short enough for a button."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.answers.dates import date_in_words
from bot.answers.reply import capitalised
from bot.facts.base import FactBase
from bot.facts.model import Entity, Fact, Language, Tag, Topic
from bot.matching.cues import STOP_WORDS
from bot.matching.finder import Finder
from bot.matching.spans import Span, span_of, without_times
from bot.matching.text import fold, han_pieces, is_han, words_of
from bot.matching.times import FIRST_YEAR, LAST_YEAR

# Of callback data's 64 bytes, these are left when action, page and language are written.
MOST_BYTES = 54
_TIME_WORDS = frozenset(
    """
    year years decade decades century since before after between from until till during the of to and last past recent
    ano anos decada decadas siglo desde antes despues entre hasta durante los las del por ultimos ultimas timeline
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep
    oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    china cuba chinese cuban chino china cubano cubana sobre about with con show muestra facts hechos cronologia
    relations relaciones
    """.split()  # noqa: SIM905 - a table of words is easier to read so
)
_PLURAL = re.compile(r"(?<=\w{4})e?s$")
_DECADE_WORD = re.compile(
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties|treinta|cuarenta|(?:cincu|ses|set|och|nov)enta|veinte"
)
_HAN_TIME = re.compile(
    "年代|以来|以前|之前|以后|之后|之间|期间|世纪|时间线|年表|中国|古巴|中古|关系|年|月|日|从|到|至|自|和|在|关于"
)
_PAYLOAD = re.compile(r"(?:(\d{8})-(\d{8}))?/((?:[0-9a-f]{6}[.,]?)*)/([^\W_]*(?:\.[^\W_]+)*)")


@dataclass(frozen=True, slots=True)
class Selection:
    """The facts within a span that belong to one thing of every group of ids, and hold every word."""

    span: Span | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Selection()

    def payload(self) -> str:
        """The selection as a button carries it: SPAN/CODES/WORDS; longer than MOST_BYTES when too much was asked for."""
        span = f"{self.span.first:%Y%m%d}-{self.span.last:%Y%m%d}" if self.span else ""
        codes = ".".join(",".join(code_of(key) for key in group) for group in self.groups)
        return f"{span}/{codes}/{'.'.join(self.words)}"

    @property
    def fits(self) -> bool:
        return len(self.payload().encode()) <= MOST_BYTES


def code_of(key: str) -> str:
    """Six characters that stand for the id of a topic, a tag or an entity."""
    return hashlib.sha256(key.encode()).hexdigest()[:6]


def parse_payload(text: str, base: FactBase) -> Selection | None:
    """The selection that a button carries; None when it is none, or names what is no longer in the base."""
    found = _PAYLOAD.fullmatch(text)
    if not found:
        return None
    known = _by_code(base)
    groups = [tuple(known.get(code, "") for code in group.split(",")) for group in found[3].split(".") if group]
    if not all(key for group in groups for key in group):
        return None
    span = None
    if found[1]:
        try:
            span = Span(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        except ValueError:
            return None
    return Selection(span, tuple(groups), tuple(word for word in found[4].split(".") if word))


def read_selection(text: str, finder: Finder, language: Language | None, today: date) -> Selection:
    """What a person's words select; empty when they say nothing of time, names, topics or what the facts tell of."""
    question = finder.read(text, language)
    conditions = finder.lists.conditions(question)
    groups = dict.fromkeys(tuple(sorted(mention.keys)) for mention in conditions)
    taken = {word for mention in (*question.mentions, *conditions) for word in mention.words}
    words = tuple(dict.fromkeys(_left_over(question.folded, taken)))
    return Selection(span_of(question.times, question.folded, today), tuple(groups), words)


def is_readable(selection: Selection, base: FactBase) -> bool:
    """Whether anything was selected by, and every word occurs in some fact."""
    words_occur = all(any(_tells(fact, word) for fact in base.facts.values()) for word in selection.words)
    return not selection.is_empty and words_occur


def selected(selection: Selection, base: FactBase) -> tuple[Fact, ...]:
    """The facts of a selection, in chronicle order."""
    facts = without_span(selection, base)
    return tuple(fact for fact in facts if selection.span is None or in_span(fact, selection.span))


def without_span(selection: Selection, base: FactBase) -> tuple[Fact, ...]:
    """The facts that a selection would hold if it named no time."""
    return tuple(
        fact
        for fact in base.facts.values()
        if all({fact.topic, *fact.tags, *fact.entities} & set(group) for group in selection.groups)
        and all(_tells(fact, word) for word in selection.words)
    )


def in_span(fact: Fact, span: Span) -> bool:
    """Whether a fact begins or ends in a span, or may have happened in it; what lasts all through it belongs elsewhere."""
    when = fact.when
    begins = when.start is not None and span.first <= when.first_day <= span.last
    ends = when.end is not None and span.first <= when.last_day <= span.last
    return begins or ends or (not when.is_interval and when.overlaps(span.first, span.last))


def selection_in_words(selection: Selection, base: FactBase, language: Language) -> str:
    """The selection as a heading: '1995–2004 · Visits'; empty for the whole chronicle."""
    parts = [span_in_words(selection.span, language)] if selection.span else []
    parts += ["/".join(_name(key, base, language) for key in group[:2]) for group in selection.groups]
    words = [_as_written(word, base, language) for word in selection.words]
    parts += [f"“{word}”" if language != "es" else f"«{word}»" for word in words]
    return " · ".join(parts)


def _as_written(word: str, base: FactBase, language: Language) -> str:
    """A folded word as the facts write it, with its accents; as it is where no fact has it in this form."""
    found = None
    for fact in base.facts.values():
        if is_han(word) or not _tells(fact, word):
            continue
        for written in re.findall(r"\w+", f"{fact.title[language]} {fact.text[language]}"):
            if fold(written) == word:
                if written.islower():
                    return str(written)
                found = found or written
    return found or word


def span_in_words(span: Span, language: Language) -> str:
    """A span of time at the precision it has: years, months or days; open where it has no real end."""
    first, last = span.first, span.last
    if first.year == FIRST_YEAR and last.year == LAST_YEAR:
        return ""
    if last.year == LAST_YEAR:
        return capitalised(date_in_words(f"{first.year}/..", language))
    if first.year == FIRST_YEAR and (first.month, first.day) == (1, 1):
        return capitalised(date_in_words(f"../{last.year}", language))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        edtf = f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    elif first == last:
        edtf = first.isoformat()
    elif first.day == 1 and (first.year, first.month) == (last.year, last.month):
        edtf = f"{first:%Y-%m}"
    else:
        edtf = f"{first.isoformat()}/{last.isoformat()}"
    return capitalised(date_in_words(edtf, language))


def _left_over(folded: str, taken: set[str]) -> Iterable[str]:
    """The words that name no time, no name and no topic: what the facts must tell of."""
    stop = STOP_WORDS["en"] | STOP_WORDS["es"] | _TIME_WORDS
    for word in words_of(without_times(folded)):
        if is_han(word):
            for known in sorted((w for w in taken if is_han(w)), key=len, reverse=True):
                word = word.replace(known, " ")
            rest = _HAN_TIME.sub(" ", word)
            yield from (piece for part in rest.split() for piece in han_pieces(part) if len(piece) > 1)
        elif len(word) > 2 and word.isalpha() and word not in taken | stop and not _DECADE_WORD.fullmatch(word):
            yield word


@lru_cache(maxsize=8192)
def _spaced(text: str) -> str:
    """A text folded, with a space before every word."""
    return "".join(f" {word}" for word in words_of(fold(text)))


def _tells(fact: Fact, word: str) -> bool:
    sought = word if is_han(word) else f" {_PLURAL.sub('', word)}"
    return any(sought in _spaced(text) for texts in (fact.title, fact.text) for _, text in texts)


def _name(key: str, base: FactBase, language: Language) -> str:
    part: Topic | Tag | Entity = base.topics.get(key) or base.tags.get(key) or base.entities[key]
    return part.name[language]


def _by_code(base: FactBase) -> Mapping[str, str]:
    return {code_of(key): key for key in (*base.entities, *base.tags, *base.topics)}
