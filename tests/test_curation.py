"""The interview that adds a fact, with scripted answers on a copy of the small base."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from bot.curation import new_fact
from bot.facts.base import load, read_knowledge
from bot.facts.checks import check_knowledge

TODAY = date(2026, 11, 23)
EN = ["When did the ship leave?", "sugar ship 1961", "Which port?", "How many tonnes?", "Who saw it off?"]
ES = ["¿Cuándo zarpó el barco?", "barco azúcar 1961", "¿De qué puerto?", "¿Cuántas toneladas?"]
ZH = ["船什么时候启航？", "糖船 1961", "哪个港口？", "多少吨？"]

Run = Callable[[Iterable[str]], tuple[Path | None, str]]


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small base that a test may write into."""
    return shutil.copytree(small_folder, tmp_path / "knowledge")


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the interview on these answers and returns its file and all that was told."""

    def interview(answers: Iterable[str]) -> tuple[Path | None, str]:
        left = iter(answers)
        told: list[str] = []

        def ask(prompt: str) -> str:
            told.append(prompt)
            answer = next(left, None)
            if answer is None:
                raise EOFError
            return answer

        path = new_fact(folder, ask, told.append, TODAY)
        assert next(left, None) is None, "answers were left over"
        return path, "\n".join(told)

    return interview


def answers(**changed: list[str]) -> list[str]:
    """The answers that make a good fact, some of its parts changed."""
    parts = {
        "id": ["sugar-ship-1961"],
        "date": ["1961-03"],
        "topic": ["diplomacy"],
        "status": ["established"],
        "title": ["A sugar ship leaves Havana", "Un barco azucarero zarpa de La Habana", "糖船离开哈瓦那"],
        "attribution": [],
        "text": ["A sugar ship left Havana.", "Un barco con azúcar zarpó de La Habana.", "一艘糖船离开哈瓦那。"],
        "disagreement": [""],
        "en": [*EN, ""],
        "es": [*ES, ""],
        "zh": [*ZH, ""],
        "entities": ["havana", ""],
        "tags": ["sugar", ""],
        "direction": ["cuba-to-china"],
        "sources": ["fmprc-2014-xi-raul-talks", ""],
        "file": [],
    }
    return [answer for part in (parts | changed).values() for answer in part]


SHIP_NEWS = [
    "new",
    "https://example.org/ship",
    "example-1961-ship",
    "The ship has left",
    "Example Daily",
    "1961-03-04",
    "en",
    "news",
    "",
    "",
]


def test_good_answers_make_a_fact_that_passes(run: Run, folder: Path) -> None:
    """Who answers every question rightly would still have to write YAML."""
    path, told = run(answers())
    assert path == folder / "facts.yaml"
    fact = load(folder).facts["sugar-ship-1961"]
    assert (fact.date, fact.direction, fact.checked) == ("1961-03", "cuba-to-china", "2026-11-23")
    assert fact.questions.zh == tuple(ZH)
    assert fact.entities == ("havana",)
    assert "Written: sugar-ship-1961" in told


def test_what_stood_in_the_file_stays_as_it_was(run: Run, folder: Path) -> None:
    """Adding a fact would reformat or lose the work of others."""
    before = (folder / "facts.yaml").read_text(encoding="utf-8")
    run(answers())
    after = (folder / "facts.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip() + "\n\n- id: sugar-ship-1961\n")


def test_new_source_goes_to_the_bibliography(run: Run, folder: Path) -> None:
    """A fact from a page not yet known could not be added."""
    run(answers(status=["reported"], attribution=["A ship", "Un barco", "糖船"], sources=[*SHIP_NEWS, ""]))
    source = load(folder).sources["example-1961-ship"]
    assert (source.kind, source.published, source.mirror) == ("news", "1961-03-04", False)


def test_new_source_finds_the_file_of_its_kind(run: Run, folder: Path) -> None:
    """In a base with one file a kind the source would land in a file nobody looks for it in."""
    (folder / "sources").mkdir()
    (folder / "sources.yaml").rename(folder / "sources" / "all.yaml")
    run(answers(sources=["granma-2025-65-years", *SHIP_NEWS, ""]))
    assert "example-1961-ship" in (folder / "sources" / "news.yaml").read_text(encoding="utf-8")
    assert load(folder)


@pytest.mark.parametrize(
    ("part", "wrong", "told"),
    [
        ("id", "Sugar Ship", "small letters"),
        ("id", "mao-guevara-meeting-1960-11-19", "is taken"),
        ("date", "1961-13", "month 13 does not exist"),
        ("date", "March 1961", "is not a year, a month or a day"),
        ("date", "2027", "has not come yet"),
        ("topic", "diplomcy", "did you mean diplomacy"),
        ("status", "certain", "none of established, reported, disputed"),
        ("title", "A ship " * 10, "keep it under 64"),
        ("title", "", "cannot be empty"),
        ("title", "糖船", "that is not English"),
        ("text", "sugar " * 400, "keep it under 2200"),
        ("en", "", "5 more in English"),
        ("en", "when did MAO receive Che Guevara", "stands under mao-guevara-meeting-1960-11-19"),
        ("en", "???", "needs words"),
        ("entities", "Mao", "did you mean mao-zedong"),
        ("tags", "suger", "did you mean sugar"),
        ("direction", "north", "none of china-to-cuba"),
        ("sources", "", "a fact needs a source"),
        ("sources", "granma-2025-65-yers", "granma-2025-65-years"),
    ],
)
def test_wrong_answer_is_told_and_asked_again(run: Run, folder: Path, part: str, wrong: str, told: str) -> None:
    """A slip would only come to light at the end, or never, and the curator would begin again."""
    good = {
        "id": ["sugar-ship-1961"],
        "date": ["1961-03"],
        "topic": ["diplomacy"],
        "status": ["established"],
        "title": ["A ship", "Un barco", "糖船"],
        "text": ["A ship left.", "Zarpó un barco.", "糖船启航。"],
        "en": [*EN, ""],
        "entities": ["havana", ""],
        "tags": ["sugar", ""],
        "direction": [""],
        "sources": ["fmprc-2014-xi-raul-talks", ""],
    }
    path, heard = run(answers(**{part: [wrong, *good[part]]}))
    assert path is not None
    assert told in heard
    assert "sugar-ship-1961" in load(folder).facts


def test_same_phrasing_twice_is_refused(run: Run) -> None:
    """Two equal phrasings count once, so the fact would have fewer than it seems."""
    path, told = run(answers(es=[*ES, "¿de qué PUERTO?", ""]))
    assert path is not None
    assert "written that already" in told


def test_text_must_name_the_claimant(run: Run, folder: Path) -> None:
    """A claim would stand in the answer as if the bot itself made it."""
    claimant = ["The newspaper Hoy", "El diario Hoy", "《今日报》"]
    texts = [
        "A ship left.",
        "The newspaper Hoy said that a ship left.",
        "El diario Hoy dijo que zarpó un barco.",
        "《今日报》称糖船启航。",
    ]
    path, told = run(answers(status=["reported"], attribution=claimant, text=texts))
    assert path is not None
    assert "does not say who claims it ('The newspaper Hoy')" in told
    assert load(folder).facts["sugar-ship-1961"].attribution is not None


def test_dispute_needs_what_is_disputed(run: Run, folder: Path) -> None:
    """A disputed fact without the other side would be no dispute but an accusation."""
    told = run(
        answers(
            status=["disputed"],
            attribution=["A ship", "Un barco", "糖船"],
            disagreement=["", "Others deny it.", "Otros lo niegan.", "另有人否认。"],
        )
    )[1]
    assert "cannot be empty" in told
    assert load(folder).facts["sugar-ship-1961"].disagreement is not None


def test_weak_sources_can_be_joined_by_another(run: Run, folder: Path) -> None:
    """A fact on one newspaper would be told as established."""
    told = run(answers(sources=["granma-2025-65-years", "", "another source", "acn-2025-65-years", ""]))[1]
    assert "two independent publishers" in told
    assert load(folder).facts["sugar-ship-1961"].status == "established"


def test_weak_sources_can_make_it_reported(run: Run, folder: Path) -> None:
    """Who has one source only would be stuck at the end of the interview."""
    texts = ["Granma says a ship left.", "Granma dice que zarpó un barco.", "《格拉玛报》称糖船启航。"]
    run(
        answers(
            sources=["granma-2025-65-years", "", "reported"],
            file=["Granma", "Granma", "《格拉玛报》", *texts],
        )
    )
    fact = load(folder).facts["sugar-ship-1961"]
    assert fact.status == "reported"
    assert fact.text.en == "Granma says a ship left."


def test_known_address_is_recognised(run: Run, folder: Path) -> None:
    """The same page would stand twice in the bibliography."""
    url = "https://www.granma.cu/granmad/2008/11/19/nacional/artic14.html"
    told = run(answers(sources=["new", url, "acn-2025-65-years", ""]))[1]
    assert "this page is known as granma-2008-despidio-raul-hu" in told
    assert load(folder).facts["sugar-ship-1961"].sources == ("granma-2008-despidio-raul-hu", "acn-2025-65-years")


def test_file_nearest_in_time_is_proposed(run: Run, folder: Path) -> None:
    """A curator who does not know the files would have to guess where the fact belongs."""
    (folder / "facts").mkdir()
    entries = (folder / "facts.yaml").read_text(encoding="utf-8").split("\n\n")
    (folder / "facts.yaml").unlink()
    (folder / "facts" / "1959-1965.yaml").write_text("\n\n".join(entries[:4]) + "\n", encoding="utf-8")
    (folder / "facts" / "2004-2023.yaml").write_text("\n\n".join(entries[4:]) + "\n", encoding="utf-8")
    path, told = run(answers(file=["third", ""]))
    assert path == folder / "facts" / "1959-1965.yaml"
    assert "there is no file 'third'" in told


@pytest.mark.parametrize("count", [0, 1, 6, 20, 30])
def test_stopping_writes_nothing(run: Run, folder: Path, count: int) -> None:
    """Half a fact would stay in the base, and the bot would not start."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    path, told = run(answers()[:count])
    assert path is None
    assert "nothing was written" in told
    assert ("id: sugar-ship-1961" in told) == (count > 0)
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_problem_found_at_the_end_takes_the_fact_out_again(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fact that only the whole check finds wrong would keep the bot from starting."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    monkeypatch.setattr("bot.curation.interview._too_long", lambda *_: None)
    long = ["ship " * 20, "barco " * 20, "糖船" * 40]
    path, told = run(answers(title=long, sources=["granma-2025-65-years", *SHIP_NEWS, ""]))
    assert path is None
    assert "keep it under 64, so that it fits a button" in told
    assert "taken out again" in told
    assert "id: sugar-ship-1961" in told
    assert "id: example-1961-ship" in told
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_older_problems_are_not_held_against_it(run: Run, folder: Path) -> None:
    """One open problem elsewhere would keep everybody from adding facts."""
    with (folder / "tags.yaml").open("a", encoding="utf-8") as file:
        file.write("\n- id: half-written\n")
    path, _ = run(answers())
    assert path is not None
    knowledge = read_knowledge(folder)
    assert len((*knowledge.problems, *check_knowledge(knowledge))) == 1


def test_unreadable_file_is_left_alone(run: Run, folder: Path) -> None:
    """A fact added to a broken file would be lost without a word."""
    facts = folder / "facts.yaml"
    broken = facts.read_bytes() + b"\n- id: [\n"
    facts.write_bytes(broken)
    path, told = run(answers())
    assert path is None
    assert "taken out again" in told
    assert facts.read_bytes() == broken


def test_empty_folder_is_told(tmp_path: Path) -> None:
    """With a wrong KNOWLEDGE_DIR a curator would answer twenty questions for nothing."""
    told: list[str] = []
    assert new_fact(tmp_path, lambda prompt: pytest.fail(prompt), told.append) is None
    assert "no topics" in told[-1]
