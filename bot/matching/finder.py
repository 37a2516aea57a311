"""The whole way from a question to a decision: small talk, names, figures, lists, and else the matcher."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.base import FactBase
from bot.facts.model import Entity, Fact, Language
from bot.matching.cues import STOP_WORDS, TITLES, WHO_IS
from bot.matching.decision import Decision, Outcome, decide, likelihood
from bot.matching.figures import Figures
from bot.matching.follow_up import follow_up
from bot.matching.lists import TELLING_NAME, Lists
from bot.matching.matcher import Match, Matcher
from bot.matching.periods import names_only_times
from bot.matching.question import Question, telling_words
from bot.matching.recent import Recent
from bot.matching.small_talk import small_talk_in
from bot.matching.text import HAN_STOP
from bot.matching.weights import Weights

MOST_KEPT = 100  # of the questions asked last
MOST_OF_A_NAME = 8  # facts; with more, a bare name is too wide a question
MOST_LEFT_OPEN = 0.3  # of a question that is little more than a name: "what did he die of" is another question
# A dated answer must, without its date, still be this near to the fact that the undated question is plainly about.
# Of one that leaves hardly any word of the question open less is asked.
SHARED, PLAINLY, FULLY, LESS_SHARED = 0.8, 0.35, 0.12, 0.5


class Finder:
    """Decides questions over one fact base; built once for a base, then read only but for what was asked last."""

    def __init__(self, base: FactBase, weights: Weights | None = None):
        self.base = base
        self.matcher = Matcher(base, weights)
        self.lists = Lists(base, self.matcher)
        self.figures = Figures(base)
        self._read: Recent[tuple[str, Language | None, Language], Question] = Recent(MOST_KEPT)
        self._decided: Recent[Question, Decision] = Recent(MOST_KEPT)
        self._followed: Recent[tuple[Question, Question, tuple[str, ...]], Decision] = Recent(MOST_KEPT)
        self._decided_by = self.matcher.weights

    def read(self, text: str, language: Language | None = None, fallback: Language = "en") -> Question:
        """The question as read (see Reader.read)."""
        return self._read.get((text, language, fallback), lambda: self.matcher.read(text, language, fallback))

    def decide(self, question: Question) -> Decision:
        """What to do with a question that stands by itself."""
        self._forget_if_weighed_otherwise()
        return self._decided.get(question, lambda: self._decide(question))

    def follow_up(self, question: Question, before: Question, facts: tuple[Fact, ...]) -> Decision:
        """What to do with a question in the light of the last one and of the facts that answered it."""
        self._forget_if_weighed_otherwise()
        key = (question, before, tuple(fact.id for fact in facts))
        return self._followed.get(key, lambda: follow_up(self.matcher, question, before, facts))

    def _forget_if_weighed_otherwise(self) -> None:
        if self._decided_by is not self.matcher.weights:
            self._decided.clear()
            self._followed.clear()
            self._decided_by = self.matcher.weights

    def _decide(self, question: Question) -> Decision:
        small_talk = small_talk_in(question)
        if small_talk:
            return Decision("chat", question, score=1.0, margin=1.0, small_talk=small_talk)
        match = self.matcher.match(question)
        decision = self._without_false_date(decide(match, self.matcher.weights), match)
        if self._is_too_wide(question):
            return replace(decision, outcome="decline", facts=(), reason="too wide")
        entity = self._asked_entity(question)
        if entity:
            facts = self.base.facts_of_entity[entity.id]
            return replace(decision, outcome="list", facts=facts, reason="name", entity=entity)
        figure = self._as_figure(question, decision)
        if figure:
            return figure
        found = self._as_list(question, match, decision)
        if found is None and decision.outcome in ("decline", "choices"):
            entity = self._only_name(question, 2) if match.gap.share < MOST_LEFT_OPEN else None
            if entity:
                facts = self.base.facts_of_entity[entity.id]
                return replace(decision, outcome="list", facts=facts, reason="name", entity=entity)
        return found or decision

    def _without_false_date(self, decision: Decision, match: Match) -> Decision:
        """The decision, unless its fact shares hardly more with the question than the date.

        "Xi's visit to Cuba in 2019": without the year the question is plainly about the visit of 2014; a fact of 2019 is
        not what was asked for, so the visit is given as the closest.
        """
        question = decision.question
        if decision.outcome not in ("answer", "choices") or decision.reason == "exact" or not question.times:
            return decision
        words = tuple(word for word in question.words if not word.isdigit())
        undated = self.matcher.match(replace(question, words=words, times=(), month=None))
        best = undated.candidates[0]
        dated = next((c for c in decision.candidates if c.fact.id == best.fact.id), None)
        given = next((c.score for c in undated.candidates if c.fact.id == decision.facts[0].id), 0.0)
        plain = likelihood(undated, self.matcher.weights.confidence) >= PLAINLY
        shared = SHARED if match.gap.share > FULLY else LESS_SHARED
        if plain and given < shared * best.score and (dated is None or "time" in dated.fit.vetoes):
            return replace(decision, outcome="closest", facts=(best.fact,), reason="time")
        return decision

    def _as_list(self, question: Question, match: Match, decision: Decision) -> Decision | None:
        found = self.lists.find(question, match, decision)
        if found is None:
            return None
        # The only fact of the year asked for is no list.
        outcome: Outcome = "list" if found.collection or len(found.facts) > 1 else "answer"
        return replace(
            decision,
            outcome=outcome,
            facts=found.facts,
            reason="list",
            collection=found.collection,
            score=found.likeness,
        )

    def _as_figure(self, question: Question, decision: Decision) -> Decision | None:
        """The figure of a series, unless a fact of that very year answers the question already."""
        best = decision.candidates[0] if decision.candidates else None
        answered = decision.outcome == "answer" and best and best.fit.time_hit == 1.0
        if answered or names_only_times(question) or "why" in question.asks:
            return None
        figure = self.figures.find(question)
        if figure is None:
            return None
        stating = [value.fact for value in figure.series.values if value.year == figure.year and value.fact]
        facts = tuple(self.base.facts[fact] for fact in dict.fromkeys(stating))
        known = any(value.year == figure.year for value in figure.series.values)
        outcome: Outcome = "answer" if known else "closest"
        return replace(decision, outcome=outcome, facts=facts, reason="figure", figure=figure)

    def _only_name(self, question: Question, few: float) -> Entity | None:
        """The one telling name of a question that says little else, where no single fact answers it."""
        weight = self.matcher.weight_of_name
        named = [m for m in question.mentions if max(weight.get(key, 1.0) for key in m.keys) >= TELLING_NAME]
        if len(named) != 1 or len(named[0].keys) != 1 or question.times:
            return None
        entity = self.base.entities.get(next(iter(named[0].keys)))
        known = (
            entity is not None
            and entity.kind != "place"
            and 0 < len(self.base.facts_of_entity.get(entity.id, ())) <= MOST_OF_A_NAME
        )
        other = telling_words(question) - telling_words(replace(question, words=named[0].words))
        return entity if known and other <= few else None

    def _asked_entity(self, question: Question) -> Entity | None:
        """The entity that a question is about, when it names one and asks nothing else of it."""
        if question.times or len(question.mentions) != 1 or len(question.mentions[0].keys) != 1:
            return None
        mention = question.mentions[0]
        entity = self.base.entities.get(next(iter(mention.keys)))
        if entity is None or not self.base.facts_of_entity.get(entity.id):
            return None
        named = WHO_IS.search(" ".join(question.words))
        if named:
            name = next(part for part in named.groupdict().values() if part)
            return entity if _is_name(name, mention.words, question.language) else None
        return None if self._stands_everywhere(entity) or _said_beside(question, mention.words) else entity

    def _stands_everywhere(self, entity: Entity) -> bool:
        return self.matcher.weight_of_name[entity.id] < TELLING_NAME

    def _is_too_wide(self, question: Question) -> bool:
        """Whether a question is but a name that stands everywhere: "Havana" asks for nothing that could be answered."""
        if question.times or len(question.mentions) != 1 or _said_beside(question, question.mentions[0].words):
            return False
        entities = (self.base.entities.get(key) for key in question.mentions[0].keys)
        return all(entity is not None and self._stands_everywhere(entity) for entity in entities)


def _said_beside(question: Question, name: tuple[str, ...]) -> bool:
    """Whether a question says more than a name, its title and that it asks who or what that is."""
    if question.language == "zh":
        return bool(TITLES.sub("", HAN_STOP.sub("", "".join(question.words).replace("".join(name), ""))))
    stop = STOP_WORDS["en"] | STOP_WORDS["es"]
    return any(word not in name and word not in stop and not TITLES.fullmatch(word) for word in question.words)


def _is_name(words: str, name: tuple[str, ...], language: Language) -> bool:
    if language == "zh":
        return words.replace(" ", "") == "".join(name)
    stop = STOP_WORDS[language]
    return [word for word in words.split() if word not in stop] == [word for word in name if word not in stop]
