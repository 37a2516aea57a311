"""The bot's own words: plurals right, nothing said by a picture alone, no screen half in another language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from bot.answers.browsing import screen_at
from bot.answers.daily import ZONES, daily_screen, hours_in_zone_screen, hours_screen, zones_screen
from bot.answers.people import alike_screen, kinds_screen
from bot.answers.phrases import PHRASES, TABLES, say
from bot.answers.screens import Screen
from bot.answers.today import today_reply
from bot.answers.topics import topics_screen
from bot.answers.zones import zone_in_words
from bot.facts.base import FactBase, Knowledge
from bot.facts.model import HAN, LANGUAGES, Language
from tests.conftest import Golden

PLACEHOLDER = re.compile(r"\{\w+\}")
# What is written alike in every language: commands with their words, names of things, languages in their own words.
INTERNATIONAL = re.compile(
    r"/\w+(?: (?:on|off)\b)?|python -m bot[\w -]*|@\S+|\bUTC(?:[+-]\d+(?::\d\d)?)?\b|\b(?:Telegram|CSV|PNG|id)\b"
    r"|English|Español|中文",
    re.ASCII,
)
# Small words that stand in nearly every sentence of a language, and are no words of the other.
SMALL_WORDS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:the|of|and|is|are|this|that|in|to|with|page|facts?|topics?|names?|years|ago|day|at)\b", re.I
    ),
    "es": re.compile(
        r"\b(?:el|la|los|las|de|del|que|y|en|un|una|este|esta|con|página|hechos?|temas?|nombres?|hace|día)\b", re.I
    ),
}
# Without a singular of their own, as the number changes no other word in English or Spanish; so does one in brackets.
# Counted by several, so never one; "and more" goes with any number.
UNCHANGED = {"list_more", "chart_counted", "chart_counted_each"}
COUNTED = [key for key, words in PHRASES.items() if "{count}" in words["en"].replace("({count})", "")]
TODAY = date(2026, 9, 28)


def own_words(text: str) -> str:
    """A text without what is written alike in all languages."""
    return INTERNATIONAL.sub(" ", PLACEHOLDER.sub(" ", text))


def foreign(text: str, language: Language) -> list[str]:
    """The pieces of a text that are plainly of another language."""
    if language == "zh":
        return re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)
    other: Language = "es" if language == "en" else "en"
    text = re.sub(r"\b[A-Z]{1,4}\b", " ", text)  # the UN; letters of an index
    return [*HAN.findall(text), *SMALL_WORDS[other].findall(text)]


def without_pictures(text: str) -> str:
    """A text as a screen reader tells it that passes over emoji, arrows and other signs."""
    return "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Sm", "Cf", "Co", "Cs"))


def test_no_sentence_takes_the_place_of_another() -> None:
    """Two screens that name their sentences alike would show one of them on both, or fail."""
    keys = [key for table in TABLES for key in table]
    assert sorted(keys) == sorted(PHRASES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PHRASES)
def test_each_sentence_is_of_its_language(key: str, language: Language) -> None:
    """A sentence would stay in English when the others were translated."""
    assert foreign(own_words(PHRASES[key][language]), language) == []


@pytest.mark.parametrize("key", PHRASES)
def test_nothing_is_said_by_a_picture_alone(key: str) -> None:
    """Who listens to the screen would hear nothing, or a button without a name."""
    for words in PHRASES[key].values():
        left = without_pictures(words)
        assert re.search(r"\w", left), "only pictures"
        assert not re.search(r"[\U0001F000-\U0001FAFF\u2600-\u27BF]", words) or len(re.findall(r"\w", left)) > 3


@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
@pytest.mark.parametrize("key", COUNTED)
def test_one_is_singular_and_all_else_plural(key: str, number: int) -> None:
    """A reader would see "1 facts", or "One fact" for twenty-one."""
    assert key in UNCHANGED or f"{key}_one" in PHRASES
    for language in LANGUAGES:
        form = PHRASES[f"{key}_one" if number == 1 and key not in UNCHANGED else key][language]
        values = {name[1:-1]: "x" for name in PLACEHOLDER.findall(PHRASES[key][language])} | {"count": number}
        assert say(key, language, **values) == form.format(**values)
        assert number == 1 or str(number) in say(key, language, **values)


def texts_of(screen: Screen) -> Iterator[str]:
    """All that stands on a screen."""
    yield from filter(None, (screen.lead, *screen.lines, screen.note))
    yield from (link.label for row in screen.rows for link in row)


def words_of_the_base(base: FactBase, language: Language) -> re.Pattern[str]:
    """Names, titles and descriptions as the base writes them in this language; they hold names in any script."""
    known = {entity.name[language] for entity in base.entities.values()}
    known |= {topic.name[language] for topic in base.topics.values()} | {
        fact.title[language] for fact in base.facts.values()
    }
    known |= {entity.description[language] for entity in base.entities.values() if entity.description}
    return re.compile("|".join(re.escape(words) for words in sorted(known, key=len, reverse=True)))


def screens(base: FactBase, language: Language) -> Iterator[Screen]:
    """Every screen of topics and names, but of the names one page of each letter."""
    to_visit, seen = ["t.1", "n"], set[str]()
    while to_visit:
        place = to_visit.pop()
        if place in seen:
            continue
        seen.add(place)
        screen = screen_at(place, base, language)
        assert screen
        yield screen
        links = [link.place for row in screen.rows for link in row if not link.place.startswith("o.")]
        names = [place for place in links if place.startswith("e.")][:1]
        to_visit += [place for place in links if not place.startswith("e.")] + names
    yield topics_screen(base, 1, language, say("topics_unknown", language))
    yield kinds_screen(base, language, say("people_unknown", language))
    yield alike_screen(base, list(base.entities.values())[:3], language)


def daily_screens(language: Language) -> Iterator[Screen]:
    """Every screen of daily posts."""
    yield daily_screen(None, "", language)
    yield hours_screen(language)
    for zone in ZONES:
        yield daily_screen(9, zone, language)
        yield hours_in_zone_screen(zone, language)
        yield zones_screen(9, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_is_half_translated(real_knowledge: Knowledge, language: Language) -> None:
    """A label or a date would appear in another language between the reader's own."""
    base = real_knowledge.base
    known = words_of_the_base(base, language)
    shown = 0
    for screen in [*screens(base, language), *daily_screens(language)]:
        for text in texts_of(screen):
            rest = own_words(known.sub(" ", text))
            for zone in ZONES:
                rest = rest.replace(zone_in_words(zone, language), " ")
            assert foreign(rest, language) == [], text
            assert re.search(r"\w", without_pictures(text)), text
            shown += 1
    assert shown > 1000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [date(2026, 9, 28), date(2026, 2, 3), date(2024, 2, 29), date(2026, 5, 5)], ids=str)
