"""The screens of topics and names: every button leads somewhere, and back; nothing is out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.browsing import screen_at
from bot.answers.initials import index_key, initial
from bot.answers.people import FEW, alike_screen, names_like
from bot.answers.screens import ENTRIES, Screen, page_of
from bot.answers.topics import topic_named, topics_screen
from bot.facts.base import FactBase, Knowledge, fact_key
from bot.facts.model import LANGUAGES, Entity, Fact, Language, Text
from bot.matching.finder import Finder
from tests.conftest import Golden

LONGEST_DATA = 64
INITIALS = {
    "Hu Jintao": "H", "Óscar": "O", "ñico": "N", "“Belt and Road”": "B", "《Granma》": "G", "3M": "#", "…": "#", "": "#",
    "胡锦涛": "H", "习近平": "X", "曾庆红": "Z", "《人民日报》": "R", "古巴": "G", "阿尔瓦": "A", "座": "Z", "寰球": "#",
    "周恩来": "Z", "一带一路": "Y", "毛泽東": "M",
}  # fmt: skip
# In three languages, misspelt, by another name, by a kind of event; None where no topic is named.
TOPICS = {
    "diplomacy": "diplomacy", "Diplomacia": "diplomacy", "外交": "diplomacy", "diplomcay": "diplomacy",
    "relaciones diplomáticas": "diplomacy", "xyzzy": None, "": None, "!?": None,
}  # fmt: skip
NAMES: dict[str, tuple[str, ...]] = {
    "Hu Jintao": ("hu-jintao",),
    "hu jintoa": ("hu-jintao",),
    "胡锦涛": ("hu-jintao",),
    "Hu": ("hu-jintao",),
    "Che": ("ernesto-che-guevara",),
    "guev": ("ernesto-che-guevara",),
    "锦涛": ("hu-jintao",),
    "xyzzy": (),
    "": (),
    "?!": (),
}


def crowded(base: FactBase, names: int = 60, facts: int = 40) -> FactBase:
    """A base with so many facts and people that pages and letters are needed."""
    some = base.facts["mao-guevara-meeting-1960-11-19"].model_dump()
    person = base.entities["hu-jintao"].model_dump()
    made = {
        f"fact-{n}": Fact(**some | {"id": f"fact-{n}", "entities": ["hu-jintao", f"person-{n % names}"]})
        for n in range(facts + names)
    }
    people = {
        f"person-{n}": Entity(
            **person
            | {
                "id": f"person-{n}",
                "name": {
                    "en": f"{'ABCD'[n % 4]}nn {n}",
                    "es": f"{'ABCD'[n % 4]}na {n}",
                    "zh": f"{'安白曹邓'[n % 4]}娜{n}",
                },
            }
        )
        for n in range(names)
    }
    return replace(base, facts={**base.facts, **made}, entities={**base.entities, **people})


@pytest.fixture(scope="module")
def big(small_base: FactBase) -> FactBase:
    return crowded(small_base)


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.fixture(scope="module")
def real_finder(finder: Finder, real_knowledge: Knowledge) -> Finder:
    """Reads with the words of the small base, which is quick to build, and knows the topics of the shipped one."""
    reading = copy(finder)
    reading.base = real_knowledge.base
    return reading


def walked(base: FactBase, language: Language) -> dict[str, Screen]:
    """Every place that can be reached, with its screen."""
    found: dict[str, Screen] = {}
    to_visit = ["t.1", "n"]
    while to_visit:
        place = to_visit.pop()
        if place in found:
            continue
        screen = screen_at(place, base, language)
        assert screen is not None, f"a button leads to {place}, where nothing is"
        found[place] = screen
        to_visit += [link.place for row in screen.rows for link in row]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_to_a_screen_and_every_fact_is_within_reach(big: FactBase, language: Language) -> None:
    """A reader would press a button that does nothing, or never come upon some of the facts."""
    screens = walked(big, language)
    assert {screen.fact.id for screen in screens.values() if screen.fact} == set(big.facts)
    shown = {place.split(".")[1] for place in screens if place.startswith("e.")}
    assert shown == {fact_key(entity) for entity, facts in big.facts_of_entity.items() if facts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_keep_within_their_limits(big: FactBase, language: Language) -> None:
    """Telegram would refuse a screen, or a page would be too long to be taken in at a glance."""
    for place, screen in walked(big, language).items():
        links = [link for row in screen.rows for link in row]
        assert all(len(f"p:{link.place}:{language}".encode()) <= LONGEST_DATA for link in links)
        assert all(link.label.strip() and len(link.label) <= 80 for link in links)
        assert len(screen.lines) <= ENTRIES
        if place.startswith("n.") and place.count(".") == 3:
            assert sum(link.place.startswith("e.") for link in links) <= ENTRIES
        above = [link for link in links if not link.place.startswith("o." if place.startswith("e.") else ("o.", "e."))]
        assert place in ("t.1", "n") or above or screen.fact, "there is no way back"
        assert screen.fact is None or len(links) == 1


def test_the_longest_ids_of_the_shipped_base_fit_the_buttons(real_knowledge: Knowledge) -> None:
    """A new kind of name with a long id would break its buttons on the day it is added."""
    base = real_knowledge.base
    for language in LANGUAGES:
        for root in ("t.1", "t.2", "n"):
            screen = screen_at(root, base, language)
            assert screen
            for link in (link for row in screen.rows for link in row):
                assert screen_at(link.place, base, language)
                assert len(f"p:{link.place}.#.99:{language}".encode()) <= LONGEST_DATA


def test_a_fact_leads_back_to_the_page_it_was_opened_from(big: FactBase) -> None:
    """Who opens the twentieth fact would be put back to the first page each time."""
    page = screen_at(f"e.{fact_key('hu-jintao')}.3", big, "en")
    assert page
    opened = screen_at(page.rows[0][0].place, big, "en")
    assert opened
    assert opened.fact
    assert opened.rows[-1][0].place == f"e.{fact_key('hu-jintao')}.3"
    assert opened.rows[-1][0].label == "Back to: Hu Jintao"


def test_a_name_leads_back_to_its_letter_and_page(big: FactBase) -> None:
    """Whoever looks through the Cs would start again at A after each name."""
    listed = screen_at("n.person.C.2", big, "en")
    assert listed
    name = screen_at(listed.rows[0][0].place, big, "en")
    assert name
    assert name.rows[-1][0].place == "n.person.C.2"


def test_a_name_tells_who_it_is_and_all_its_facts_by_date(big: FactBase) -> None:
    """Facts on one person would be missing, or out of order; who it is would not be said."""
    base = replace(
        big, entities={**big.entities, "hu-jintao": big.entities["hu-jintao"].model_copy(update={"description": Text(
            en="President of China from 2003 to 2013.", es="Presidente de China de 2003 a 2013.", zh="中国国家主席。",
        )})},
    )  # fmt: skip
    pages = [screen_at(f"e.{fact_key('hu-jintao')}.{number}", base, "en") for number in (1, 2)]
    assert pages[0]
    assert pages[1]
    count = len(base.facts_of_entity["hu-jintao"])
    assert pages[0].lead == f"Hu Jintao: President of China from 2003 to 2013.\n{count} facts, oldest first:"
    assert pages[0].note.startswith("Page 1 of ")
    numbers = [int(line.split(".")[0]) for page in pages if page for line in page.lines]
    assert numbers == list(range(1, 17))


GONE = [
    "t.0000000000.1",
    "e.0000000000.1",
    "o.0000000000.t.0000000000",
    "n.person.Q.1",
    "n.nobody.A.1",
    "t.x",
    "t.",
    "",
]
NONSENSE = ["t.-1", "t.1.2.3.4", "n.person", "x", ".", "...", "t.²", "t.99999", "o", "e", "n.all", "t.１", "n.person.."]


@pytest.mark.parametrize("place", GONE)
def test_what_is_gone_gives_no_screen(small_base: FactBase, place: str) -> None:
    """After a reload a button would open the wrong list, or crash."""
    assert screen_at(place, small_base, "en") is None


@given(place=st.one_of(st.sampled_from(GONE + NONSENSE), st.text(alphabet="tneo.1290#Mall人", max_size=30)))
def test_no_button_data_breaks_the_walk(small_base: FactBase, place: str) -> None:
    """Forged button data would raise an exception."""
    screen = screen_at(place, small_base, "en")
    assert screen is None or screen.lead or screen.fact


def test_a_page_that_is_gone_is_the_last_one(big: FactBase) -> None:
    """After a reload with fewer facts the last page would be empty."""
    screen = screen_at(f"e.{fact_key('hu-jintao')}.999", big, "en")
    assert screen
    assert screen.lines


@given(count=st.integers(0, 100), number=st.integers(-3, 30))
def test_pages_hold_everything_once(count: int, number: int) -> None:
    """An entry would be on two pages, or on none."""
    pages = page_of(range(count), 1).count
    held = [item for n in range(1, pages + 1) for item in page_of(range(count), n).items]
    assert held == list(range(count))
    page = page_of(range(count), number)
    assert 1 <= page.number <= page.count


@pytest.mark.parametrize(("name", "letter"), INITIALS.items(), ids=list(INITIALS))
def test_initials(name: str, letter: str) -> None:
    """A name would stand under a letter where nobody looks for it."""
    assert initial(name) == letter


def test_chinese_names_are_sorted_by_pinyin() -> None:
    """Within a letter Chinese names would come in no order that a reader knows."""
    assert sorted(["毛泽东", "马致远", "习近平", "安娜", "Ma Hui"], key=index_key)[0] == "安娜"
    assert sorted(["毛泽东", "马致远", "孟凡"], key=index_key) == ["马致远", "毛泽东", "孟凡"]


def test_nearly_all_names_of_the_base_have_a_letter(real_knowledge: Knowledge) -> None:
    """Many names would be hidden under Other."""
    for language in LANGUAGES:
        initials = [initial(entity.name[language]) for entity in real_knowledge.base.entities.values()]
        assert initials.count("#") < len(initials) / 50


@pytest.mark.parametrize(("text", "topic"), TOPICS.items(), ids=list(TOPICS))
def test_topics_by_name(finder: Finder, text: str, topic: str | None) -> None:
    """/topics with a word behind it would show the whole list again, or another topic."""
    found = topic_named(finder, text, "en")
    assert (found and found.id) == topic


@pytest.mark.parametrize(("text", "expected"), NAMES.items(), ids=list(NAMES))
def test_names_by_what_is_typed(finder: Finder, text: str, expected: tuple[str, ...]) -> None:
    """/people with half a name or a slip of the pen would find nobody, or somebody else."""
    assert tuple(entity.id for entity in names_like(finder, text, "en")) == expected


# On the shipped base: a kind of event leads to the topic that most of its facts belong to.
KINDS = {"préstamos": "debt-and-finance", "loans": "debt-and-finance", "贷款": "debt-and-finance", "azúcar": "trade",
         "vaccines": "health-and-biotech", "间谍": "military-and-intelligence", "football": None}  # fmt: skip


@pytest.mark.parametrize(("text", "topic"), KINDS.items(), ids=list(KINDS))
def test_topics_by_a_kind_of_event(real_finder: Finder, text: str, topic: str | None) -> None:
    """/topics sugar would know of no such thing, as no topic is called so."""
    found = topic_named(real_finder, text, "es")
    assert (found and found.id) == topic


def test_a_shared_name_offers_all_who_have_it(finder: Finder) -> None:
    """/people castro would show one brother, as if there were no other."""
    assert {entity.id for entity in names_like(finder, "castro", "en")} >= {"fidel-castro", "raul-castro"}


def _text_of(screen: Screen | None) -> Iterator[str]:
    assert screen is not None
    yield from filter(None, (screen.lead, *screen.lines, screen.note))
    yield from (" ".join(f"[{link.label}]" for link in row) for row in screen.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_the_screens_read(big: FactBase, finder: Finder, golden: Golden, language: Language) -> None:
    """A native reader would stumble over a screen; a screen would be half in another language."""
    assert FEW < 60
    topic = fact_key("visits")
    places = ("t.1", f"t.{topic}.1", f"t.{topic}.2", "n", "n.person", "n.person.B.1", "n.person.B.2", "n.place")
    screens = [screen_at(place, big, language) for place in (*places, f"e.{fact_key('hu-jintao')}.2")]
    names = names_like(finder, "castro", language)
    screens += [alike_screen(finder.base, names, language), topics_screen(big, 1, language)]
    golden(f"browsing.{language}.txt", "\n\n====\n\n".join("\n".join(_text_of(screen)) for screen in screens) + "\n")
