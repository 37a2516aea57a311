"""Words torn apart, joined or turned round, doubled Han and years with a slip are put right, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.mending import Mender
from bot.matching.question import LONGEST_QUESTION
from bot.matching.spelling import Spelling
from bot.matching.text import fold

WORDS = [
    "guevara", "beijing", "delegation", "visit", "state", "visited", "president", "embassy", "trade",
    "bilateral", "credit", "sugar", "cuban", "havana", "jintao", "castro", "fidel", "presidente", "visito",
    "delegacion", "embajada", "comercio", "azucar", "cubano", "acuerdo", "hospital", "relaciones", "habana",
]  # fmt: skip
WRITTEN_HAN = "建立外交关系|格瓦拉第二次访华|国家主席胡锦涛访问古巴|古巴总统|贷款协议"
PAIRS = {run[i : i + 2] for run in WRITTEN_HAN.split("|") for i in range(len(run) - 1)}
KNOWN = PAIRS | {"1960", "2004", "60"}

# as typed: as meant
MENDED = {
    # two words run together
    "whichcuban president": "which cuban president",
    "whenwas guevara in beijing": "when was guevara in beijing",
    "statevisit": "state visit",
    "cuandovisito la habana": "cuando visito la habana",
    "ladelegacion": "la delegacion",
    "elacuerdo de azucar": "el acuerdo de azucar",
    "bilateralxtrade": "bilateral trade",
    # one word torn apart
    "guev ara in beijing": "guevara in beijing",
    "the del egation": "the delegation",
    "emb ajada en pekin": "embajada en pekin",
    "hu jin tao": "hu jintao",
    # the blank one letter too early or too late
    "fide lcastro": "fidel castro",
    "e lhospital": "el hospital",
    "statev isit": "state visit",
    "stat evisit": "state visit",
    # Han doubled or turned round
    "什么时候建立立外交关系": "什么时候建立外交关系",
    "外交关关系什么时候建立": "外交关系什么时候建立",
    "格瓦拉第次二访华": "格瓦拉第二次访华",
    "古巴统总访问过吗": "古巴总统访问过吗",
    # years
    "20223 trade": "2023 trade",
    "1690 embassy": "1960 embassy",
    "visit of 2104": "visit of 2014",
    "贷款协议19600年": "贷款协议1960年",
}
LEFT_ALONE = [
    "",
    "state visit of the cuban president",
    "la delegacion visito la habana",
    "hola que tal",
    "bejing",  # a single misspelt word is the spelling's business
    "qwrtzxcv",
    "x y z",
    "谢谢谢谢",
    "建立外交关系",
    "1960年1月",
    "20408 tonnes",  # years are doubled by nobody with a nought in between
    "60 million",
    "2014 2015",
    "1111 9999 123456",
]


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(Spelling(WORDS), KNOWN.__contains__)


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    return Finder(small_base)


@pytest.mark.parametrize("typed", MENDED)
def test_a_slip_between_words_is_put_right(mender: Mender, typed: str) -> None:
    """Whoever hits the space bar too late, or a key twice, would be told that nothing is known."""
    assert mender.mend(typed) == MENDED[typed]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_reads_well_or_no_better_stays(mender: Mender, text: str) -> None:
    """A right question would be turned into another one, and be answered as that."""
    assert mender.mend(text) == text


@pytest.mark.parametrize("digits", ["፩፪፫፬", "፩፪፫፬፭", "𐩀𐩁𐩂𐩃", "٢٠١٤", "²²²²", "①②③④"])
def test_digits_of_other_scripts_are_read_without_harm(finder: Finder, digits: str) -> None:
    """A question with numbers in Ethiopic or Arabic digits would end in an error instead of an answer."""
    for text in (digits, f"what happened in {digits}", f"{digits}年"):
        assert finder.decide(finder.read(text)).outcome


# as typed: what it is read as, with the words of the small base
READ = {
    "whenwas Guevara in Beijing": "when was guevara in beijing",
    "Guev ara in Beijing": "guevara in beijing",
    "cuandovisitó Hu Jintao": "cuando visito hu jintao",
    "中古什么时候建立立外交关系": "中古什么时候建立外交关系",
}


@pytest.mark.parametrize("typed", READ)
def test_a_question_is_read_mended(finder: Finder, typed: str) -> None:
    """The mending would be there, and no question would profit from it."""
    assert finder.read(typed).folded == READ[typed]


_PIECES = st.sampled_from(
    [*WORDS, "the", "of", "el", "de", "x", "zzqk", "1960", "19600", "建立", "关系", "交外", " ", "  ", "?", "\n"]
)
_TEXTS = st.one_of(
    st.text(max_size=200), st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=30).map("".join)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(_TEXTS)
def test_any_text_is_mended_without_error(mender: Mender, text: str) -> None:
    """A strange message would end in an error, or grow without bounds, and its sender would get no answer."""
    folded = fold(text)
    mended = mender.mend(folded)
    assert len(mended) <= 2 * len(folded) + 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "the", "in", "la", "1960", "2004"]), max_size=20))
def test_known_words_are_left_as_they_are(mender: Mender, words: list[str]) -> None:
    """The better somebody writes, the more would be spoilt."""
    text = " ".join(words)
    assert mender.mend(text) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=5), st.data())
def test_mending_what_is_mended_changes_nothing(mender: Mender, words: list[str], data: st.DataObject) -> None:
    """The same question, copied from the bot's own echo of it, would be read as yet another."""
    text = " ".join(words)
    at = data.draw(st.integers(0, len(text)))
    torn = data.draw(st.sampled_from([text[:at] + " " + text[at:], text[:at] + text[at + 1 :]]))
    mended = mender.mend(" ".join(torn.split()))
    assert mender.mend(mended) == mended


HOSTILE = {
    "letters without a blank": "qwertyuiopasdfghjklzxcvbnm" * 158,
    "a known word again and again": "guevara" * 600,
    "words that are all torn": "guev ara " * 456,
    "single letters": "a b " * 1024,
    "blanks": " " * 4096,
    "digits": "1" * 4096,
    "years with a slip": "20223 " * 683,
    "one Han character": "中" * 4096,
    "doubled Han": "建建立立" * 1024,
    "Han turned round": "交外系关" * 1024,
    "Han and letters in turn": "建a立b" * 1024,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_longest_message_is_mended_in_bounded_time(mender: Mender, finder: Finder, name: str) -> None:
    """One message made to be slow would keep everybody else waiting."""
    text = HOSTILE[name][:LONGEST_QUESTION]
    began = time.process_time()
    mender.mend(text)
    finder.read(text)
    assert time.process_time() - began < 2
