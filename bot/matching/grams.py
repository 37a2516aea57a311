"""Runs of characters as hashes: what is left of a word when it is misspelt or torn.

All runs of all texts are hashed at once in numpy, as there are millions of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from bot.matching.sparse import AnyIntegers, Integers

SHORTEST, LONGEST = 2, 5
AT_ONCE = 2_000_000  # characters (or cells) that are worked on in one go
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd and without pattern: sums of products mix well
_END = "\n"  # stands in no word

Hashes = npt.NDArray[np.uint64]


def runs_of(texts: Sequence[str], shortest: int = SHORTEST, longest: int = LONGEST) -> tuple[Integers, Hashes]:
    """Every run of so many characters of every text: the number of the text, and the run's hash."""
    joined = _END.join(texts) + _END
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    is_end = codes == ord(_END)
    text_of = (np.cumsum(is_end) - is_end).astype(np.int32)
    numbers: list[Integers] = []
    hashes: list[Hashes] = []
    rolling = np.zeros(len(codes), dtype=np.uint64)
    inside = np.ones(len(codes), dtype=bool)
    for size in range(1, longest + 1):
        if len(codes) < size:
            break
        last = codes[size - 1 :]
        rolling = (rolling[: len(last)] + last) * _MULTIPLIER
        rolling ^= rolling >> np.uint64(29)
        inside = inside[: len(last)] & ~is_end[size - 1 :]
        if size >= shortest:
            numbers.append(text_of[: len(last)][inside])
            hashes.append(rolling[inside])
    if not hashes:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64)
    return np.concatenate(numbers), np.concatenate(hashes)


def portions(sizes: AnyIntegers, groups: AnyIntegers, most: int = AT_ONCE) -> Iterator[tuple[int, int]]:
    """Stretches (first, after the last) of about so much in size that do not cut a group (a run of equal ones) in two."""
    if not len(sizes):
        return
    filled = np.cumsum(sizes) // most
    begins = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
    cuts = begins[np.concatenate(([True], filled[begins[1:]] != filled[begins[:-1]]))].tolist()
    yield from zip(cuts, [*cuts[1:], len(sizes)], strict=True)
