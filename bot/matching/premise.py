"""What a question takes for granted, or asks for, and the fact that it is about does not bear out.

"Castro's 1979 speech backing China", where he condemned it; "the half a million tonnes of 1959", which were 50,000; "who
signed it", where the fact names nobody. String likeness is highest just there, so this is looked at by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Fact, Language
from bot.matching import cues
from bot.matching.guard import Profile
from bot.matching.opposites import Poles, opposed
from bot.matching.quantities import is_among, quantities_in
from bot.matching.question import Question
from bot.matching.text import fold
from bot.matching.times import read_times

_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|in protest|in response|in order to|so that|so as to|for fear|reason\w*|"
    r"therefore|blam\w+|"
    r"porque|ya que|debido|a causa|por falta|para que|a fin de|razon\w*|motivo\w*|en protesta|en respuesta)\b"
    r"|因为|由于|因(?!此外)|为了|以便|原因|理由|抗议|以示"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a fact says that a question can be held to, beyond its profile."""

    quantities: frozenset[float]
    amounts: frozenset[float]
    poles: frozenset[str]
    people: frozenset[str]
    gives_reason: bool
    denies: bool
    is_absolute: bool


@dataclass(frozen=True, slots=True)
class Premise:
    """How far a fact fails what a question takes for granted or asks for: each 0 (not) or 1, or a share."""

    opposed: float = 0.0
    quantity: float = 0.0
    person: float = 0.0
    place: float = 0.0
    name: float = 0.0
    time: float = 0.0
    heading: float = 0.0
    negated: float = 0.0
    why: float = 0.0
    no_reason: float = 0.0
    who: float = 0.0
    no_person: float = 0.0
    amount: float = 0.0
    no_amount: float = 0.0
    where: float = 0.0
    when: float = 0.0
    absolute: float = 0.0
    stated: float = 0.0
    quantity_met: float = 0.0
    agreed: float = 0.0
    person_met: float = 0.0
    place_met: float = 0.0
    pairs: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, float]:
        """Every sign by name, as the weights name them."""
        return {name: float(getattr(self, name)) for name in self.__slots__ if name != "pairs"}

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the fact fails, by name, with the pairs of opposites."""
        failed = ("quantity", "person", "place", "time", "heading", "negated", "no_reason", "no_person", "no_amount")
        return (*(name for name in failed if getattr(self, name)), *sorted(self.pairs))


NO_PREMISE = Premise()


class Premises:
    """Looks at the premises of questions over one fact base."""

    def __init__(self, base: FactBase):
        self._base = base
        self._poles = Poles(base.opposites.values())
        self._told: dict[str, Telling] = {}

    def premise(self, question: Question, profile: Profile) -> Premise:
        """How far the fact of this profile fails the premises of a question."""
        told = self._telling(profile)
        quantities = question.quantities
        missed = [quantity for quantity in quantities if not is_among(quantity, told.quantities)]
        pairs: frozenset[str] = frozenset()
        sides = self._poles.in_words(question.words, question.language)
        spoken = " ".join(question.words)
        if question.asks or cues.WHICH.search(spoken) or not cues.POLAR.search(question.folded):
            # "Did Castro support it?" takes nothing for granted; "why did he support it?" does.
            pairs = opposed(sides, told.poles)
        people, places = self._named(question, "person"), self._named(question, "place")
        why, who, amount = ("why" in question.asks, "who" in question.asks, "amount" in question.asks)
        direction, heading = profile.fact.direction, question.direction or question.heading
        asked = frozenset(key for keys in people for key in keys)
        return Premise(
            opposed=min(1.0, len(pairs)),
            quantity=len(missed) / max(1, len(quantities)),
            person=float(any(not keys & profile.entities for keys in people)),
            place=float(any(not keys & profile.entities for keys in places)),
            name=max((m.likeness for m in question.mentions if not m.keys & profile.entities), default=0.0),
            time=max((_time_miss(question, profile)), default=0.0),
            heading=float(bool(direction and heading and direction != heading)),
            negated=float(question.is_negated and not told.denies),
            why=float(why),
            no_reason=float(why and not told.gives_reason),
            who=float(who),
            no_person=float(who and not told.people - asked),
            amount=float(amount),
            no_amount=float(amount and not any(not is_among(q, quantities) for q in told.amounts)),
            where=float("where" in question.asks),
            when=float("when" in question.asks),
            absolute=float(bool(cues.ABSOLUTE.search(spoken)) and not told.is_absolute),
            stated=float(bool(cues.STATED.search(question.folded))),
            quantity_met=(len(quantities) - len(missed)) / max(1, len(quantities)),
            agreed=float(bool(sides & told.poles)),
            person_met=float(any(keys & profile.entities for keys in people)),
            place_met=float(any(keys & profile.entities for keys in places)),
            pairs=pairs,
        )

    def _named(self, question: Question, kind: str) -> list[frozenset[str]]:
        """The people, or the places, that a question names; a name that may be something else as well is left out."""
        entities = self._base.entities
        return [m.keys for m in question.mentions if all(k in entities and entities[k].kind == kind for k in m.keys)]

    def _telling(self, profile: Profile) -> Telling:
        told = self._told.get(profile.fact.id)
        if told is None:
            told = self._told[profile.fact.id] = self._read(profile)
        return told

    def _taken_sides(self, fact: Fact) -> frozenset[str]:
        """The sides that a fact takes: those of its title, and of its text where the title takes none."""
        title = self._poles.in_texts(fact.title)
        decided = {pole[1:] for pole in title}
        return title | {pole for pole in self._poles.in_texts(fact.text) if pole[1:] not in decided}

    def _read(self, profile: Profile) -> Telling:
        fact, entities = profile.fact, self._base.entities
        texts = [(language, text) for language in LANGUAGES for text in _written(fact, language)]
        asked = list(fact.questions)
        folded = [fold(text) for _, text in texts]
        return Telling(
            quantities=frozenset(q for text in folded for q in quantities_in(text)),
            amounts=frozenset(q for text in folded for q in quantities_in(read_times(text).rest)),
            poles=self._taken_sides(fact),
            people=frozenset(key for key in profile.entities if key in entities and entities[key].kind == "person"),
            gives_reason=any(_REASON.search(text) for text in folded),
            denies=any(cues.NEGATION.search(text) for text in [*folded, *(fold(words) for _, words in asked)]),
            is_absolute=any(cues.ABSOLUTE.search(text) for text in folded),
        )


def _time_miss(question: Question, profile: Profile) -> list[float]:
    """By time that a question names: nought where the fact's date agrees, less than one where its text names the year."""
    missed = []
    for time in question.times:
        if profile.first <= time.last and time.first <= profile.last:
            missed.append(0.0)
        else:
            missed.append(0.4 if time.first.year in profile.years else 1.0)
    return missed


def _written(fact: Fact, language: Language) -> list[str]:
    parts = (fact.title, fact.text, fact.disagreement, fact.attribution)
    return [part[language] for part in parts if part]
