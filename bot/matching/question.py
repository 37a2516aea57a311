"""A question as it was read: language, words, names, times, direction and what is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.facts.model import Direction, Entity, Language
from bot.matching import cues
from bot.matching.language import language_of
from bot.matching.names import Mention, Phrases
from bot.matching.text import fold, words_of
from bot.matching.times import Time, times_in

# Telegram's longest message; what is longer is cut, so that no input takes unbounded time.
LONGEST_QUESTION = 4096
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that matching needs to know of a question."""

    text: str
    folded: str
    words: tuple[str, ...]
    language: Language
    language_is_sure: bool
    times: tuple[Time, ...] = ()
    month: int | None = None
    mentions: tuple[Mention, ...] = ()
    concepts: tuple[Mention, ...] = ()
    direction: Direction | None = None
    wants_list: bool = False
    wants_one_thing: bool = False
    wants_which: bool = False
    wants_latest: bool = False
    wants_first: bool = False
    wants_second: bool = False
    is_negated: bool = False


def telling_words(question: Question) -> float:
    """How many words of a question say something (two Han count as a word)."""
    if question.language == "zh":
        return sum(1 if word.isdigit() else len(word) / 2 for word in question.words)
    stop = cues.STOP_WORDS["en"] | cues.STOP_WORDS["es"]
    return sum(word not in stop for word in question.words)


class Reader:
    """Reads questions with the names and synonyms of a fact base."""

    def __init__(
        self,
        names: Phrases,
        concepts: Phrases,
        is_known: Callable[[str], bool],
        entities: Mapping[str, Entity] | None = None,
    ):
        self._names = names
        self._concepts = concepts
        self._is_known = is_known
        self._entities = entities or {}

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read; language forces a language, fallback is used where the text does not show one."""
        text = text[:LONGEST_QUESTION]
        folded = fold(text)
        words = tuple(words_of(folded)[:MOST_WORDS])
        shown = language_of(text, words)
        chosen = language or shown or fallback
        times, month = times_in(folded)
        spoken = " ".join(words)
        mentions = tuple(self._names.find(words, chosen, self._is_known))
        concepts = tuple(self._concepts.find(words, chosen, self._is_known))
        return Question(
            text=text,
            folded=folded,
            words=words,
            language=chosen,
            language_is_sure=shown is not None,
            times=times,
            month=month,
            mentions=mentions,
            concepts=concepts,
            direction=direction_in(spoken, self._sides(mentions, "person"), self._sides(mentions, "place")),
            wants_list=bool(cues.LIST.search(spoken)),
            wants_one_thing=bool(cues.ONE_THING.search(spoken)),
            wants_which=bool(cues.ORDINAL.search(spoken)),
            wants_latest=bool(cues.LATEST.search(spoken)),
            wants_first=bool(cues.FIRST.search(spoken)),
            wants_second=bool(cues.SECOND.search(spoken)),
            is_negated=bool(cues.NEGATION.search(spoken)),
        )

    def _sides(self, mentions: Iterable[Mention], kind: str) -> list[str | None]:
        named = (self._entities.get(key) for mention in mentions for key in mention.keys)
        return [entity.side for entity in named if entity and entity.kind == kind]


def _both_ways(china: str, cuba: str) -> tuple[tuple[str, str, Direction], ...]:
    return (china, cuba, "china-to-cuba"), (cuba, china, "cuba-to-china")


_CHINA = r"(?:china|chinas|chinese|prc|beijing|peking|pekin|chino|china|chinos|chinas)"
_CUBA = r"(?:cuba|cubas|cuban|cubans|havana|la habana|cubano|cubana|cubanos|cubanas|isla|island)"
_TO = r"(?:to|in|into|at|a|en|hacia|para|al?)"
_PATTERNS: tuple[tuple[re.Pattern[str], Direction], ...] = tuple(
    (re.compile(pattern), direction)
    for actor, other, direction in _both_ways(_CHINA, _CUBA)
    for pattern in (
        rf"\bfrom {actor} (?:\w+ ){{0,2}}{_TO} (?:the )?{other}\b",
        rf"\bde(?:sde)? {actor} (?:\w+ ){{0,2}}(?:a|hacia|para|en) (?:la )?{other}\b",
        rf"\b{actor} (?:s )?(?:\w+ ){{0,3}}(?:exports?|sales|sells?|sold|exported|shipped|gave|gives|donat\w+|lent|loans?|aid|ambassador|embassy|consul\w*|visit\w*|credits?) (?:\w+ ){{0,3}}{_TO} (?:the )?{other}\b",
        rf"\b(?:exportaciones|ventas|embajador|embajadora|donativos?|donaciones|donacion|creditos?|prestamos?|ayuda|visita|viaje) (?:de )?{actor}s? (?:\w+ ){{0,2}}(?:a|en|hacia|para) (?:la )?{other}\b",
        rf"\b{other} (?:s )?(?:\w+ ){{0,2}}(?:imports?|imported|bought|buys|received|receives|purchases) (?:\w+ ){{0,3}}from {actor}\b",
        rf"\b(?:importaciones|compras|importo|compro|recibio) (?:\w+ )?{other}s? (?:\w+ ){{0,2}}(?:de|desde) {actor}\b",
        rf"\b{other} (?:\w+ ){{0,2}}(?:importa|importo|compra|compro|recibe|recibio) (?:\w+ ){{0,3}}de {actor}\b",
    )
)
_ZH_CHINA, _ZH_CUBA = r"(?:中国|中方|北京|我国|中华)", r"(?:古巴|古方|哈瓦那)"
_ZH_PATTERNS: tuple[tuple[re.Pattern[str], Direction], ...] = tuple(
    (re.compile(pattern), direction)
    for actor, other, direction in _both_ways(_ZH_CHINA, _ZH_CUBA)
    for pattern in (
        rf"{actor}[^，。,.]{{0,6}}(?:对|向|给|驻|援助|出口到|卖给|访问|援)[^，。,.]{{0,4}}{other}",
        rf"{other}[^，。,.]{{0,4}}从[^，。,.]{{0,2}}{actor}",
        rf"从{actor}[^，。,.]{{0,6}}到{other}",
    )
)


def direction_in(spoken: str, people: Iterable[str | None], places: Iterable[str | None]) -> Direction | None:
    """Who acts towards whom, where the wording shows it; None where it shows nothing or both.

    spoken is a folded text; people and places are the sides (china, cuba, None) of those it names: a person of one side
    and a place of the other mean that the person went there.
    """
    found: set[Direction] = {direction for pattern, direction in (*_PATTERNS, *_ZH_PATTERNS) if pattern.search(spoken)}
    if not found and set(people) == {"china"} and set(places) == {"cuba"}:
        return "china-to-cuba"
    if not found and set(people) == {"cuba"} and set(places) == {"china"}:
        return "cuba-to-china"
    return found.pop() if len(found) == 1 else None
