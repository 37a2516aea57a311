"""What a question may cost: the work is bounded whatever is asked, and pruning does not lose what was asked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.evaluation.synthetic import synthetic
from bot.facts.base import FactBase, Knowledge
from bot.matching import characters, index, shape
from bot.matching.finder import Finder
from bot.matching.grams import portions
from bot.matching.phrasebook import Phrasebook
from bot.matching.question import LONGEST_QUESTION, MOST_WORDS
from bot.matching.sparse import AnyIntegers, Floats, Postings
from bot.matching.spelling import FURTHEST_BEHIND, LEAST_SIMILARITY, MOST_COMPARED, MOST_CORRECTED, Spelling
from bot.matching.text import first_words, is_han

PIECES = [
    "a",
    "a ",
    "古",
    "古巴",
    "1",
    "1/1/1960 ",
    "between 1960 and ",
    "\u200b",
    "e\u0301\u0302\u0323",
    "שלום ",
    "😀🇨🇺",
    "ﷺ",
    "'60 ",
]


def repeated(piece: str, times: int) -> str:
    """A piece over and over, as long as a message may be."""
    return (piece * times)[:LONGEST_QUESTION]


@pytest.fixture(scope="module")
def finder(real_knowledge: Knowledge) -> Finder:
    """The finder over the shipped base, where posting lists are long."""
    return Finder(real_knowledge.base)


class Work:
    """What was counted: cells of posting lists by the length of what they were summed over, words compared."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.compared = 0


@contextmanager
def counted_work() -> Iterator[Work]:
    """Counts the work of the matcher while it goes on."""
    work = Work()
    sums = Postings.sums
    cdist: Callable[..., object] = process.cdist

    def counting_sums(self: Postings, features: AnyIntegers, weights: list[Floats], size: int) -> list[Floats]:
        work.read.append(int((self.starts[features + 1] - self.starts[features]).sum()))
        return sums(self, features, weights, size)

    def counting_cdist(words: list[str], others: list[str], **options: object) -> object:
        work.compared += len(others)
        return cdist(words, others, **options)

    with patch.object(Postings, "sums", counting_sums), patch.object(process, "cdist", counting_cdist):
        yield work


def assert_bounded(finder: Finder, text: str) -> None:
    """The whole way of a question takes no more than the budgets."""
    question = finder.read(text)
    assert sum(len(word) / 2 if is_han(word) else 1 for word in question.words) <= MOST_WORDS + MOST_CORRECTED
    with counted_work() as work:
        finder.matcher.match(question)
    assert len(work.read) <= 3
    assert sum(work.read) <= index.READ + shape.READ + characters.READ
    assert work.compared <= MOST_CORRECTED * MOST_COMPARED
    finder.decide(question)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(repeated, st.text(min_size=1, max_size=20) | st.sampled_from(PIECES), st.integers(1, LONGEST_QUESTION))
)
def test_no_message_takes_more_work_than_the_budget(finder: Finder, text: str) -> None:
    """One long message would keep everybody else waiting, or end in an exception."""
    assert_bounded(finder, text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1_000_000), st.sampled_from(["names", "phrasings", "misspelt", "Han"]))
def test_nor_does_one_of_all_that_the_base_knows(finder: Finder, seed: int, kind: str) -> None:
    """Two thousand names in one message, or as many words misspelt, would halt the bot."""
    base = finder.base
    texts = {
        "names": [name for entity in base.entities.values() for _, name in (*entity.name, *entity.aliases)],
        "phrasings": [words for fact in base.facts.values() for _, words in fact.questions],
        "misspelt": [f"{word[:2]}x{word[3:]}" for fact in base.facts.values() for word in fact.text["en"].split()],
        "Han": [fact.text["zh"] for fact in base.facts.values()],
    }[kind]
    random.Random(seed).shuffle(texts)
    assert_bounded(finder, " ".join(texts)[:LONGEST_QUESTION])


def test_long_runs_of_han_are_cut_as_long_sentences_are() -> None:
    """Chinese is written without blanks: a message of it would count as one word, however long."""
    assert first_words("a, " + "古" * 10 + " b", 3) == "a, 古古古古"
    assert first_words("one (two) three", 2) == "one (two"
    assert first_words("one (two)?", 2) == "one (two"
    assert first_words("one (two)?", 3) == "one (two)?"


VOCABULARY = [
    "cuba",
    "cubana",
    "cubano",
    "china",
    "chino",
    "beijing",
    "pekin",
    "havana",
    "habana",
    "ambassador",
    "embassy",
    "visit",
]


@given(
    st.sampled_from(VOCABULARY) | st.text("abchinue", max_size=9), st.integers(0, 8), st.sampled_from(["", "a", "xy"])
)
def test_passing_over_words_by_their_letters_loses_no_similar_one(word: str, place: int, put: str) -> None:
    """A misspelt word would not be recognised although the word meant is known."""
    asked = word[:place] + put + word[place + 1 :]
    scores = process.cdist(
        [asked], VOCABULARY, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, dtype=np.float32
    )[0]
    reach = 1 if len(asked) < 6 else 2
    compared = zip(scores.tolist(), VOCABULARY, strict=True)
    near = [(score, known) for score, known in compared if score and abs(len(known) - len(asked)) <= reach]
    best = max((score for score, _ in near), default=0.0)
    wanted = {known for score, known in near if score >= best - FURTHEST_BEHIND} if len(asked) > 2 else set()
    assert {known for known, _ in Spelling(VOCABULARY).alike(asked)} == wanted or len(wanted) > 4


@pytest.fixture(scope="module")
def many(small_base: FactBase) -> list[tuple[str, str]]:
    """Phrasings of a few hundred entries."""
    return synthetic(small_base, 3_000, 10).phrasings


def test_what_is_asked_to_the_letter_is_found_on_the_smallest_budget(
    many: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large base the entry asked for would be passed over for want of time."""
    monkeypatch.setattr(index, "READ", 2_000)
    monkeypatch.setattr(shape, "READ", 2_000)
    monkeypatch.setattr(index, "CANDIDATES", 20)
    phrasebook = Phrasebook(many)
    asked = many[::60]
    with counted_work() as work:
        found = [phrasebook.find(words) for _, words in asked]
    assert np.mean([entry in [key for key, _ in one.top] for (entry, _), one in zip(asked, found, strict=True)]) > 0.9
    longest = max(int(np.diff(postings.starts).max()) for postings in _posting_lists(phrasebook))
    assert max(work.read) <= max(2_000, longest, characters.READ)


def test_many_drawers_give_the_same_shape_as_one(many: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A large base would be matched by other rules than a small one."""
    questions = [words for _, words in many[::300]]
    whole = Phrasebook(many)
    monkeypatch.setattr(shape, "AT_ONCE", 50_000)
    monkeypatch.setattr(characters, "portions", lambda sizes, groups: portions(sizes, groups, 50_000))
    parts = Phrasebook(many)
    assert [parts.find(words).top for words in questions] == [whole.find(words).top for words in questions]


def _posting_lists(phrasebook: Phrasebook) -> list[Postings]:
    built = phrasebook._index
    return [built._groups, built._shape._postings, built._characters._postings]
