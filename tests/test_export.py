"""The export: complete, readable by the programs it is meant for, and safe whatever the texts hold."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.answers.dates import date_in_words
from bot.export import export
from bot.export.bibliography import bibtex_text
from bot.export.data import EXPORTED
from bot.export.files import FILES
from bot.export.page_words import PAGE_WORDS
from bot.facts.base import PARTS, FactBase, Knowledge
from bot.facts.model import HAN, LANGUAGES, Fact, Source, Text

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> & \u2028 {x} % \\ \" '"


class Page(HTMLParser):
    """The elements of a page with their attributes, and what stands in its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.inside.append((self.cdata_elem, data))

    @property
    def data(self) -> Any:
        return json.loads(next(text for tag, text in self.inside if tag == "script"))


@pytest.fixture(scope="module", params=["small", "shipped"])
def base(request: pytest.FixtureRequest, small_base: FactBase, real_knowledge: Knowledge) -> FactBase:
    """The small base and the shipped one."""
    return small_base if request.param == "small" else real_knowledge.base


@pytest.fixture(scope="module")
def folder(base: FactBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the export of the base."""
    folder = tmp_path_factory.mktemp("export") / "new"
    export(base, folder)
    return folder


@pytest.fixture(scope="module")
def hostile_base(small_base: FactBase) -> FactBase:
    """The small base with one fact and one source whose texts try to break out."""
    words = Text(en=HOSTILE, es=HOSTILE, zh=HOSTILE)
    fact = next(iter(small_base.facts.values()))
    texts = {"title": words, "text": words, "attribution": words, "disagreement": words, "status": "disputed"}
    source = small_base.sources[fact.sources[0]]
    bad_source = source.model_copy(
        update={"title": HOSTILE, "publisher": HOSTILE, "url": "https://a.example/{\\}</script>"}
    )
    return replace(
        small_base,
        facts={**small_base.facts, fact.id: fact.model_copy(update=texts)},
        sources={**small_base.sources, source.id: bad_source},
    )


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as a spreadsheet program would read them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def braces(text: str) -> list[int]:
    """How deep the braces are after each of them, counted as BibTeX does."""
    depths, depth = [], 0
    for character in text:
        if character in "{}":
            depth += 1 if character == "{" else -1
            depths.append(depth)
    return depths


def test_names_every_file_that_it_writes(small_base: FactBase, tmp_path: Path) -> None:
    """The command tells its user what was written, and writing twice gives the same."""
    paths = export(small_base, tmp_path)
    assert [path.name for path in paths] == list(FILES)
    assert set(paths) == set(tmp_path.iterdir())
    before = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in export(small_base, tmp_path)] == before


def test_json_reads_back_as_the_base(base: FactBase, folder: Path) -> None:
    """Nothing is lost: each entry read back equals the one that was written, in the same order."""
    content = json.loads((folder / "base.json").read_text(encoding="utf-8"))
    assert content["version"] == base.version
    for kind in EXPORTED:
        assert [PARTS[kind].model_validate(entry) for entry in content[kind]] == list(getattr(base, kind).values())


def test_facts_table_has_one_row_a_fact(base: FactBase, folder: Path) -> None:
    """A researcher sorts and filters it, so rows, days and languages must be right."""
    table = rows(folder / "facts.csv")
    assert [row["id"] for row in table] == list(base.facts)
    for row, fact in zip(table, base.facts.values(), strict=True):
        for language, words in fact.text:
            assert row[f"text_{language}"] == words
        assert HAN.search(row["title_zh"])
        assert row["sources"].split("; ") == list(fact.sources)
        assert row["first_day"] == (fact.when.first_day.isoformat() if fact.when.start else "")
        assert row["last_day"] == (fact.when.last_day.isoformat() if fact.when.end else "")
        assert (row["disagreement_es"] == "") == (fact.disagreement is None)


def test_tables_begin_with_a_byte_order_mark(folder: Path) -> None:
    """Without it spreadsheet programs show Chinese as gibberish."""
    for name in ("facts.csv", "series.csv"):
        assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_text_is_not_taken_for_a_formula(small_base: FactBase, tmp_path: Path) -> None:
    """A spreadsheet program would run it."""
    fact = next(iter(small_base.facts.values()))
    words = Text(en="=HYPERLINK(1)", es="+1", zh="@中文")
    bad = replace(small_base, facts={fact.id: fact.model_copy(update={"title": words})})
    export(bad, tmp_path)
    row = rows(tmp_path / "facts.csv")[0]
    assert (row["title_en"], row["title_es"], row["title_zh"]) == ("'=HYPERLINK(1)", "'+1", "'@中文")


def test_series_table_holds_every_figure(base: FactBase, folder: Path) -> None:
    """Every figure with its year, who counted and the source."""
    expected = [
        (series.id, str(value.year), value.counter, value.value, series.unit["en"], value.source)
        for series in base.series.values()
        for value in series.values
    ]
    found = [
        (row["series"], row["year"], row["counter"], float(row["value"]), row["unit"], row["source"])
        for row in rows(folder / "series.csv")
    ]
    assert found == expected


def test_every_source_has_one_bibtex_entry(base: FactBase, folder: Path) -> None:
    """A key that is missing or stands twice stops BibTeX."""
    text = (folder / "sources.bib").read_text(encoding="utf-8")
    assert Counter(re.findall(r"(?m)^@\w+\{([^,]+),$", text)) == Counter(list(base.sources))
    for entry in text.split("\n\n"):
        depths = braces(entry)
        assert min(depths) == depths[-1] == 0
        assert depths.count(0) == 1


def test_bibtex_text_holds_no_command() -> None:
    """LaTeX stops at a lone & or %, and a brace would close the field."""
    assert bibtex_text("A & B: 50 % of $1 #2_x {y} ~^\\z\nnext") == (
        r"A \& B: 50 \% of \$1 \#2\_x \textbraceleft{}y\textbraceright{} "
        r"\textasciitilde{}\textasciicircum{}\textbackslash{}z next"
    )
    assert bibtex_text("中古建交 (¿qué?)") == "中古建交 (¿qué?)"


def test_bibtex_of_a_hostile_source_stays_balanced(hostile_base: FactBase) -> None:
    """One bad title would swallow the entries after it."""
    text = FILES["sources.bib"](hostile_base)
    assert text.count("@misc{") == len(hostile_base.sources)
    assert braces(text)[-1] == 0
    assert min(braces(text)) == 0


def test_csl_items_carry_title_address_and_date(base: FactBase, folder: Path) -> None:
    """Reference managers read these fields by these names."""
    items = {item["id"]: item for item in json.loads((folder / "sources.csl.json").read_text(encoding="utf-8"))}
    assert list(items) == list(base.sources)
    for source in base.sources.values():
        item = items[source.id]
        assert (item["title"], item["URL"]) == (source.title, source.url)
        assert ("issued" in item) == (source.published is not None)
        if source.published and re.fullmatch(r"[\d-]+", source.published):
            assert item["issued"] == {"date-parts": [[int(part) for part in source.published.split("-")]]}


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("1960-11~", {"date-parts": [[1960, 11]], "circa": True}),
        ("1960/1961-02", {"date-parts": [[1960], [1961, 2]]}),
        ("1960/..", {"date-parts": [[1960]]}),
    ],
)
def test_csl_dates_of_other_forms(small_base: FactBase, published: str, issued: object) -> None:
    """About, from–to, since: as far as CSL can say it."""
    source: Source = next(iter(small_base.sources.values())).model_copy(update={"published": published})
    item = json.loads(FILES["sources.csl.json"](replace(small_base, sources={source.id: source})))[0]
    assert item["issued"] == issued


def test_page_holds_every_fact_as_it_is_told(base: FactBase, folder: Path) -> None:
    """In chronicle order and in three languages, with date, standing, disagreement and sources."""
    data = Page((folder / "chronicle.html").read_text(encoding="utf-8")).data
    assert [entry["id"] for entry in data["facts"]] == list(base.facts)
    for entry in data["facts"]:
        fact: Fact = base.facts[entry["id"]]
        assert entry["sources"] == list(fact.sources)
        assert set(entry["sources"]) <= set(data["sources"])
        assert fact.topic in data["topics"]
        for language in LANGUAGES:
            told = entry[language]
            assert told["text"] == fact.text[language]
            assert told["date"].lower() == date_in_words(fact.date, language).lower()
            assert bool(told["standing"]) == (fact.status != "established")
            assert told["disagreement"] == (fact.disagreement[language] if fact.disagreement else "")
            assert len(told["corrections"]) == len(fact.corrections)


def test_page_refers_to_nothing_outside(folder: Path) -> None:
    """It must open from a disk, years from now, without a network; only links to sources lead out."""
    page = Page((folder / "chronicle.html").read_text(encoding="utf-8"))
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in page.elements}
    for _, attributes in page.elements:
        assert not {"src", "srcset", "action", "style"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    for tag, text in page.inside:
        if not text.startswith("{"):
            assert not re.search(r"https?://|//\w+\.|@import|url\(|fetch\(|import\(", text), tag
    frame = (folder / "chronicle.html").read_text(encoding="utf-8").replace(page.inside[1][1], "")
    assert not re.search(r"https?://", frame)
    links = {source["url"] for source in page.data["sources"].values()}
    told = json.dumps({**page.data, "sources": {}}, ensure_ascii=False)
    assert links
    assert not re.search(r"https?://", told)


def test_page_policy_allows_its_own_script_and_style_only(folder: Path) -> None:
    """The browser would refuse a script that does not fit its digest, and the page would stay empty."""
    page = Page((folder / "chronicle.html").read_text(encoding="utf-8"))
    policy = next(a["content"] or "" for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    for tag, text in page.inside:
        if not text.startswith("{"):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


def test_script_never_writes_markup(folder: Path) -> None:
    """Texts go in as text; one innerHTML would make every text of the base a way in."""
    page = Page((folder / "chronicle.html").read_text(encoding="utf-8"))
    script = page.inside[-1][1]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(", script)


def test_hostile_text_stays_text(hostile_base: FactBase, small_base: FactBase) -> None:
    """No text can close the element in which the data stands, or begin another."""
    page, plain = Page(FILES["chronicle.html"](hostile_base)), Page(FILES["chronicle.html"](small_base))
    assert page.elements == plain.elements
    assert page.data["facts"][0]["en"]["title"] == HOSTILE
    data = page.inside[1][1]
    assert not set(data) & set("<>&\u2028\u2029")


def test_every_word_of_the_page_is_known(folder: Path) -> None:
    """A word without a phrase would show as 'undefined', in one language or in all."""
    page = Page((folder / "chronicle.html").read_text(encoding="utf-8"))
    named = {a[name] for _, a in page.elements for name in ("data-word", "data-label", "data-hint") if a.get(name)}
    used = named | set(re.findall(r"\bwords\.(\w+)", page.inside[-1][1]))
    for language in LANGUAGES:
        words = page.data["words"][language]
        assert used <= set(words)
        assert all(words.values())
        assert "{" not in words["intro"] + words["version"]
    for phrase in PAGE_WORDS.values():
        assert len({tuple(sorted(re.findall(r"\{\w+\}", phrase[language]))) for language in LANGUAGES}) == 1


def test_page_of_an_empty_base(small_base: FactBase) -> None:
    """A new base begins without facts, and its page must open all the same."""
    empty = replace(small_base, facts={}, sources={}, series={})
    assert Page(FILES["chronicle.html"](empty)).data["facts"] == []
    assert list(csv.reader(io.StringIO(FILES["series.csv"](empty))))[1:] == []
