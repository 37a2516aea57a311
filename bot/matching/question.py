"""A question as it was read: language, words, names, times, direction and what is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.facts.model import Direction, Entity, Language
from bot.matching import cues
from bot.matching.framing import NEW_SUBJECT, without_frame
from bot.matching.language import language_of
from bot.matching.names import Mention, Phrases
from bot.matching.ordinals import ordinals_in
from bot.matching.quantities import quantities_in
from bot.matching.text import first_words, fold, words_of
from bot.matching.times import Extent, Time, read_times

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
    quantities: frozenset[float] = frozenset()
    mentions: tuple[Mention, ...] = ()
    concepts: tuple[Mention, ...] = ()
    direction: Direction | None = None
    heading: Direction | None = None
    wants_list: bool = False
    wants_one_thing: bool = False
    wants_latest: bool = False
    ordinals: frozenset[int] = frozenset()
    sides: frozenset[str] = frozenset()
    names_third: bool = False
    is_negated: bool = False
    changes_subject: bool = False
    asks: frozenset[str] = frozenset()


def telling_words(question: Question) -> float:
    """How many words of a question say something (two Han count as a word)."""
    if question.language == "zh":
        return sum(1 if word.isdigit() else len(word) / 2 for word in question.words)
    stop = cues.STOP_WORDS["en"] | cues.STOP_WORDS["es"]
    return sum(word not in stop for word in question.words)


_ASKED = {"when": cues.WHEN, "who": cues.WHO, "amount": cues.AMOUNT, "where": cues.WHERE, "why": cues.WHY}


def asked_in(spoken: str) -> frozenset[str]:
    """What a folded text asks for: when, who, amount, where, why."""
    return frozenset(name for name, cue in _ASKED.items() if cue.search(spoken))


class Reader:
    """Reads questions with the names and synonyms of a fact base."""

    def __init__(
        self,
        names: Phrases,
        concepts: Phrases,
        is_known: Callable[[str], bool],
        entities: Mapping[str, Entity] | None = None,
        mend: Callable[[str], str] = str,
    ):
        self._names = names
        self._concepts = concepts
        self._is_known = is_known
        self._entities = entities or {}
        self._mend = mend

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read; language forces a language, fallback is used where the text does not show one."""
        text = text[:LONGEST_QUESTION]
        folded = self._mend(first_words(fold(text), MOST_WORDS))
        read = read_times(folded)
        times = read.named
        said = tuple(words_of(folded))
        words = without_frame(_with_full_years(said, times))
        shown = language_of(text, said)
        chosen = language or shown or fallback
        spoken = " ".join(said)
        mentions = tuple(self._names.find(words, chosen, self._is_known))
        concepts = tuple(self._concepts.find(words, chosen, self._is_known))
        return Question(
            text=text,
            folded=folded,
            words=words,
            language=chosen,
            language_is_sure=shown is not None,
            times=times,
            month=read.month,
            quantities=quantities_in(read.rest),
            mentions=mentions,
            concepts=concepts,
            direction=direction_in(spoken),
            heading=heading_of(spoken, self._sides(mentions, "person"), self._sides(mentions, "place")),
            wants_list=bool(cues.LIST.search(spoken)),
            wants_one_thing=bool(cues.ONE_THING.search(spoken)),
            wants_latest=bool(cues.LATEST.search(spoken)),
            ordinals=ordinals_in(spoken),
            sides=_sides_named(spoken).union(
                filter(None, self._sides(mentions, "person", "place", "organisation", "company"))
            ),
            names_third=None in self._sides(mentions, "place"),
            is_negated=bool(cues.NEGATION.search(spoken)),
            changes_subject=bool(NEW_SUBJECT.search(spoken)),
            asks=asked_in(spoken),
        )

    def _sides(self, mentions: Iterable[Mention], *kinds: str) -> list[str | None]:
        named = (self._entities.get(key) for mention in mentions for key in mention.keys)
        return [entity.side for entity in named if entity and entity.kind in kinds]


