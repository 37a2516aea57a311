"""Facts drawn by chance, in one chat not the same again soon."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Sequence

from bot.facts.base import FactBase
from bot.facts.model import Fact

REMEMBERED_CHATS = 10_000
REMEMBERED_FACTS = 100


class Draws:
    """The facts drawn lately in each chat; kept in memory, as nothing is lost when it is forgotten."""

    def __init__(self) -> None:
        self._lately: OrderedDict[int, deque[str]] = OrderedDict()

    def draw(self, base: FactBase, chat_id: int) -> Fact:
        """A fact that was not among the last hundred of this chat, or the last half of a small base."""
        lately = self._lately.setdefault(chat_id, deque())
        self._lately.move_to_end(chat_id)
        if len(self._lately) > REMEMBERED_CHATS:
            self._lately.popitem(last=False)
        while len(lately) > min(REMEMBERED_FACTS, len(base.facts) // 2):
            lately.popleft()
        fact = base.facts[secrets.choice([fact_id for fact_id in base.facts if fact_id not in lately])]
        lately.append(fact.id)
        return fact

    def forget_chats(self, chat_ids: Sequence[int]) -> None:
        """Forget what was drawn in these chats."""
        for chat_id in chat_ids:
            self._lately.pop(chat_id, None)
