"""What was worked out last is kept for a while: one question often comes from many chats, and again by a button."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key, no more than so many; the oldest goes first."""

    def __init__(self, most: int):
        self._most = most
        self._values: dict[Key, Value] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value that is kept for a key, or that is made now."""
        if key in self._values:
            return self._values[key]
        value = make()
        # Another thread may have taken the same one out.
        with contextlib.suppress(KeyError, RuntimeError, StopIteration):
            if len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
        self._values[key] = value
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