def _sides_named(spoken: str) -> frozenset[str]:
    return frozenset(side for side, words in cues.SIDES.items() if words.search(spoken))


def _with_full_years(words: tuple[str, ...], times: Iterable[Time]) -> tuple[str, ...]:
    """The words with 61 as 1961 where that year was read."""
    years = {f"{time.first.year % 100:02}": str(time.first.year) for time in times if time.extent is not Extent.DECADE}
    return tuple(years.get(word, word) if len(word) == 2 else word for word in words)


def _both_ways(china: str, cuba: str) -> tuple[tuple[str, str, Direction], ...]:
    return (china, cuba, "china-to-cuba"), (cuba, china, "cuba-to-china")


_CHINA = r"(?:china|chinas|chinese|prc|beijing|peking|pekin|chino|china|chinos|chinas)"
_CUBA = r"(?:cuba|cubas|cuban|cubans|havana|la habana|cubano|cubana|cubanos|cubanas|isla|island)"
_TO = r"(?:to|in|into|at|a|en|hacia|para|al?)"
_PATTERNS: tuple[tuple[re.Pattern[str], Direction], ...] = tuple(
    (re.compile(pattern), direction)
    for actor, other, direction in _both_ways(_CHINA, _CUBA)
    for pattern in (
        rf"\b{actor} (?:had |has |have |once |ever |also )?(?:lent|loaned|gave|give|gives|given|donated|granted|sold|lend|sell|forgave|forgive|send|sent|hand|handed) (?:the )?{other}\b",
        rf"\b(?:ambassador|embassy|envoy|minister) of (?:the )?{actor} (?:\w+ ){{0,2}}{_TO} (?:the )?{other}\b",
        rf"\bfrom {actor} (?:\w+ ){{0,2}}{_TO} (?:the )?{other}\b",
        rf"\bde(?:sde)? {actor} (?:\w+ ){{0,2}}(?:a|hacia|para|en) (?:la )?{other}\b",
        rf"\b{actor} (?:s )?(?:\w+ ){{0,3}}(?:exports?|sales|sells?|sold|exported|shipped|gave|gives|donat\w+|lent|loans?|aid|ambassador|embassy|consul\w*|visit\w*|credits?) (?:\w+ ){{0,3}}{_TO} (?:the )?{other}\b",
        rf"\b(?:exportaciones|ventas|embajador|embajadora|donativos?|donaciones|donacion|creditos?|prestamos?|ayuda|visita|viaje) (?:de )?{actor}s? (?:\w+ ){{0,2}}(?:a|en|hacia|para) (?:la )?{other}\b",
        rf"\b{other} (?:s )?(?:\w+ ){{0,2}}(?:imports?|imported|bought|buys|received|receives|purchases) (?:\w+ ){{0,3}}from {actor}\b",
        rf"\b(?:importaciones|compras|importo|compro|recibio) (?:\w+ )?{other}s? (?:\w+ ){{0,2}}(?:de|desde) {actor}\b",
        rf"\b{other} (?:\w+ ){{0,2}}(?:importa|importo|compra|compro|recibe|recibio) (?:\w+ ){{0,3}}de {actor}\b",
    )
)
# What one side does for the other: the actor stands before it, or, in Spanish, behind it.
_GIVES = (
    r"(?:lent|lend|loaned|gave|donated|granted|sold|sells?|sent|sends|shipped|exported|exports|built|builds|supplied|offered|"
    r"delivered|handed|forgave|lending|giving|selling|sending|building|donating|give|donate|grant|ship|export|supply|deliver|hand|forgive)"
)
_GAVE_ES = (
    r"(?:presto|dio|dono|regalo|concedio|vendio|vende|mando|envio|exporto|construyo|suministro|ofrecio|entrego|condono|"
    r"fabrico|cedio|otorgo)"
)
_ACTOR_PATTERNS: tuple[tuple[re.Pattern[str], Direction], ...] = tuple(
    (re.compile(pattern), direction)
    for actor, other, direction in _both_ways(_CHINA, _CUBA)
    for pattern in (
        rf"(?<!by )(?<!to )(?<!for )(?<!in )\b{actor} (?!was|is|were|has been|got)(?:\w+ ){{0,1}}{_GIVES}\b(?! by)",
        rf"\b{_GIVES} (?!from)(?:\w+ ){{0,5}}(?:to|for) (?:the )?{other}\b",
        rf"(?<!a )(?<!para )(?<!en )\b{actor} (?:le |les )?{_GAVE_ES}\b",
        rf"\b(?:le|les) {_GAVE_ES} (?:la )?{actor}\b|\b{_GAVE_ES} (?:la )?{actor} (?:\w+ ){{0,4}}(?:a|para) (?:la )?{other}\b",
        rf"\b{_GAVE_ES} (?:\w+ ){{0,4}}(?:a|para) (?:la )?{other}\b",
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
        rf"(?<![给对向为帮在]){actor}[^，。,.从由被收获接得有]{{0,4}}(?:捐赠(?!仪式|活动)|捐了|赠送(?!仪式)|卖给|借给|贷给|送给|卖了)",
    )
)
_POSTED: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile("驻古(?!巴)"), "china-to-cuba"),
    (re.compile("驻华"), "cuba-to-china"),
)


