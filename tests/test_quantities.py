"""The amounts that a question names, in figures and in words, by which a wrong premise is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.quantities import is_among, quantities_in, small_number
from bot.matching.text import fold
from bot.matching.times import read_times

# text: the amounts meant
AMOUNTS: dict[str, set[float]] = {
    # figures
    "400 engineers": {400},
    "20,408 bicycles": {20408},
    "1.000.000 bicicletas": {1_000_000},
    "约400名代表": {400},
    "5k buses": {5000},
    "0.5 million tonnes": {500_000},
    "9 million": {9_000_000},
    "28万吨": {280_000},
    "1.5亿美元": {150_000_000},
    "2 mil millones de dólares": {2_000_000_000},
    # words
    "ten ships": {10},
    "a dozen ships": {12},
    "doce médicos": {12},
    "once médicos": {11},
    "twenty thousand": {20_000},
    "veinte mil": {20_000},
    "thirty-two": {32},
    "treinta y dos": {32},
    "twenty five thousand": {25_000},
    "a hundred doctors": {100},
    "un millón de toneladas": {1_000_000},
    "half a million": {500_000},
    "medio millón": {500_000},
    "二十辆": {20},
    "十二": {12},
    "一千二百": {1200},
    "一百万": {1_000_000},
    "半百万吨": {500_000},
    "三千五百万": {35_000_000},
    "两亿五千万": {250_000_000},
    "一万亿": {1_000_000_000_000},
    # no amounts
    "3 buses": set(),
    "三次": set(),
    "the sixties": set(),
    "China once lent money": set(),
    "what it once was": set(),
    "19 November": set(),
    "el 28 de septiembre": set(),
    "11月19日": set(),
    "十月": set(),
    "in 1960": set(),
    "1960年": set(),
    "": set(),
}
# asked, told: whether what is told bears it out
BORNE_OUT = {
    ("60 million", "a loan of 60 million dollars"): True,
    ("the 60 loan", "a loan of 60 million dollars"): True,
    ("half a million tonnes", "500,000 toneladas"): True,
    ("半百万吨", "500,000 tonnes"): True,
    ("两亿五千万", "250 million"): True,
    ("half a million tonnes", "50,000 tonnes"): False,
    ("70 million", "60 million"): False,
    ("二十", "30 doctors"): False,
}


def _asked(text: str) -> frozenset[float]:
    return quantities_in(read_times(fold(text)).rest)


@pytest.mark.parametrize("text", AMOUNTS)
def test_the_amounts_of_a_text(text: str) -> None:
    """A wrong figure in a question would not be noticed, or a right one be taken for wrong."""
    assert _asked(text) == AMOUNTS[text]


@pytest.mark.parametrize("text", ["60 million", "a loan of 60 mil", "$80m"])
def test_a_figure_with_its_scale_counts_in_full(text: str) -> None:
    """Sixty million and sixty thousand would be the same to the bot."""
    assert max(_asked(text)) == {"60 million": 6e7, "a loan of 60 mil": 6e4, "$80m": 8e7}[text]


@pytest.mark.parametrize(("asked", "told"), BORNE_OUT, ids=[f"{asked} / {told}" for asked, told in BORNE_OUT])
def test_whether_a_text_bears_an_amount_out(asked: str, told: str) -> None:
    """Whoever asks after "the half a million tonnes" would be given 50,000 as if these were meant."""
    assert all(is_among(amount, _asked(told)) for amount in _asked(asked)) is BORNE_OUT[asked, told]


_PARTS = st.sampled_from(
    [
        *"0123456789.,",
        " ",
        "mil",
        "millones",
        "million",
        "y",
        "dos",
        "thirty",
        "-",
        "half a",
        "半",
        *"一二两十百千万亿",
        "月",
        "日",
        "$",
        "k",
        "once",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(_PARTS, max_size=60).map("".join), st.lists(_PARTS, max_size=60).map(" ".join)
    )
)
def test_any_text_has_amounts_without_error(text: str) -> None:
    """A number in no good form would end in an error instead of an answer."""
    for amount in quantities_in(fold(text)):
        assert amount > 0
        assert isinstance(is_among(amount, [1.0, 6e7, 0.0]), bool)


@given(st.text(alphabet="0123456789万亿千百", min_size=300, max_size=400))
def test_numbers_beyond_measure_are_read(text: str) -> None:
    """Somebody who leans on a key would get an error."""
    quantities_in(text)


@given(st.integers(10, 999_999))
def test_every_number_is_among_itself(number: int) -> None:
    """A question that repeats the figure of a fact would be told that the figure is wrong."""
    assert is_among(number, quantities_in(fold(f"{number:,} tonnes")))


@pytest.mark.parametrize(
    ("word", "number"),
    [("4", 4), ("four", 4), ("cuatro", 4), ("四", 4), ("两", 2), ("十", 10), ("diez", 10), ("a", 0), ("年", 0)],
)
def test_small_numbers_in_words(word: str, number: int) -> None:
    """Four years later would be an error, or another year."""
    assert small_number(word) == number
