"""What stands around an answer: related facts, the chronicle, citations, single messages, reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.citation import MOST_COPIED, bibliography, citation, language_name, shortened
from bot.answers.html import telegram_html
from bot.answers.one_message import one_message
from bot.answers.phrases import say
from bot.answers.related import MOST_RELATED, earlier, later, related
from bot.answers.reply import Reply, fact_reply
from bot.answers.why import how_it_fitted
from bot.facts.base import FactBase, Knowledge
from bot.facts.checks import utf16_length
from bot.facts.model import LANGUAGES, Language, Source
from bot.matching.decision import Decision, Outcome
from bot.matching.finder import Finder
from tests.fake_bot_api.formatting import parse_html

MAO = "mao-guevara-meeting-1960-11-19"
CHE_1965 = "guevara-second-visit-to-beijing-february-1965"
IN_2004 = "hu-jintao-state-visit-november-2004"
IN_2008 = "hu-jintao-state-visit-november-2008"
LINK = "https://t.me/china_cuba_bot?start=f_0123456789"

RELATED = {MAO: CHE_1965, CHE_1965: MAO, IN_2004: IN_2008, IN_2008: IN_2004}

SOURCE = Source(id="a", title="A title", publisher="Granma", url="https://a.example/b", language="es", kind="news")
CITED: dict[Language, str] = {
    "en": "Granma: A title, 1 May 1960. https://a.example/b",
    "es": "Granma: A title, 1 de mayo de 1960. https://a.example/b",
    "zh": "Granma: A title, 1960年5月1日. https://a.example/b",
}

# outcome, reason, whether the fact is the one found → what is said of it
FITTED: dict[str, tuple[Outcome, str, bool, str]] = {
    "word for word": ("answer", "exact", True, "why_exact"),
    "best": ("answer", "", True, "why_best"),
    "follow-up": ("answer", "follow-up", True, "why_best"),
    "chosen": ("choices", "unsure", True, "why_chosen"),
    "of a list": ("list", "list", True, "why_chosen"),
    "nearest": ("closest", "time", True, "why_closest"),
    "walked to": ("answer", "exact", False, "why_opened"),
}


@pytest.mark.parametrize(("fact_id", "nearest"), RELATED.items(), ids=list(RELATED))
def test_the_most_related_fact_comes_first(small_base: FactBase, fact_id: str, nearest: str) -> None:
    """Next to one visit of a president, something that has nothing to do with it would be recommended."""
    assert related(small_base.facts[fact_id], small_base)[0].id == nearest


def test_related_facts_are_others_and_few(real_knowledge: Knowledge) -> None:
    """A fact would be recommended next to itself, or twice, or next to dozens."""
    base = real_knowledge.base
    for fact in list(base.facts.values())[::20]:
        found = related(fact, base)
        assert fact not in found
        assert len(found) == len({other.id for other in found}) <= MOST_RELATED


def test_the_chronicle_is_walked_without_a_gap(small_base: FactBase) -> None:
    """Walking on, a reader would miss facts or go in a circle."""
    facts = list(small_base.facts.values())
    for fact, following in zip(facts, [*facts[1:], None], strict=True):
        assert later(fact, small_base) == following
        if following:
            assert earlier(following, small_base) == fact
    assert earlier(facts[0], small_base) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_in_each_language(language: Language) -> None:
    """A copied citation would have its date in another language."""
    assert citation(SOURCE.model_copy(update={"published": "1960-05-01"}), language) == CITED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_can_be_copied(real_knowledge: Knowledge, language: Language) -> None:
    """Telegram would refuse the whole message for one citation that is too long."""
    for source in real_knowledge.base.sources.values():
        text = citation(source, language)
        assert 1 <= utf16_length(text) <= MOST_COPIED
        assert text.startswith(source.publisher[:40])
        assert source.url in text or utf16_length(source.url) > MOST_COPIED // 2


def test_a_long_title_gives_way_to_the_address() -> None:
    """A citation would end in the middle of its address."""
    text = citation(SOURCE.model_copy(update={"title": "Words and words " * 40}), "en")
    assert text.endswith("…, undated. https://a.example/b")


@given(st.text(max_size=400), st.integers(2, 300))
@settings(max_examples=200)
def test_shortened_text_fits(text: str, longest: int) -> None:
    """An emoji would be cut in half, or a title be longer than Telegram takes."""
    short = shortened(text, longest)
    assert utf16_length(short) <= longest
    short.encode("utf-16-le")
    assert short == " ".join(text.split()) or short.endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bibliography_says_all_that_is_known(small_base: FactBase, language: Language) -> None:
    """A source's kind, language or archived copy would be known and not be told."""
    fact = small_base.facts[MAO]
    archived = SOURCE.model_copy(
        update={"id": fact.sources[0], "archived": "https://web.archive.org/x", "mirror": True, "title": "<A> & B"}
    )
    base = replace(small_base, sources={**small_base.sources, archived.id: archived})
    _, entry, *_ = bibliography(fact, base, language)
    shown, entities = parse_html(entry)
    for words in (
        "<A> & B", "Granma", say("undated", language), say("kind_news", language), language_name("es", language),
        say("mirror", language), say("archived_copy", language), "a.example/b",
    ):  # fmt: skip
        assert words in shown
    assert [e["url"] for e in entities if e["type"] == "text_link"] == [archived.url, archived.archived]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits_into_one_message(real_knowledge: Knowledge, language: Language) -> None:
    """A fact sent inline would be cut."""
    base = real_knowledge.base
    for fact in base.facts.values():
        reply = fact_reply(fact, base, language)
        assert [one_message(reply, LINK)] == telegram_html(reply)


@given(st.lists(st.text(alphabet="ab <&>'é古🇨🇺\n", min_size=1, max_size=900), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_what_does_not_fit_is_cut_and_linked(lines: list[str]) -> None:
    """A long list would be refused by Telegram, or end without a word that there is more."""
    reply = Reply("list", "en", lead="Lead", lines=tuple(lines))
    text = one_message(reply, LINK)
    shown, entities = parse_html(text)
    assert utf16_length(text) <= 4096
    is_cut = len(telegram_html(reply)) > 1
    assert ([e["url"] for e in entities] == [LINK]) == is_cut
    assert shown.startswith("Lead")


@pytest.mark.parametrize(("outcome", "reason", "found", "key"), FITTED.values(), ids=list(FITTED))
def test_how_a_fact_fitted(
    small_base: FactBase, small_finder: Finder, outcome: Outcome, reason: str, found: bool, key: str
) -> None:
    """A fact that was merely near would be said to be what was asked for."""
    fact, other = small_base.facts[MAO], small_base.facts[CHE_1965]
    question = small_finder.read("Mao")
    decision = Decision(outcome, question, (fact,) if found else (other,), reason=reason)
    assert how_it_fitted(decision, fact, "en") == say(key, "en")


@pytest.fixture(scope="module")
def small_finder(small_base: FactBase) -> Finder:
    """A finder over the small base."""
    return Finder(small_base)
