"""Text as the matcher sees it: folded, cut into words, reduced to stems, Han bigrams and character n-grams."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc
import snowballstemmer

HAN_RANGE = "\u3400-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{HAN_RANGE}]")
_WORD = re.compile(f"[{HAN_RANGE}]+|[^\\W_{HAN_RANGE}]+")
_GROUPED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?![\d.,]\d|\d)")
_SHORT_POWER = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s?(m|mn|mln|bn|k)\b")
_POWERS = {"m": "million", "mn": "million", "mln": "million", "bn": "billion", "k": "thousand"}
# Combining accents; soft hyphen, zero-width characters and marks of direction; controls other than white space.
_LEFT_OUT = re.compile(
    "[\u0300-\u036f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
# Left on the next word, the units of a date would make pairs with it that mean nothing: 1959年访华.
_HAN_OF_DATES = re.compile(r"(?<=\d)\s?(?:年代|年份|年|月份|月|日|号)")
HAN_STOP = re.compile(
    "什么时候|什么时间|是什么时候|哪一年|哪年|哪一天|哪天|哪个月|几月几日|几月|几号|何时|何年|何地|请问|请教|知道|为什么|为何|怎么回事|怎么样|怎么|"
    "怎样|如何|是不是|有没有|是否|多少|哪里|哪儿|哪个|哪些|哪几|哪位|哪|什么|甚么|啥时候|啥|谁|是谁|几个|几次|吗|呢|吧|呀|啊|么|的|了|是|与|到底|究竟|来着|一下"
)
_SNOWBALL = {"en": "english", "es": "spanish"}


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_SNOWBALL[language])


def has_han(text: str) -> bool:
    """Whether any Chinese character occurs."""
    return bool(_HAN.search(text))


def is_han(word: str) -> bool:
    """Whether a word (as words_of cuts them) is a run of Han: words are either Han or free of it."""
    return word[0] >= "\u3400" and bool(_HAN.match(word))


def fold(text: str) -> str:
    """The text without what people leave out or vary in haste.

    NFKC, lower case, accents off (not on Han), traditional Chinese to simplified, control and zero-width characters
    out, grouped digits joined (20,408 and 20.408 become 20408), $80m written out (80 million).
    """
    if text.isascii():
        plain = text.lower()
        return _figures_in_full(plain) if any(map(str.isdigit, plain)) else plain
    text = unicodedata.normalize("NFKC", text).lower()
    if has_han(text):
        text = _to_simplified().convert(text)
    text = _LEFT_OUT.sub("", unicodedata.normalize("NFD", text))
    return _figures_in_full(unicodedata.normalize("NFC", text))


def _figures_in_full(text: str) -> str:
    return _SHORT_POWER.sub(lambda m: f"{m[1]} {_POWERS[m[2]]}", _GROUPED_NUMBER.sub(_join_digits, text))


def _join_digits(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found.group())


def words_of(folded: str) -> list[str]:
    """The words of a folded text in order: runs of letters and digits, and runs of Han; 年, 月, 日 after digits are none."""
    return _WORD.findall(_HAN_OF_DATES.sub(" ", folded) if has_han(folded) else folded)


def first_words(folded: str, most: int) -> str:
    """The beginning of a folded text, up to so many words; two Han count as a word, so that a run of them does not take
    unbounded time."""
    left = 2 * most
    for word in _WORD.finditer(folded):
        taken = min(len(word.group()), left) if is_han(word.group()) else 2
        left -= taken
        if left <= 0:
            return folded[: word.start() + taken] if is_han(word.group()) else folded[: word.end()]
    return folded


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The snowball stem of a folded word; Chinese and numbers are their own stems."""
    if language not in _SNOWBALL or len(word) < 3 or not word.isalpha() or is_han(word):
        return word
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=20_000)
def han_pieces(run: str) -> tuple[str, ...]:
    """A run of Han without the words that only ask or join, so that no pair straddles them."""
    return tuple(piece for piece in HAN_STOP.split(run) if piece)


@lru_cache(maxsize=20_000)
def han_bigrams(run: str) -> tuple[str, ...]:
    """The overlapping pairs of Han in a run, within its pieces; a piece of one character is its own pair."""
    pairs: list[str] = []
    for piece in han_pieces(run):
        pairs += [piece[i : i + 2] for i in range(len(piece) - 1)] or [piece]
    return tuple(pairs)
