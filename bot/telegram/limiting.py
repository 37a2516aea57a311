"""How much one person, and one group, may ask of the bot in a minute: messages, buttons and inline queries apart."""

from __future__ import annotations

from typing import Literal

from bot.settings import Settings
from bot.storage.rates import Limit, Rates

Bucket = Literal["message", "button", "inline"]


class Limits:
    """Buckets that empty within a minute, over all processes; what is refused counts in none."""

    def __init__(self, rates: Rates, settings: Settings):
        self._rates = rates
        self._per_person: dict[Bucket, int] = {
            "message": settings.messages_per_minute,
            "button": settings.buttons_per_minute,
            "inline": settings.inline_per_minute,
        }
        self._per_group = settings.group_per_minute

    def allow(self, bucket: Bucket, person: int, group: int | None) -> bool:
        """Take one from the person's bucket, and in a group one from the group's; no when either is empty."""
        limits = [Limit(bucket, person, self._per_person[bucket])]
        if group is not None:
            limits.append(Limit(bucket, group, self._per_group))
        return self._rates.hit(*limits)

    def may_warn(self, person: int) -> bool:
        """Whether a person has not been asked to wait within the last minute."""
        return self._rates.hit(Limit("warning", person, 1))
