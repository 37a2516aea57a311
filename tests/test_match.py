"""Matching over any list of phrasings: `match`, and how it compares with rapidfuzz's scorers."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from bot.evaluation.matching import ListError, auroc, compare, match_lines, open_phrasebook, read_pairs
from bot.matching.grams import LONGEST, SHORTEST, runs_of
from bot.matching.phrasebook import Phrasebook
from bot.matching.shape import Shape

PHRASINGS = [
    ("opening_hours", "when does the library open"),
    ("opening_hours", "opening times of the reading room"),
    ("opening_hours", "until what time is the library open on sunday"),
    ("lost_card", "i lost my library card"),
    ("lost_card", "my card was stolen, what now"),
    ("lost_card", "replace a missing card"),
    ("horario", "¿a qué hora abre la biblioteca?"),
    ("horario", "horario de apertura los domingos"),
    ("借书", "怎么借书"),
    ("借书", "一次可以借几本书"),
]
ASKED = [
    ("whats the opening time on sundays", "opening_hours"),
    ("teh libary opne wehn", "opening_hours"),
    ("card lost!!", "lost_card"),
    ("a que ora habre la bibliotca", "horario"),
    ("想借几本书怎么办", "借书"),
]


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    return Phrasebook(PHRASINGS)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "index.jsonl"
    rows = ({"id": entry, "question": words} for entry, words in PHRASINGS)
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(("question", "entry"), ASKED, ids=[entry for _, entry in ASKED])
def test_a_hasty_question_finds_its_entry(phrasebook: Phrasebook, question: str, entry: str) -> None:
    """Somebody who uses the matcher for a list of their own would get another entry."""
    assert phrasebook.find(question).top[0][0] == entry


@pytest.mark.parametrize("question", ["how tall is mount everest", "zxcvbnm", "🙂", "", "北京天气"])
def test_a_question_on_something_else_is_not_matched(phrasebook: Phrasebook, question: str) -> None:
    """Whoever asks something that the list does not hold would be given an entry all the same."""
    assert phrasebook.find(question).entry is None


def test_runs_of_characters_are_kept_where_an_entry_has_but_one_phrasing() -> None:
    """Whoever has a list of single phrasings would lose what tells them apart: no two of them share much."""
    one, six = np.array([0, 1], dtype=np.int32), np.array([0, *[1] * 5], dtype=np.int32)
    one_each = Shape(["pay a fine", "book a room"], one, one, 2, 2)
    several = Shape(["pay a fine", *["book a room"] * 5], six, six, 2, 2)
    assert [shape.likeness(["payfine"])[0] > 0 for shape in (one_each, several)] == [True, False]


@given(st.text(max_size=400))
def test_any_text_gives_likelihoods_best_first(question: str) -> None:
    """A strange line would end a run of thousands, or its scores could not be compared."""
    found = Phrasebook(PHRASINGS).find(question)
    likelihoods = [likelihood for _, likelihood in found.top]
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert all(0 <= likelihood <= 1 for likelihood in likelihoods)
    assert len(found.top) <= 5
    assert found.entry is None or (found.entry, found.score) == found.top[0]


def test_lines_are_answered_in_order_and_an_empty_one_does_not_end_the_run(phrasebook: Phrasebook) -> None:
    """One bad line would lose the rest, or shift every answer by one."""
    out = io.StringIO()
    match_lines(phrasebook, ["i lost my card\n", "\n", "opening times\n"], out)
    first, second, third = map(json.loads, out.getvalue().splitlines())
    assert (first["id"], third["id"]) == ("lost_card", "opening_hours")
    assert "error" in second
    assert first["top"][0] == [first["id"], first["score"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"id": "a", "question": "b"}\nnot json', ":2: not a line"),
        ('{"id": "a"}', ":1: not a line"),
        ('{"id": 7, "question": "b"}', ":1: not a line"),
        ("[1, 2]", ":1: not a line"),
        ("", "no phrasings"),
        ('{"id": null, "question": "b"}', "no phrasings"),
    ],
)
def test_a_bad_index_is_told_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    """Whoever made the file would not know where it is wrong."""
    path = tmp_path / "index.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ListError, match=told):
        open_phrasebook(path)


def test_the_command_answers_and_refuses(index: Path, tmp_path: Path) -> None:
    """`match` would not work from the command line, or end in a traceback when there is no index."""
    answered = CliRunner().invoke(main, ["match", str(index)], input="card lost\n")
    assert json.loads(answered.output)["id"] == "lost_card"
    refused = CliRunner().invoke(main, ["match", str(tmp_path / "none.jsonl")])
    assert (refused.exit_code, refused.exception.__class__) == (2, SystemExit)
    assert "none.jsonl: cannot be read" in refused.output


def test_the_measure_compares_with_rapidfuzz(index: Path) -> None:
    """The figures of the README could not be made again."""
    rows = compare(index, index)
    assert [name for name, *_ in rows] == [
        "this matcher", "rapidfuzz token_set_ratio", "rapidfuzz ratio", "rapidfuzz WRatio",
    ]  # fmt: skip
    assert all(right == 1.0 for _, right, _ in rows)
    assert len(read_pairs(index)) == len(PHRASINGS)


@pytest.mark.parametrize(
    ("higher", "lower", "area"),
    [([3, 4], [1, 2], 1.0), ([1, 2], [3, 4], 0.0), ([1, 1], [1, 1], 0.5), ([2, 0], [1, 1], 0.5)],
)
def test_the_area_under_the_curve(higher: list[float], lower: list[float], area: float) -> None:
    """The figure by which matchers are compared would be wrong."""
    import numpy as np

    assert auroc(np.array(higher, dtype=float), np.array(lower, dtype=float)) == pytest.approx(area)


@given(st.lists(st.lists(st.text(alphabet="abcé中国", min_size=1, max_size=6), max_size=4), max_size=4))
def test_runs_of_characters_are_those_of_each_text_by_itself(texts: list[list[str]]) -> None:
    """A misspelt word would be compared with pieces of two different phrasings."""
    spoken = [f" {' '.join(words)} " for words in texts]
    numbers, hashes = runs_of(spoken)
    for number, text in enumerate(spoken):
        expected = sum(max(0, len(text) - size + 1) for size in range(SHORTEST, LONGEST + 1))
        assert int((numbers == number).sum()) == expected
        assert sorted(hashes[numbers == number].tolist()) == sorted(runs_of([text])[1].tolist())
