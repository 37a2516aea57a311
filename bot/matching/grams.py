"""Runs of two to five characters, across the borders of words too: what is left of a word when it is misspelt or torn.

All runs of all texts are hashed at once in numpy, as there are millions of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SHORTEST, LONGEST = 2, 5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd and without pattern: sums of products mix well
_END = "\n"  # stands in no word

Hashes = npt.NDArray[np.uint64]


def runs_of(texts: Sequence[Sequence[str]]) -> tuple[npt.NDArray[np.int32], Hashes]:
    """Every run of every text (given as its words): the number of the text, and the run's hash."""
    joined = _END.join(f" {' '.join(words)} " for words in texts) + _END
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    is_end = codes == ord(_END)
    text_of = (np.cumsum(is_end) - is_end).astype(np.int32)
    numbers: list[npt.NDArray[np.int32]] = []
    hashes: list[Hashes] = []
    rolling = np.zeros(len(codes), dtype=np.uint64)
    crosses = np.zeros(len(codes), dtype=bool)
    for size in range(1, LONGEST + 1):
        if len(codes) < size:
            break
        last = codes[size - 1 :]
        rolling = (rolling[: len(last)] + last) * _MULTIPLIER
        rolling ^= rolling >> np.uint64(29)
        crosses = crosses[: len(last)] | is_end[size - 1 :]
        if size >= SHORTEST:
            numbers.append(text_of[: len(last)][~crosses])
            hashes.append(rolling[~crosses])
    if not hashes:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64)
    return np.concatenate(numbers), np.concatenate(hashes)
