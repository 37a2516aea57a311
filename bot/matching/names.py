"""Names and set phrases found in a question, misspelt too: each stands for a key (an entity, a concept)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.spelling import MOST_CORRECTED, Spelling
from bot.matching.text import fold, is_han, stem, words_of

LEAST_LIKENESS = 0.78
FIRST_HAN = "\u3400"
SHORTEST_NEARLY, LONGEST_NEARLY = 5, 8  # characters of a Chinese name that is known with one of them otherwise


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question: the keys it may stand for, the words it took, and how surely it was read."""

    keys: frozenset[str]
    words: tuple[str, ...]
    start: int
    likeness: float = 1.0


class Phrases:
    """Finds known phrases in a sequence of words: the longest first, Latin by whole words, Han anywhere in a run."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, str, str]],
        stemmed: bool = False,
        spelt_variously: frozenset[str] = frozenset(),
    ):
        """phrases: (key, language, phrase); stemmed: words count as equal when their stems are.

        spelt_variously: keys whose long Chinese names are known with one character otherwise as well.
        """
        self._stemmed = stemmed
        self._latin: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._han: dict[str, set[str]] = defaultdict(set)
        for key, language, phrase in phrases:
            words = words_of(fold(phrase))
            if not words:
                continue
            if any(map(is_han, words)):
                # Foreign names are written with or without a middle dot: 劳尔·卡斯特罗, 劳尔卡斯特罗.
                self._han["".join(words)].add(key)
            else:
                self._latin[tuple(self._normal(words, language))].add(key)
        # The lengths of the phrases that begin with a word (with two Han), longest first: most words begin none.
        self._lengths = _lengths_by_start((words[0], len(words)) for words in self._latin)
        self._han_lengths = _lengths_by_start((run[:2], len(run)) for run in self._han)
        self._nearly_han = _with_one_left_open({n: k & spelt_variously for n, k in self._han.items()})
        self.words = {word for words in self._latin for word in words}
        self._spelling = Spelling(w for w in self.words if len(w) > 3)

    def _normal(self, words: Iterable[str], language: str) -> list[str]:
        return [stem(word, language) for word in words] if self._stemmed else list(words)

    def find(self, words: Sequence[str], language: str, is_known: Callable[[str], bool] | None = None) -> list[Mention]:
        """The mentions in order; words for which is_known is false may be corrected to the words of a phrase."""
        found: list[Mention] = []
        normal = self._normal(words, language)
        likeness = [1.0] * len(words)
        if is_known is not None:
            corrected = 0
            for number, word in enumerate(words):
                if normal[number] not in self.words and len(word) > 3 and not is_han(word) and not is_known(word):
                    best = self._spelling.alike(normal[number])
                    if best and best[0][1] >= LEAST_LIKENESS:
                        normal[number], likeness[number] = best[0]
                    corrected += 1
                    if corrected == MOST_CORRECTED:
                        break
        starts, taken = self._lengths, 0
        for position in [at for at, word in enumerate(normal) if word in starts or word >= FIRST_HAN]:
            word = normal[position]
            if position < taken:
                continue
            if is_han(word):
                taken = position + self._han_mentions(words, position, found)
                continue
            for size in starts.get(word, ()):
                keys = self._latin.get(tuple(normal[position : position + size]))
                if keys:
                    sure = min(likeness[position : position + size])
                    found.append(Mention(frozenset(keys), tuple(words[position : position + size]), position, sure))
                    taken = position + size
                    break
        return found

    def _han_mentions(self, words: Sequence[str], position: int, found: list[Mention]) -> int:
        """Adds the mentions in the Han runs from this one on, read as one string; returns how many runs these were."""
        end = position
        while end < len(words) and is_han(words[end]):
            end += 1
        run = "".join(words[position:end])
        at = 0
        while at < len(run):
            for size in self._han_lengths.get(run[at : at + 2], ()):
                keys = self._han.get(run[at : at + size])
                if keys:
                    found.append(Mention(frozenset(keys), (run[at : at + size],), position + at))
                    at += size
                    break
            else:
                mention = self._nearly(run, at, position)
                if mention:
                    found.append(mention)
                at += len(mention.words[0]) if mention else 1
        return end - position

    def _nearly(self, run: str, at: int, position: int) -> Mention | None:
        """A long name of which one character is written otherwise: foreign names are spelt in several ways (多提科斯)."""
        for size in range(LONGEST_NEARLY, SHORTEST_NEARLY - 1, -1):
            piece = run[at : at + size]
            if len(piece) == size:
                for masked in _masked(piece):
                    keys = self._nearly_han.get(masked)
                    if keys:
                        return Mention(keys, (piece,), position + at, 1 - 1 / size)
        return None


def _masked(name: str) -> Iterator[str]:
    """A name with each of its characters but the first left open in turn."""
    return (f"{name[:at]}_{name[at + 1 :]}" for at in range(1, len(name)))


def _with_one_left_open(names: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, keys in names.items():
        if keys and SHORTEST_NEARLY <= len(name) <= LONGEST_NEARLY:
            for masked in _masked(name):
                found[masked] = found.get(masked, frozenset()).union(keys)
    return found


def _lengths_by_start(phrases: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for start, length in phrases:
        found[start].add(length)
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def keys_of(mentions: Collection[Mention]) -> frozenset[str]:
    """All keys that the mentions may stand for."""
    return frozenset(key for mention in mentions for key in mention.keys)
