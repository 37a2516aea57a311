"""What words are to the index: numbered features (stems, pairs of Han), and numbered spellings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.matching.sparse import (
    AnyIntegers,
    Flags,
    Floats,
    Integers,
    Longs,
    Rows,
    counted,
    flattened,
    spans,
    summed,
)
from bot.matching.text import han_bigrams, han_pieces, is_han, stem

HAN_CHARACTER = 0.35  # a single character tells little beside a pair


@dataclass(frozen=True, slots=True)
class Document:
    """One phrasing (or title, or text) of one fact, with features that are not words (names, synonyms)."""

    owner: int
    language: str
    text: str
    words: tuple[str, ...]
    extra: tuple[str, ...] = ()
    is_phrasing: bool = True


class Numbers(dict[str, int]):
    """Numbers for names, from nought on, given to each as it is first asked for."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Cells:
    """All documents as numbers, in order of owners and languages.

    By document: owner, group (all of one owner in one language: the owner, plus the number of owners for each language
    before), whether it is a phrasing. Of phrasings alone: their texts, their words joined by blanks, their spellings.
    Cells: document, feature and how often it stands there.
    """

    owner: Integers
    group: Integers
    is_phrasing: Flags
    texts: tuple[str, ...]
    spoken: tuple[str, ...]
    spelt: Rows
    rows: Integers
    features: Integers
    counts: Floats


class Lexicon:
    """The features and spellings of everything that is written, by number."""

    def __init__(self) -> None:
        self.features = Numbers()
        self.spellings = Numbers()  # words without Han as they are written
        self.languages = Numbers()

    def number(self, documents: Iterable[Document], count: int) -> Cells:
        """All words of the documents of so many owners by number; each different word of a language is looked at once."""
        owners, languages, asked, lengths = array("i"), array("i"), array("b"), array("i")
        words, extra_rows, extras = array("i"), array("i"), array("i")
        texts: list[str] = []
        spoken: list[str] = []
        different: dict[str, Numbers] = {}
        for row, document in enumerate(documents):
            owners.append(document.owner)
            languages.append(self.languages[document.language])
            asked.append(document.is_phrasing)
            lengths.append(len(document.words))
            texts.append(document.text if document.is_phrasing else "")
            spoken.append(" ".join(document.words) if document.is_phrasing else "")
            numbers = different.setdefault(document.language, Numbers())
            words.extend([numbers[word] for word in document.words])
            if document.extra:
                extra_rows.extend([row] * len(document.extra))
                extras.extend([self.features[feature] for feature in document.extra])
        keys = _integers(owners).astype(np.int64) * max(1, len(self.languages)) + _integers(languages)
        order = np.argsort(keys, kind="stable")
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        offsets, full, single, spelt = self._look_at(different)
        at = _integers(words) + np.repeat(offsets[_integers(languages)], _integers(lengths))
        rows = np.repeat(place, _integers(lengths))
        is_phrasing = np.frombuffer(asked, dtype=np.int8).astype(bool)[order] if len(asked) else np.zeros(0, bool)
        cells = self._counted(
            _occurrences(rows, at, full),
            (place[_integers(extra_rows)], _integers(extras)),
            _occurrences(rows, at, single),
        )
        owner = _integers(owners)[order]
        chosen = [int(n) for n in order[is_phrasing]]
        return Cells(
            owner=owner,
            group=_integers(languages)[order] * np.int32(count) + owner,
            is_phrasing=is_phrasing,
            texts=tuple(texts[n] for n in chosen),
            spoken=tuple(spoken[n] for n in chosen),
            spelt=_of_phrasings(*_occurrences(rows, at, spelt), is_phrasing),
            rows=cells[0],
            features=cells[1],
            counts=cells[2],
        )

    def _counted(self, *occurrences: tuple[Integers, Integers]) -> tuple[Integers, Integers, Floats]:
        """Cells in order of documents and features: words and names count each time, Han by themselves once and little."""
        width = max(1, len(self.features))
        words, names, single = (rows.astype(np.int64) * width + features for rows, features in occurrences)
        keys, count = counted(np.concatenate((words, names)))
        single, _ = counted(single)
        values = np.concatenate((count.astype(np.float32), np.full(len(single), HAN_CHARACTER, dtype=np.float32)))
        return summed(np.concatenate((keys, single)), values, width)

    def _look_at(self, different: dict[str, Numbers]) -> tuple[Longs, Rows, Rows, Rows]:
        """By different word its features, single Han and spelling; and where the words of each language begin."""
        offsets = np.zeros(len(self.languages), dtype=np.int64)
        full: list[list[int]] = []
        single: list[list[int]] = []
        spelt: list[list[int]] = []
        # Each word is looked at once, so that nothing is gained by the caches of what questions ask.
        stem_of, pairs_of, pieces_of = stem.__wrapped__, han_bigrams.__wrapped__, han_pieces.__wrapped__
        for language, words in different.items():
            offsets[self.languages[language]] = len(full)
            for word in words:
                if is_han(word):
                    full.append([self.features[pair] for pair in pairs_of(word)])
                    longer = (piece for piece in pieces_of(word) if len(piece) > 1)
                    single.append([self.features[one] for piece in longer for one in piece])
                    spelt.append([])
                else:
                    full.append([self.features[stem_of(word, language)]])
                    single.append([])
                    spelt.append([self.spellings[word]])
        return offsets, flattened(full), flattened(single), flattened(spelt)


def _occurrences(rows: Integers, at: AnyIntegers, lists: Rows) -> tuple[Integers, Integers]:
    """Each word's list in place of the word, with the row that the word stood in."""
    cells, ends = spans(lists.starts, at)
    return np.repeat(rows, np.diff(ends)), lists.columns[cells]


def _of_phrasings(rows: Integers, spellings: Integers, is_phrasing: Flags) -> Rows:
    """The spellings of each phrasing in order."""
    mine = is_phrasing[rows]
    number = (np.cumsum(is_phrasing) - 1)[rows[mine]]
    order = np.argsort(number, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(number, minlength=int(is_phrasing.sum())))))
    return Rows(starts, spellings[mine][order])


def _integers(values: array[int]) -> Integers:
    return np.frombuffer(values, dtype=np.int32) if len(values) else np.zeros(0, dtype=np.int32)
