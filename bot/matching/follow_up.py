"""Questions that lean on the one before: slots of the last question are replaced, the last fact gives the subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.facts.model import Direction, Fact
from bot.matching import cues
from bot.matching.decision import Decision, decide, likelihood
from bot.matching.kinship import NEAREST, kinship, nearest_of_kin, shared
from bot.matching.likelihood import likelihood_of
from bot.matching.matcher import Candidate, Match, Matcher
from bot.matching.names import keys_of
from bot.matching.ordinals import ordinals_in
from bot.matching.quantities import small_number
from bot.matching.question import Question, telling_words
from bot.matching.text import fold, words_of
from bot.matching.times import read_times

SHORT = 5  # a question of so few telling words may lean on the one before
PLAINLY_ANSWERED = 0.85  # confidence from which on a question that is worded as no continuation stands by itself
VERY_SHORT = 4  # one of so few may lean on it even though a fact answers it by itself
# How much of what a question itself says the fact may leave open: of one worded as a continuation, of another.
MOST_OPEN, MOST_OPEN_UNSAID = 0.9, 0.6
FULLY_SAID = 3  # from how many telling words on what a question says by itself counts in full
OPPOSITE: dict[Direction, Direction] = {"china-to-cuba": "cuba-to-china", "cuba-to-china": "china-to-cuba"}


@dataclass(frozen=True, slots=True)
class Leaning:
    """A fact in the light of the last answer: what speaks for it, by name, and all of it together."""

    candidate: Candidate
    signs: Mapping[str, float]
    score: float


def leans_on_before(question: Question) -> bool:
    """Whether a question is worded as the continuation of another: an opening, a pronoun, or hardly any words."""
    spoken = " ".join(question.words)
    if cues.FOLLOW_UP_OPENING.search(spoken) or cues.FOLLOW_UP_ENDING.search(spoken) or cues.REVERSED.search(spoken):
        return True
    telling = telling_words(question)
    return telling <= 2 or (telling <= SHORT and bool(cues.DEICTIC.search(spoken)))


def may_lean_on_before(question: Question, alone: Decision) -> bool:
    """Whether a question is short enough to be meant in the light of the last one, the more so if it found nothing alone."""
    unsure = alone.outcome in ("decline", "choices") or (
        alone.outcome == "list" and not question.wants_list and not alone.entity and alone.score < PLAINLY_ANSWERED
    )
    names_something = question.mentions or question.sides  # "how many were sold" may be of anything
    if not unsure and (alone.reason == "exact" or (alone.score >= PLAINLY_ANSWERED and names_something)):
        return False
    return telling_words(question) <= (SHORT + 1 if unsure else VERY_SHORT)


def asks_more_of_same(question: Question) -> bool:
    """Whether nothing new is asked: the sources, more of it, the same in another language."""
    return bool(cues.MORE_OF_SAME.search(" ".join(question.words)))


def follow_up(matcher: Matcher, question: Question, before: Question, facts: tuple[Fact, ...]) -> Decision:
    """The decision for a question in the light of the last one and of the facts that answered it."""
    by_itself = matcher.match(question)
    ranked = leaning_facts(matcher, question, before, facts, by_itself)
    most = MOST_OPEN if leans_on_before(question) else MOST_OPEN_UNSAID
    if not ranked or ranked[0].signs["open"] > most:
        return decide(by_itself, matcher.weights)
    likely = likelihood_of(matcher.weights.follow_up, follow_up_signals(question, ranked, by_itself))
    alone = decide(by_itself, matcher.weights)
    is_about_base = (
        alone.outcome == "answer"
        and alone.reason != "exact"
        and (leans_on_before(question) or telling_words(question) <= VERY_SHORT)
    )
    if likely < matcher.weights.thresholds.follow_up and not is_about_base:
        return alone
    candidates = tuple(replace(leaning.candidate, score=leaning.score) for leaning in ranked)
    decision = decide(replace(by_itself, candidates=candidates), matcher.weights)
    return replace(decision, outcome="answer", facts=(candidates[0].fact,), question=question, reason="follow-up")


def leaning_facts(
    matcher: Matcher, question: Question, before: Question, facts: tuple[Fact, ...], by_itself: Match
) -> list[Leaning]:
    """The facts that may be meant, best first: those like the question, like both questions together, or near of kin."""
    merged = merge(question, _with_subject(before, facts, question))
    if cues.REVERSED.search(" ".join(question.words)) and facts and facts[0].direction:
        merged = replace(merged, direction=OPPOSITE[facts[0].direction])
    step = years_on(" ".join(question.words))
    if step and facts and not question.times:
        merged = _in_year(merged, facts[0].when.first_day.year + step)
    own = replace(question, words=own_words(question))
    family = nearest_of_kin(matcher.facts, facts, NEAREST)
    both = matcher.match(merged)
    pool = {*family, *(c.number for c in (*both.candidates, *by_itself.candidates[:NEAREST]))}
    together = {c.number: c for c in matcher.widened(both, pool)}
    alone = {c.number: c for c in matcher.widened(by_itself, pool)}
    open_shares = [gap.share for gap in matcher.gaps(own, together.values())] if own.words else [0.0] * len(together)
    said = min(1.0, telling_words(own) / FULLY_SAID)
    sure = likelihood(by_itself, matcher.weights.confidence)
    found = []
    for number, open_share in zip(together, open_shares, strict=True):
        signs = _signs(said, alone[number], together[number], open_share, facts)
        signs["sure"] = sure if number == by_itself.candidates[0].number else 0.0
        score = sum(matcher.weights.leaning[name] * value for name, value in signs.items())
        found.append(Leaning(together[number], signs, score))
    found = _in_time(question, _of_that_person(matcher, question, before, found, facts), facts)
    return sorted(found, key=lambda leaning: (-leaning.score, leaning.candidate.fact.id))


def _signs(
    said: float, alone: Candidate, together: Candidate, open_share: float, facts: tuple[Fact, ...]
) -> dict[str, float]:
    """What speaks for one fact; alone and together are it as a candidate for the question and for both questions.

    said: how much the question says by itself; open_share: how much of that the fact leaves open.
    """
    near = max((kinship(fact, alone.fact) for fact in facts), default=None)
    return {
        "alone": said * alone.score,
        "nearest": said * alone.views["nearest"],
        "shape": said * alone.views["shape"],
        "together": together.score,
        "together_shape": together.views["shape"],
        "open": open_share,
        "time": alone.fit.time_hit - alone.fit.time_miss,
        "order": alone.fit.order_hit,
        "names": near.names if near else 0.0,
        "kinds": near.kinds if near else 0.0,
        "topic": near.topic if near else 0.0,
        "years": near.years if near else 0.0,
        "same": float(any(fact.id == alone.fact.id for fact in facts)),
        "same_first": float(bool(facts) and facts[0].id == alone.fact.id),
    }


def follow_up_signals(question: Question, ranked: Sequence[Leaning], by_itself: Match) -> dict[str, float]:
    """What the likelihood of a follow-up is made of."""
    best = ranked[0]
    lead = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    return {
        **{f"best_{name}": value for name, value in best.signs.items()},
        "score": min(best.score, 8.0),
        "lead": min(lead, 2.0),
        "leans": float(leans_on_before(question)),
        "points": float(bool(cues.DEICTIC.search(" ".join(question.words)))),
        "opening": float(bool(cues.FOLLOW_UP_OPENING.search(" ".join(question.words)))),
        "telling": min(telling_words(question), 8.0) / 4,
        "elsewhere": max(-1.0, min(1.0, by_itself.elsewhere_lead)),
        "misspelt": by_itself.gap.misspelt,
        "unknown": by_itself.gap.unknown,
        "third": float(question.names_third),
    }


def _of_that_person(
    matcher: Matcher, question: Question, before: Question, found: list[Leaning], facts: tuple[Fact, ...]
) -> list[Leaning]:
    """The facts about the person last asked about, where the question speaks of him or her and names nobody."""
    people = {e for f in facts[:1] for e in f.entities if matcher.base.entities[e].kind == "person"}
    people = people & keys_of(before.mentions) or people
    if not people or question.mentions or not cues.PERSON.search(" ".join(question.words)):
        return found
    return [one for one in found if people & matcher.profiles[one.candidate.number].entities] or found


def own_words(question: Question) -> tuple[str, ...]:
    """What a question says beyond pointing at the one before: in "and the most recent one" nothing."""
    spoken = " ".join(question.words)
    for pointing in (
        cues.YEARS_LATER,
        cues.YEARS_EARLIER,
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


NEAR_KIN = 0.9  # from which share of the nearest kinship on a fact is one more of the same kind


def _in_time(question: Question, found: list[Leaning], facts: tuple[Fact, ...]) -> list[Leaning]:
    """The facts on the side of the one just given that the question asks for: what came next, the year before, the last."""
    spoken = " ".join(question.words)
    if not facts or not found:
        return found
    given = facts[0].when
    if question.wants_latest and not question.times:
        return [max(_of_the_same_row(found, facts[0]), key=lambda one: one.candidate.fact.when.first_day)]
    if question.times:
        return found
    step = years_on(spoken)
    if cues.NEXT.search(spoken) or step > 0:
        chosen = [one for one in found if one.candidate.fact.when.first_day > given.first_day]
    elif cues.PREVIOUS.search(spoken) or step < 0:
        chosen = [one for one in found if one.candidate.fact.when.first_day < given.first_day]
    else:
        return found
    if step:
        year = given.first_day.year + step
        chosen = [one for one in chosen if one.candidate.fact.when.first_day.year == year] or chosen
    return chosen or found


def years_on(spoken: str) -> int:
    """How many years after the fact just given a question asks about; below nought for years before it."""
    for sign, cue in ((1, cues.YEARS_LATER), (-1, cues.YEARS_EARLIER)):
        match = cue.search(spoken)
        if match:
            return sign * small_number(match["number"] or match["han"])
    return bool(cues.YEAR_AFTER.search(spoken)) - bool(cues.YEAR_BEFORE.search(spoken))


def _in_year(question: Question, year: int) -> Question:
    """The question about another year."""
    words = tuple(word for word in question.words if not word.isdigit())
    times = read_times(str(year)).named
    return replace(question, words=(*words, str(year)), times=times)


def _of_the_same_row(found: Sequence[Leaning], given: Fact) -> Sequence[Leaning]:
    """The facts that have the same names and kinds as the fact given, as the seminars of one row have."""
    facts = {one.candidate.fact.id: one.candidate.fact for one in found}
    alike = {i: shared(fact.entities, given.entities) + shared(fact.tags, given.tags) for i, fact in facts.items()}
    nearest = max((value for i, value in alike.items() if i != given.id), default=0.0)
    row = {i for i, value in alike.items() if value >= NEAR_KIN * nearest and facts[i].topic == given.topic}
    return [one for one in found if one.candidate.fact.id in row] or found


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
