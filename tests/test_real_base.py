"""The shipped fact base: it passes every check, is complete in three languages, and holds what the project began from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.answers.html import telegram_html
from bot.answers.reply import fact_reply
from bot.facts.base import FactBase, Knowledge
from bot.facts.checks import CHECKS, LEAST_PHRASINGS, all_texts, utf16_length
from bot.facts.model import LANGUAGES, Language

# What the founding document states, and the facts that answer for it. Ids are permanent: links and buttons carry them.
FOUNDING_FACTS = {
    "Díaz-Canel met Xi in Beijing on 25 November 2022": ["diaz-canel-meets-xi-jinping-25-november-2022"],
    "the relationship goes back 62 years and has grown closer since 1989": [
        "relations-62-years-old-in-2022",
        "turning-points-of-rapprochement-1979-1988-1989",
    ],
    "it began while Cuba had normal relations with the United States, whose policy was patience": [
        "cuba-recognised-prc-september-1960-timeline",
        "us-patience-policy-claim-1960",
    ],
    "Xi exchanged messages with Raúl Castro and Díaz-Canel in September 2020": ["xi-messages-60th-anniversary-2020"],
    "Cuba recognised the People's Republic in September 1960": [
        "diplomatic-relations-established-1960-09-28",
        "first-declaration-of-havana-recognises-china-1960-09-02",
    ],
    "close collaboration from 1960 to 1964": ["close-cooperation-1960-1964"],
    "Guevara's delegation in China, November 1960": [
        "guevara-mission-to-china-november-1960",
        "mao-guevara-meeting-1960-11-19",
        "guevara-zhou-enlai-talks-1960-11-18",
    ],
    "Mao and Guevara dining, 1960": ["mao-dines-with-guevara-1960"],
    "relations of Cuba and the United States severed on 3 January 1961": ["us-cuba-relations-severed-1961-01-03"],
    "cooling in 1964, Havana siding with Moscow": ["relations-cooled-1964-cuba-sided-with-moscow"],
    "warming in 1989 after Tiananmen": ["cuba-backs-china-after-tiananmen-1989"],
    "perestroika and glasnost seen as threats": ["castro-rejects-perestroika-and-glasnost-1989"],
    "Li Peng and Fidel Castro in Havana, 1995": ["li-peng-meets-castro-at-havana-airport-october-1995"],
    "Soviet know-how in biotechnology, offered to China from the late 1980s": [
        "claim-soviet-bioweapons-know-how-in-cuban-biotech",
        "claim-biotech-knowledge-offered-to-china-late-1980s",
    ],
    "a formal agreement on monoclonal antibodies, 2002": [
        "monoclonal-antibody-agreement-2002",
        "biotech-pharmaceutical-joint-venture-beijing",
    ],
    "co-operation in the pandemic; Wuhan, December 2019": [
        "covid19-first-cases-reported-wuhan-2019",
        "interferon-alfa-2b-used-in-china-2020",
        "covid19-origin-undetermined-sago-2025",
    ],
    "1 July 2020: Cuba led the backing of the Hong Kong security law": ["cuba-hong-kong-security-law-statement-2020"],
}


@pytest.fixture(scope="module")
def base(real_knowledge: Knowledge) -> FactBase:
    """The shipped base, whether or not it passes."""
    return real_knowledge.base


def test_every_entry_is_well_formed(real_knowledge: Knowledge) -> None:
    """The bot would refuse to start."""
    assert [str(problem) for problem in real_knowledge.problems] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_base_passes_the_check(real_knowledge: Knowledge, check: object) -> None:
    """The bot would refuse to start, or a reader would get something unsourced, doubled or untranslated."""
    assert callable(check)
    assert [str(problem) for problem in check(real_knowledge)] == []


@pytest.mark.parametrize("stated", FOUNDING_FACTS)
def test_what_the_founding_document_states_is_there(base: FactBase, stated: str) -> None:
    """The questions that the project was made for would not be answered, or an old link would lead nowhere."""
    assert [fact for fact in FOUNDING_FACTS[stated] if fact not in base.facts] == []


def test_every_fact_is_complete_in_three_languages(base: FactBase) -> None:
    """A reader of one language would get an empty answer, or could not ask for it in his own words."""
    incomplete = [
        f"{fact.id}: {name}.{language}"
        for fact in base.facts.values()
        for name, text in all_texts(fact)
        for language in LANGUAGES
        if not text[language].strip()
    ] + [
        f"{fact.id}: questions.{language}"
        for fact in base.facts.values()
        for language in LANGUAGES
        if len(fact.questions[language]) < LEAST_PHRASINGS[language]
    ]
    assert incomplete == []


def test_the_base_spreads_over_periods_and_topics(base: FactBase) -> None:
    """Whole decades or themes would be missing without anybody noticing."""
    assert len(base.facts) >= 90
    assert {fact.topic for fact in base.facts.values()} == set(base.topics)
    decades = {fact.when.first_day.year // 10 * 10 for fact in base.facts.values()}
    assert decades >= set(range(1960, 2030, 10))


def test_no_date_lies_in_the_future_of_its_checking(base: FactBase) -> None:
    """A fact would be told as done before anybody could have read of it."""
    assert [f.id for f in base.facts.values() if f.when.first_day > date.fromisoformat(f.checked)] == []


def _messages(base: FactBase, language: Language) -> Iterator[tuple[str, list[str]]]:
    for fact in base.facts.values():
        yield fact.id, telegram_html(fact_reply(fact, base, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_fits_telegram_with_its_sources(base: FactBase, language: Language) -> None:
    """Telegram would refuse the answer, or a reader would see torn tags instead of links to the sources."""
    for fact_id, messages in _messages(base, language):
        assert all(0 < utf16_length(message) <= 4096 for message in messages), fact_id
        assert sum(message.count("<a href=") for message in messages) == len(base.facts[fact_id].sources), fact_id
        assert len(messages) == 1, fact_id
