"""What becomes known while one update is handled: whether it is done, and what the journal says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(eq=False)
class InHand:
    """One update in hand; on_pause is called when it only waits, so that another can be handled meanwhile."""

    update_id: int
    tries: int
    on_pause: Callable[[], None]
    has_spoken: bool = False
    is_pausing: bool = False
    error: BaseException | None = None
    notes: dict[str, object] = field(default_factory=dict)


_current: ContextVar[InHand | None] = ContextVar("in_hand", default=None)


def begin(update: InHand) -> None:
    """From now on this task handles this update."""
    _current.set(update)


def has_spoken() -> None:
    """Something was said to somebody: handling the update again would say it twice."""
    if (current := _current.get()) is not None:
        current.has_spoken = True


def failed(error: BaseException) -> None:
    """The handling ended with this error."""
    if (current := _current.get()) is not None:
        current.error = error


def note(*, outcome: str, **more: object) -> None:
    """What the journal is to say of this update: how it ended, and what may be known of it; never its text or who sent it."""
    if (current := _current.get()) is not None:
        current.notes |= {"outcome": outcome, **more}


async def pause(seconds: float) -> None:
    """Wait without keeping other updates from being handled."""
    current = _current.get()
    if current is None:
        await asyncio.sleep(seconds)
        return
    current.is_pausing = True
    current.on_pause()
    try:
        await asyncio.sleep(seconds)
    finally:
        current.is_pausing = False