def direction_in(spoken: str) -> Direction | None:
    """Who acts towards whom in a folded text, where the wording shows it; None where it shows nothing or both."""
    for patterns in ((*_PATTERNS, *_ZH_PATTERNS, *_POSTED), _ACTOR_PATTERNS):
        found = {direction for pattern, direction in patterns if pattern.search(spoken)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


_GONE = r"\b(?:visit(?:s|ed|ing)?|went|goes?|came|comes?|trips?|travel(?:s|led)?|flew|visito|visita a|viaj\w+|fue|vino|llego|estuvo)"
_HEADINGS: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (
        re.compile(
            rf"{_GONE} (?:(?:\w+ ){{0,3}}(?:to|a|en) )?(?:cuba|la habana|havana)\b|访古|访问古巴|[去来到赴抵]古巴"
            r"|\bvisitas? de (?:los |las |el |la )?(?:\w+ ){0,3}chin[oa]s?\b|\bchinese (?:\w+ ){1,3}(?:s )?(?:visits?|trips?)\b"
            r"|\bvisits? (?:by|of) (?:the )?chinese\b|中国(?:国家)?(?:领导人|主席|总理|高官|部长|外长|防长)们?(?:历次|历年)?的?(?:访|出访)"
        ),
        "china-to-cuba",
    ),
    (
        re.compile(
            rf"{_GONE} (?:(?:\w+ ){{0,3}}(?:to|a|en) )?(?:china|pekin|beijing|peking)\b|访华|访问中国|[去来到赴抵](?:中国|华(?!人))"
            r"|\bvisitas? de (?:los |las |el |la )?(?:\w+ ){0,3}cuban[oa]s?\b|\bcuban (?:\w+ ){1,3}(?:s )?(?:visits?|trips?)\b"
            r"|\bvisits? (?:by|of) (?:the )?cuban\b|古巴(?:国家)?(?:领导人|主席|总理|高官|部长|外长|防长)们?(?:历次|历年)?的?(?:访|出访)"
        ),
        "cuba-to-china",
    ),
)


def heading_of(spoken: str, people: Iterable[str | None], places: Iterable[str | None]) -> Direction | None:
    """Who went to whom in a folded text: by its wording, or by the sides (china, cuba, None) of the people and places that
    it names, as Xi and Havana."""
    gone = [direction for pattern, direction in _HEADINGS if pattern.search(spoken)]
    if len(gone) == 1:
        return gone[0]
    if set(people) == {"china"} and set(places) == {"cuba"}:
        return "china-to-cuba"
    if set(people) == {"cuba"} and set(places) == {"china"}:
        return "cuba-to-china"
    return None
