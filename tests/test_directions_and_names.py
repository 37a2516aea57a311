"""Who acts for whom, what is asked for, and names: in another order, or with one Chinese character otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.names import Phrases, keys_of
from bot.matching.question import asked_in, direction_in
from bot.matching.text import fold, words_of

TO_CUBA, TO_CHINA = "china-to-cuba", "cuba-to-china"
DIRECTIONS = {
    "cuba lent china 60 million": TO_CHINA,
    "the money that China once lent Cuba": TO_CUBA,
    "the ship that china built": TO_CUBA,
    "the hospital cuba built in beijing": TO_CHINA,
    "money lent to cuba": TO_CUBA,
    "what did they donate to the Chinese": TO_CHINA,
    "le vendió cuba a china azúcar": TO_CHINA,
    "le vendió China a Cuba autobuses": TO_CUBA,
    "qué le dio China a Cuba": TO_CUBA,
    "vendió azúcar a China": TO_CHINA,
    "a Cuba le dio China": TO_CUBA,
    "古巴捐给中国什么": TO_CHINA,
    "中国捐给古巴什么": TO_CUBA,
    "古巴卖给中国": TO_CHINA,
    "中方赠送给古方": TO_CUBA,
    "古巴从中国获赠": TO_CUBA,
    # who is the giver is not said, or something else
    "中国赠送仪式": None,
    "was cuba given rice": None,
    "Cuba was lent money": None,
    "loans and gifts": None,
    "China and Cuba": None,
}
ASKED = {
    "when was it": {"when"},
    "¿en qué año?": {"when"},
    "何时建交": {"when"},
    "who signed it": {"who"},
    "¿quién lo firmó?": {"who"},
    "谁签的": {"who"},
    "how much sugar": {"amount"},
    "¿cuántas toneladas?": {"amount"},
    "多少吨糖": {"amount"},
    "in which city": {"where"},
    "¿dónde se reunieron?": {"where"},
    "在哪里会见": {"where"},
    "why did it cool": {"why"},
    "¿por qué se enfrió?": {"why"},
    "为什么变冷": {"why"},
    "who came, and when": {"who", "when"},
    "Xi in Havana": set(),
}
# who only asks who somebody is
WHO = {
    "who is Hu Jintao": "hu-jintao",
    "hu jintao who is he": "hu-jintao",
    "Hu Jintao quién es": "hu-jintao",
    "¿quién es Raúl Castro?": "raul-castro",
    "presidente Hu Jintao": "hu-jintao",
    "john kirby who is that": "john-kirby",
    "胡锦涛是谁": "hu-jintao",
    "谁是胡锦涛": "hu-jintao",
    "胡锦涛这人干嘛的": "hu-jintao",
    "胡锦涛是什么来头": "hu-jintao",
    "q cosa es Hu Jintao": "hu-jintao",
    "胡锦涛主席": "hu-jintao",
}
MORE_THAN_WHO = ["Hu Jintao age", "how old is Hu Jintao", "la esposa de Hu Jintao", "胡锦涛的年龄", "Hu Jintao in 2008"]

NAMES = (
    ("osvaldo-dorticos", "zh", "多尔蒂科斯"),
    ("osvaldo-dorticos", "zh", "奥斯瓦尔多·多尔蒂科斯"),
    ("xi-jinping", "zh", "习近平"),
    ("people-s-congress", "zh", "人民代表大会"),
)
NEARLY = {
    "多尔蒂科斯访华": {"osvaldo-dorticos"},
    "多尔迪科斯访华": {"osvaldo-dorticos"},
    "1961年多尔蒂克斯在北京": {"osvaldo-dorticos"},
    "多尔蒂科思和多尔蒂科斯": {"osvaldo-dorticos"},
    "多提科斯访华": set(),  # two otherwise
    "哆尔蒂科斯": set(),  # the first is never open
    "习进平访古": set(),  # too short: any other name would do
    "人民代表大楼": set(),  # no person
}


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.fixture(scope="module")
def names() -> Phrases:
    return Phrases(NAMES, spelt_variously=frozenset({"osvaldo-dorticos", "xi-jinping"}))


@pytest.mark.parametrize("text", DIRECTIONS)
def test_who_gives_to_whom(text: str) -> None:
    """Whoever asks what Cuba gave would be told what China gave, and believe it."""
    assert direction_in(" ".join(words_of(fold(text)))) == DIRECTIONS[text]


@pytest.mark.parametrize("text", ASKED)
def test_what_is_asked_for(finder: Finder, text: str) -> None:
    """Whoever asks why would get a fact that only says when, as a plain answer."""
    assert finder.read(text).asks == ASKED[text]
    assert asked_in("") == frozenset()


@pytest.mark.parametrize("text", WHO)
def test_who_somebody_is_in_any_order(finder: Finder, text: str) -> None:
    """Whoever asks who somebody is would get one fact out of all that name that person."""
    decision = finder.decide(finder.read(text))
    assert decision.entity
    assert (decision.outcome, decision.entity.id) == ("list", WHO[text])


@pytest.mark.parametrize("text", MORE_THAN_WHO)
def test_who_asks_more_than_a_name_gets_no_list_of_it(finder: Finder, text: str) -> None:
    """Whoever asks something of a person that is not known would be given everything else instead."""
    assert finder.decide(finder.read(text)).reason != "name"


@pytest.mark.parametrize("text", NEARLY)
def test_a_long_chinese_name_with_one_character_otherwise(names: Phrases, text: str) -> None:
    """Foreign names are written in several ways in Chinese; of all but one the bot would know nothing."""
    assert keys_of(names.find(words_of(fold(text)), "zh")) == NEARLY[text]


def test_a_name_read_so_counts_less(names: Phrases) -> None:
    """A guess at a name would weigh as much as the name itself."""
    assert [mention.likeness for mention in names.find(["多尔蒂科斯"], "zh")] == [1.0]
    assert [mention.likeness for mention in names.find(["多尔迪科斯"], "zh")] == [0.8]


@given(st.text(alphabet="多尔蒂科斯习近平人民a1 ", max_size=60))
def test_mentions_are_parts_of_the_text(text: str) -> None:
    """A name would be marked where it does not stand, and its words be taken out of the question."""
    words = words_of(fold(text))
    names = Phrases(NAMES, spelt_variously=frozenset({"osvaldo-dorticos"}))
    for mention in names.find(words, "zh"):
        assert mention.keys
        assert "".join(mention.words) in "".join(words)


@given(st.text(max_size=200))
def test_any_text_has_at_most_one_direction(text: str) -> None:
    """A strange message would end in an error."""
    assert direction_in(fold(text)) in (TO_CUBA, TO_CHINA, None)
