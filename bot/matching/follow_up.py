"""Questions that lean on the one before: slots of the last question are replaced, the last fact gives the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.facts.model import Direction, Fact
from bot.matching import cues
from bot.matching.decision import Decision, decide
from bot.matching.matcher import Candidate, Matcher
from bot.matching.names import keys_of
from bot.matching.ordinals import ordinals_in
from bot.matching.question import Question, telling_words
from bot.matching.text import fold, words_of

SHORT = 5  # a question of so few telling words may lean on the one before
ALONE, TOGETHER, KIN = 0.9, 0.3, 2.5
FULLY_SAID = 3  # from how many telling words on what a question says by itself counts in full
NEARNESS = 0.3, 0.3, 0.1, 0.3  # what shared names, kinds, the topic and nearness in time count in kinship
SAME = 0.5  # how near a fact is to itself: a new question is mostly about another
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
    merged = merge(question, _with_subject(before, facts, question))
    if cues.REVERSED.search(" ".join(question.words)) and facts and facts[0].direction:
        merged = replace(merged, direction=OPPOSITE[facts[0].direction])
    by_itself = matcher.match(question)
    alone = {c.fact.id: c for c in by_itself.candidates}
    together = matcher.match(merged)
    pool = {c.fact.id: c for c in together.candidates} | alone
    own = replace(question, words=_own_words(question))
    said = ALONE * min(1.0, telling_words(own) / FULLY_SAID)
    scores: dict[str, float] = {}
    merged_scores = {c.fact.id: c.score for c in together.candidates}
    for fact_id, candidate in pool.items():
        by_words = alone[fact_id].score if fact_id in alone else 0.0
        scores[fact_id] = (
            said * by_words
            + TOGETHER * merged_scores.get(fact_id, 0.0)
            + KIN * max((kinship(f, candidate.fact) for f in facts), default=0.0)
        )
    candidates = [replace(pool[i], score=s) for i, s in scores.items()]
    candidates = _of_that_person(matcher, question, before, candidates, facts)
    ranked = sorted(in_time(question, candidates, facts), key=lambda c: (-c.score, c.fact.id))
    most = MOST_OPEN if leans_on_before(question) else MOST_OPEN_UNSAID
    if ranked and own.words and (by_itself.elsewhere_lead > 0 or matcher.gap(own, ranked[0]).share > most):
        return decide(by_itself, matcher.weights)
    decision = decide(replace(together, candidates=tuple(ranked)), matcher.weights)
    if ranked and decision.outcome in ("choices", "decline", "closest") and ranked[0].score > LEAST_SCORE:
        decision = replace(decision, outcome="answer", facts=(ranked[0].fact,))
    return replace(decision, question=question, reason="follow-up")


def _of_that_person(
    matcher: Matcher, question: Question, before: Question, candidates: list[Candidate], facts: tuple[Fact, ...]
) -> list[Candidate]:
    """The candidates about the person last asked about, where the question speaks of him or her and names nobody."""
    people = {e for f in facts[:1] for e in f.entities if matcher.base.entities[e].kind == "person"}
    people = people & keys_of(before.mentions) or people
    if not people or question.mentions or not cues.PERSON.search(" ".join(question.words)):
        return candidates
    return [c for c in candidates if people & matcher.profiles[c.number].entities] or candidates


def _own_words(question: Question) -> tuple[str, ...]:
    """What a question says beyond pointing at the one before: in "and the most recent one" nothing."""
    spoken = " ".join(question.words)
    for pointing in (
        cues.YEAR_AFTER,
        cues.YEAR_BEFORE,
        cues.NEXT,
        cues.PREVIOUS,
        cues.LATEST,
        cues.DEICTIC,
        cues.REVERSED,
    ):
        spoken = pointing.sub(" ", spoken)
    stop = cues.STOP_WORDS["en"] | cues.STOP_WORDS["es"]
    return tuple(word for word in spoken.split() if word not in stop)


LEAST_SCORE = 1.2
# How much of what the question itself says the fact may leave open: of a question worded as a continuation, of another.
MOST_OPEN, MOST_OPEN_UNSAID = 0.7, 0.3
NEAR_KIN = 0.9  # from which share of the nearest kinship on a fact is one more of the same kind


def in_time(question: Question, candidates: list[Candidate], facts: tuple[Fact, ...]) -> list[Candidate]:
    """The candidates on the side of the fact just given that the question asks for: what came next, the year before."""
    spoken = " ".join(question.words)
    if not facts or not candidates:
        return candidates
    given = facts[0].when
    if question.wants_latest:
        kin = _nearest_of_kin(candidates, facts[0])
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


def _nearest_of_kin(candidates: Sequence[Candidate], given: Fact) -> Sequence[Candidate]:
    """The candidates that have the same names and kinds as the fact given, as the seminars of one row have."""
    alike = {c.fact.id: _share(c.fact.entities, given.entities) + _share(c.fact.tags, given.tags) for c in candidates}
    nearest = max((alike[c.fact.id] for c in candidates if c.fact.id != given.id), default=0.0)
    return [
        c for c in candidates if alike[c.fact.id] >= NEAR_KIN * nearest and c.fact.topic == given.topic
    ] or candidates


def _with_subject(before: Question, facts: tuple[Fact, ...], question: Question) -> Question:
    """The last question with what its answer is about: whoever has read "the fifth party seminar" asks for "the next one"."""
    if not facts:
        return before
    title = (word for word in words_of(fold(facts[0].title[before.language])) if not word.isdigit())
    named = {word for mention in before.mentions for word in mention.words} if question.mentions else set()
    subject = tuple(word for word in title if word not in named and word not in before.words)
    return replace(before, words=subject + before.words)


def merge(question: Question, before: Question) -> Question:
    """The last question with what the new one names in place of what it named before."""
    dropped: set[str] = set()
    times = question.times or before.times
    if question.times:
        dropped.update(word for word in before.words if word.isdigit())
    if question.ordinals:
        dropped.update(word for word in before.words if ordinals_in(word))
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
        return SAME
    names = _share(fact.entities, other.entities)
    kinds = _share(fact.tags, other.tags)
    years = abs((fact.when.first_day - other.when.first_day).days) / 365.25
    by_names, by_kinds, by_topic, by_time = NEARNESS
    return by_names * names + by_kinds * kinds + by_topic * (fact.topic == other.topic) + by_time / (1 + years / 2)


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    both = len(set(one) & set(other))
    return both / max(1, min(len(one), len(other)))
