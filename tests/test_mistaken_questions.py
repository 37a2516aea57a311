"""Questions of people who have a fact wrong in mind are not confirmed, and do no harm to those who have it right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.evaluation.kept_back import EVERY, keep_back
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Language, Phrasings
from bot.matching.finder import Finder
from bot.matching.matcher import Match
from bot.matching.mistake import NO_MISTAKE

MAO = "mao-guevara-meeting-1960-11-19"
MISTAKEN = Phrasings(
    en=("When did Mao Zedong visit Guevara in Havana?", "why did Mao refuse to see Guevara in Beijing"),
    es=("¿Cuándo viajó Mao a La Habana a ver al Che?", "por qué Mao se negó a recibir al Che"),
    zh=("毛泽东哪年去哈瓦那看格瓦拉？", "毛泽东为什么拒绝见格瓦拉"),
)


def _with_mistakes(base: FactBase) -> FactBase:
    mao = base.facts[MAO].model_copy(update={"mistaken_questions": MISTAKEN})
    return replace(base, facts={**base.facts, MAO: mao})


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(_with_mistakes(small_base))


def _match(finder: Finder, words: str) -> Match:
    return finder.matcher.match(finder.read(words))


@pytest.mark.parametrize(("language", "words"), [*MISTAKEN], ids=[words for _, words in MISTAKEN])
def test_a_mistaken_question_gets_what_is_known_and_no_confirmation(
    finder: Finder, language: Language, words: str
) -> None:
    """Whoever believes that Mao came to Havana would be told when."""
    decision = finder.decide(finder.read(words, language))
    assert (decision.outcome, decision.reason, [fact.id for fact in decision.facts]) == ("closest", "premise", [MAO])


@pytest.mark.parametrize(
    ("mistaken", "right"),
    [
        ("what year did Mao travel to Havana and visit Guevara", "what year did Mao receive Guevara"),
        ("¿en qué año viajó Mao a La Habana a ver al Che?", "¿en qué año recibió Mao al Che?"),
        ("毛泽东是哪一年去哈瓦那看望格瓦拉的", "毛泽东是哪一年会见格瓦拉的"),
    ],
)
def test_other_words_for_the_same_mistake_are_seen(finder: Finder, mistaken: str, right: str) -> None:
    """Only the very words that a curator wrote down would be known as mistaken."""
    wrong = _match(finder, mistaken).mistake
    assert wrong.other > max(0.0, _match(finder, right).mistake.other)
    assert wrong.about == finder.base.facts[MAO]


def test_what_a_fact_answers_is_answered_beside_its_mistakes(finder: Finder, small_base: FactBase) -> None:
    """Writing down mistakes would keep the right question from its answer."""
    for words in small_base.facts[MAO].questions["en"]:
        decision = finder.decide(finder.read(words, "en"))
        assert (decision.outcome, [fact.id for fact in decision.facts]) == ("answer", [MAO])


def test_a_fact_without_mistaken_questions_is_not_doubted_for_it(small_base: FactBase) -> None:
    """Facts that a curator has just added would be found by nobody."""
    mistake = _match(Finder(small_base), "When did Mao Zedong receive Guevara?").mistake
    assert mistake.lead < 0
    assert mistake.words == mistake.nearest_found == 0
    assert not mistake.is_exact
    assert set(NO_MISTAKE.values.values()) == {0.0}


def test_mistaken_questions_are_no_candidates(finder: Finder) -> None:
    """A fact that does not exist would be given as an answer."""
    match = _match(finder, "why did Mao refuse to see Guevara in Beijing")
    assert {candidate.fact.id for candidate in match.candidates} <= set(finder.base.facts)
    assert match.candidates[0].phrasing not in MISTAKEN["en"]


def test_what_is_kept_back_is_asked_and_no_longer_known(small_base: FactBase) -> None:
    """Weights would be fitted to questions that the base knows by heart, and the bot be too sure of itself."""
    base = _with_mistakes(small_base)
    without, asked = keep_back(base)
    for fact in base.facts.values():
        for kind, written, left in (
            ("answerable", fact.questions, without.facts[fact.id].questions),
            ("false-premise", fact.mistaken_questions, without.facts[fact.id].mistaken_questions),
        ):
            for language in LANGUAGES:
                kept = {one.text for one in asked if (one.kind, one.best, one.language) == (kind, fact.id, language)}
                assert kept | set(left[language]) == set(written[language])
                assert not kept & set(left[language])
                assert len(kept) <= len(written[language]) // EVERY + 1
    assert {one.kind for one in asked} <= {"answerable", "false-premise"}
    assert len(asked) > len(base.facts)
    assert all(one.accept == {one.best} for one in asked)
