"""Words that a slip tore apart, ran together or turned round ("whichcuban", "e lhospital", 久永), put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.matching import cues
from bot.matching.framing import NEW_SUBJECT
from bot.matching.spelling import MOST_CORRECTED, Spelling
from bot.matching.text import HAN_RANGE, HAN_STOP, is_han
from bot.matching.times import is_year

_TOKEN = re.compile(f"[{HAN_RANGE}]+|[^\\W_{HAN_RANGE}]+")
# Words that only ask, and units of dates, make no pairs in the index.
_HAN_LEFT_ALONE = re.compile(f"({HAN_STOP.pattern}|[年月日号])")
_BETWEEN = re.compile(r"\s{1,2}")  # what a slip may put between two pieces of a word
_FUNCTION_WORDS = cues.STOP_WORDS["en"] | cues.STOP_WORDS["es"]
# Whatever a question is read by is a word, also where no fact has it.
_CUE_WORDS = frozenset(
    word
    for cue in (*vars(cues).values(), NEW_SUBJECT)
    if isinstance(cue, re.Pattern)
    for word in re.findall(r"(?<![\\a-z])[a-z]{3,}", cue.pattern)
)
SHORTEST_WHOLE = 5  # letters of a word that may be two
SHORTEST_PART = 1
SHORTEST_RUN = 6  # of Han: 谢谢 and 哈哈 are doubled on purpose
SHORTEST_APART = 3  # of two words with a letter too many between them
SHORTEST_TOLD = 4  # shorter words are known only when every text has them
# A mended reading must be known for so much more of its letters than what is written.
GAIN = 0.8
PRICE = 0.6  # of taking one word for two
NEARLY = 0.75  # from which similarity on a word counts as a known one that is misspelt


class Mender:
    """Mends a folded text with the words and pairs of Han that are written in a fact base."""

    def __init__(self, spelling: Spelling, knows: Callable[[str], bool]):
        """knows: whether a number, or a pair of Han, is written somewhere."""
        self._spelling = spelling
        self._knows = knows

    def mend(self, folded: str) -> str:
        """The text with torn and joined words put right; what reads well, or no better otherwise, stays as it is."""
        pieces: list[str] = []
        at, left = 0, MOST_CORRECTED
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(folded)]
        number = 0
        while number < len(tokens):
            start, end = tokens[number]
            pieces.append(folded[at:start])
            word = folded[start:end]
            at = end
            number += 1
            if is_han(word):
                pieces.append(self._mended_run(word))
                continue
            following = None
            if number < len(tokens) and _BETWEEN.fullmatch(folded, end, tokens[number][0]):
                following = folded[slice(*tokens[number])]
            if word.isdigit():
                pieces.append(word if self._knows(word) else _year_meant(word))
                continue
            if left <= 0 or not self._is_suspect(word, following):
                pieces.append(word)
                continue
            left -= 1
            mended, took_next = self._mended(word, following)
            pieces.append(mended[0] if took_next and len(mended) > 1 else " ".join(mended))
            if took_next:
                at = tokens[number][1]
                if len(mended) > 1:
                    # The second word is looked at again, as it may be joined to what follows.
                    folded = folded[:end] + " " + mended[1] + folded[at:]
                    tokens = [*tokens[:number], *_tokens_from(folded, end)]
                    at = end
                else:
                    number += 1
        pieces.append(folded[at:])
        return "".join(pieces)

    def _is_suspect(self, word: str, following: str | None) -> bool:
        """Whether a word, or the one after it, is written in no fact."""
        return not self._reads_well(word) or bool(
            following and not is_han(following) and not self._reads_well(following)
        )

    def _reads_well(self, word: str) -> bool:
        return word.isdigit() or word in _FUNCTION_WORDS or word in _CUE_WORDS or self._spelling.knows(word)

    def _is_word(self, word: str) -> bool:
        """Whether a word is written somewhere; of the shortest, which are many, only those that every text has are words."""
        return word in _FUNCTION_WORDS or (len(word) >= SHORTEST_TOLD and self._spelling.knows(word))

    def _known(self, word: str) -> float:
        """How far a word is known, from 0 to 1."""
        if self._is_word(word):
            return 1.0
        if len(word) < 4:
            return 0.0
        best = self._spelling.alike(word)
        return best[0][1] if best and best[0][1] >= NEARLY else 0.0

    def _mended(self, word: str, following: str | None) -> tuple[tuple[str, ...], bool]:
        """The best reading of a word by itself or together with the next one, and whether it takes in the next one."""
        readings: list[tuple[float, tuple[str, ...], bool]] = []
        alone = self._known(word)
        if not self._reads_well(word):
            stays = alone * len(word)
            readings += [(sum(map(len, parts)) - PRICE - stays, parts, False) for parts in self._parts(word)]
        if following and not is_han(following) and not following.isdigit():
            stays = alone * len(word) + self._known(following) * len(following)
            either = self._reads_well(word) or self._reads_well(following)
            for reading in _rejoined(word, following):
                # What reads well as it is gives up a letter only for words that are known to the last one.
                if not (all if either else any)(map(self._is_word, reading)):
                    continue
                known = [self._known(part) for part in reading]
                if min(known) > 0:
                    total = sum(k * len(part) for k, part in zip(known, reading, strict=True))
                    readings.append((total - stays, reading, True))
        best = max(readings, key=lambda r: r[0], default=None)
        if best is None or best[0] < GAIN:
            return (word,), False
        return best[1], best[2]

    def _parts(self, word: str) -> Iterator[tuple[str, str]]:
        """Two known words that a word may be, with a letter too many between them or none."""
        if len(word) < SHORTEST_WHOLE:
            return
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first = word[:cut]
            if not self._is_word(first):
                continue
            seconds = [word[cut:]] + [word[cut + 1 :]] * (min(cut, len(word) - cut - 1) >= SHORTEST_APART)
            for second in seconds:
                if len(second) >= SHORTEST_PART and self._is_word(second):
                    yield first, second

    def _mended_run(self, run: str) -> str:
        """A run of Han with a doubled character dropped and two that changed places turned round again."""
        if len(run) < SHORTEST_RUN:
            return run
        return "".join(
            piece if _HAN_LEFT_ALONE.fullmatch(piece) else self._mended_piece(piece)
            for piece in _HAN_LEFT_ALONE.split(run)
            if piece
        )

    def _mended_piece(self, piece: str) -> str:
        characters = list(piece)
        at = 0
        while at + 1 < len(characters):
            first, second = characters[at], characters[at + 1]
            if not self._knows(first + second):
                if first == second:
                    del characters[at]
                    continue
                if self._knows(second + first) and self._reads_better(characters, at):
                    characters[at], characters[at + 1] = second, first
            at += 1
        return "".join(characters)

    def _reads_better(self, characters: Sequence[str], at: int) -> bool:
        """Whether turning round two characters makes known pairs with those beside them, and breaks none."""
        first, second = characters[at], characters[at + 1]
        before = characters[at - 1] if at else ""
        after = characters[at + 2] if at + 2 < len(characters) else ""
        turned = [before + second] * bool(before) + [first + after] * bool(after)
        stands = [before + first] * bool(before) + [second + after] * bool(after)
        return sum(map(self._knows, turned)) >= max(1, sum(map(self._knows, stands)))


def _year_meant(number: str) -> str:
    """The year that a number was when a digit was doubled or two changed places (20223, 2104), if it was one only."""
    if not 4 <= len(number) <= 5 or is_year(number):
        return number
    if len(number) == 5:
        meant = {number[:at] + number[at + 1 :] for at in range(4) if number[at] == number[at + 1]}
    else:
        meant = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(3)}
    years = sorted(filter(is_year, meant))
    return years[0] if len(years) == 1 else number


def _tokens_from(folded: str, start: int) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in _TOKEN.finditer(folded, start)]


def _rejoined(word: str, following: str) -> Iterator[tuple[str, ...]]:
    """Two neighbouring words as one, or with a letter moved across the gap."""
    yield (word + following,)
    if len(following) > 1:
        yield word + following[0], following[1:]
    if len(word) > 1:
        yield word[:-1], word[-1] + following