def test_no_day_is_half_translated(real_knowledge: Knowledge, day: date, language: Language) -> None:
    """A day's list would mix the reader's language with another."""
    base = real_knowledge.base
    reply = today_reply(base, day, TODAY, language)
    known = words_of_the_base(base, language)
    for text in (reply.lead, *reply.lines, reply.note, *(choice.label for choice in reply.choices)):
        assert foreign(own_words(known.sub(" ", text)), language) == []
    assert reply.lead


def shown(screen: Screen) -> str:
    """A screen as it is read."""
    rows = (" ".join(f"[{link.label}]" for link in row) for row in screen.rows)
    return "\n".join([screen.lead, *screen.lines, *filter(None, [screen.note]), *rows])


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_daily_posts_and_menus_read(golden: Golden, language: Language) -> None:
    """A native reader would stumble over what Telegram shows of the bot, or over how daily posts are set."""
    own = [key for key in PHRASES if key.startswith(("profile_", "menu_"))]
    own += ["daily_ended", "daily_unclear", "daily_administrators", "daily_note"]
    screens = islice(daily_screens(language), 5)
    parts = [*map(shown, screens), *(f"{key}: {PHRASES[key][language]}" for key in own)]
    golden(f"daily-and-menus.{language}.txt", "\n\n".join(parts) + "\n")
