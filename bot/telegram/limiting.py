"""How much one person, and one group, may ask of the bot in a minute: messages, buttons and inline queries apart."""

from __future__ import annotations

from typing import Literal

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings

Bucket = Literal["message", "button", "inline"]


class Limits:
    """Buckets that empty within a minute; what is refused counts in none."""

    def __init__(self, settings: Settings):
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_person: dict[Bucket, RateLimitItemPerMinute] = {
            "message": RateLimitItemPerMinute(settings.messages_per_minute),
            "button": RateLimitItemPerMinute(settings.buttons_per_minute),
            "inline": RateLimitItemPerMinute(settings.inline_per_minute),
        }
        self._per_group = RateLimitItemPerMinute(settings.group_per_minute)

    def allow(self, bucket: Bucket, person: int, group: int | None) -> bool:
        """Take one from the person's bucket, and in a group one from the group's; no when either is empty."""
        if group is not None and not self._limiter.test(self._per_group, "group", bucket, str(group)):
            return False
        if not self._limiter.hit(self._per_person[bucket], "person", bucket, str(person)):
            return False
        return group is None or self._limiter.hit(self._per_group, "group", bucket, str(group))
