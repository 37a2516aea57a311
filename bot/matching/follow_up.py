"""Questions that lean on the one before: slots of the last question are replaced, the last fact gives the subject."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.model import Direction, Fact
from bot.matching import cues
from bot.matching.decision import Decision, decide
from bot.matching.matcher import Candidate, Matcher
from bot.matching.question import Question, telling_words

SHORT = 5  # a question of so few telling words may lean on the one before
ALONE, TOGETHER, KIN = 0.7, 0.9, 2.0
OPPOSITE: dict[Direction, Direction] = {"china-to-cuba": "cuba-to-china", "cuba-to-china": "china-to-cuba"}


def leans_on_before(question: Question) -> bool:
    """Whether a question is worded as the continuation of another: an opening, a pronoun, or hardly any words."""
    spoken = " ".join(question.words)
    if cues.FOLLOW_UP_OPENING.search(spoken) or cues.FOLLOW_UP_ENDING.search(spoken) or cues.REVERSED.search(spoken):
        return True
    telling = telling_words(question)
    return telling <= 2 or (telling <= SHORT and bool(cues.DEICTIC.search(spoken)))


def may_lean_on_before(question: Question, alone: Decision) -> bool:
    """Whether a question that found nothing by itself is short enough to be meant in the light of the last one."""
    return alone.outcome in ("decline", "choices") and telling_words(question) <= SHORT + 1


def asks_more_of_same(question: Question) -> bool:
    """Whether nothing new is asked: the sources, more of it, the same in another language."""
    return bool(cues.MORE_OF_SAME.search(" ".join(question.words)))


def follow_up(matcher: Matcher, question: Question, before: Question, facts: tuple[Fact, ...]) -> Decision:
    """The decision for a question in the light of the last one and of the facts that answered it."""
    merged = merge(question, before)
    if cues.REVERSED.search(" ".join(question.words)) and facts and facts[0].direction:
        merged = replace(merged, direction=OPPOSITE[facts[0].direction])
    by_itself = matcher.match(question)
    alone = {c.fact.id: c for c in by_itself.candidates}
    together = matcher.match(merged)
    pool = {c.fact.id: c for c in together.candidates} | alone
    scores: dict[str, float] = {}
    merged_scores = {c.fact.id: c.score for c in together.candidates}
    for fact_id, candidate in pool.items():
        own = alone[fact_id].score if fact_id in alone else 0.0
        scores[fact_id] = (
            ALONE * own
            + TOGETHER * merged_scores.get(fact_id, 0.0)
            + KIN * max((kinship(f, candidate.fact) for f in facts), default=0.0)
        )
    candidates = [replace(pool[i], score=s) for i, s in scores.items()]
    ranked = sorted(in_time(question, candidates, facts), key=lambda c: (-c.score, c.fact.id))
    most = MOST_OPEN if leans_on_before(question) else MOST_OPEN_UNSAID
    if ranked and (by_itself.elsewhere_lead > 0 or matcher.gap(question, ranked[0]).share > most):
        return decide(by_itself, matcher.weights)
    decision = decide(replace(together, candidates=tuple(ranked)), matcher.weights)
    if ranked and decision.outcome in ("choices", "decline", "closest") and ranked[0].score > LEAST_SCORE:
        decision = replace(decision, outcome="answer", facts=(ranked[0].fact,))
    return replace(decision, question=question, reason="follow-up")


LEAST_SCORE = 1.2
# How much of what the question itself says the fact may leave open: of a question worded as a continuation, of another.
MOST_OPEN, MOST_OPEN_UNSAID = 0.7, 0.3
NEAR_KIN = 0.45  # from which kinship on a fact is one more of the same kind


def in_time(question: Question, candidates: list[Candidate], facts: tuple[Fact, ...]) -> list[Candidate]:
    """The candidates on the side of the fact just given that the question asks for: what came next, the year before."""
    spoken = " ".join(question.words)
    if not facts or not candidates:
        return candidates
    given = facts[0].when
    if question.wants_latest:
        kin = [c for c in candidates if kinship(facts[0], c.fact) >= NEAR_KIN] or candidates
        newest = max(kin, key=lambda c: c.fact.when.first_day)
        return [newest]
    if question.times:
        return candidates
    if cues.NEXT.search(spoken):
        chosen = [c for c in candidates if c.fact.when.first_day > given.first_day]
    elif cues.PREVIOUS.search(spoken):
        chosen = [c for c in candidates if c.fact.when.first_day < given.first_day]
    else:
        return candidates
    step = bool(cues.YEAR_AFTER.search(spoken)) - bool(cues.YEAR_BEFORE.search(spoken))
    if step:
        year = given.first_day.year + step
        chosen = [c for c in chosen if c.fact.when.first_day.year == year] or chosen
    return chosen or candidates


def merge(question: Question, before: Question) -> Question:
    """The last question with what the new one names in place of what it named before."""
    dropped: set[str] = set()
    times = question.times or before.times
    if question.times:
        dropped.update(word for word in before.words if word.isdigit())
    kept = tuple(word for word in before.words if word not in dropped)
    mentions = question.mentions or before.mentions
    if question.mentions:
        dropped = {word for mention in before.mentions for word in mention.words}
        kept = tuple(word for word in kept if word not in dropped)
    return replace(
        question,
        words=kept + question.words,
        times=times,
        mentions=mentions,
        concepts=before.concepts + question.concepts,
        direction=question.direction or before.direction,
        ordinals=question.ordinals,
    )


def kinship(fact: Fact, other: Fact) -> float:
    """How near two facts are in subject, from 0 to 1: shared names and kinds, the same topic, nearness in time."""
    if fact.id == other.id:
        return 0.6
    names = _share(fact.entities, other.entities)
    kinds = _share(fact.tags, other.tags)
    years = abs((fact.when.first_day - other.when.first_day).days) / 365.25
    return 0.4 * names + 0.3 * kinds + 0.1 * (fact.topic == other.topic) + 0.2 / (1 + years / 2)


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    both = len(set(one) & set(other))
    return both / max(1, min(len(one), len(other)))
