"""A running bot for tests: the real application over a small base, polling the fake server over real HTTP."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from telegram.ext import CallbackContext

from bot.facts.checks import same_phrasing_key
from bot.facts.model import Fact, Language
from bot.matching.decision import Decision, Outcome
from bot.matching.finder import Finder
from bot.matching.question import Question
from bot.matching.small_talk import small_talk_in
from bot.settings import Settings
from bot.telegram.app import App
from bot.telegram.serving import Serving, open_house
from tests.fake_bot_api import BOT, TOKEN, FakeBotApi

KNOWLEDGE = Path(__file__).parent.parent / "data" / "knowledge"
AT_BOT = f"@{BOT.username}"


class ByPhrasing(Finder):
    """Reads questions as the real finder does, but knows a fact only by the very phrasings of the base: what is tested
    here is when and how the bot speaks, which must not hang on how well it matches."""

    def __init__(self, finder: Finder):
        vars(self).update(vars(finder))
        self._facts = {
            same_phrasing_key(words): fact for fact in self.base.facts.values() for _, words in fact.questions
        }

    def decide(self, question: Question) -> Decision:
        small_talk = small_talk_in(question)
        if small_talk:
            return Decision("chat", question, small_talk=small_talk)
        fact = self._facts.get(same_phrasing_key(question.text))
        return Decision("answer", question, (fact,)) if fact else Decision("decline", question)


class Deciding(ByPhrasing):
    """A finder whose decision is given."""

    def __init__(self, finder: Finder, outcome: Outcome, fact_ids: Sequence[str], reason: str = ""):
        super().__init__(finder)
        self._outcome, self._reason = outcome, reason
        self._given = tuple(finder.base.facts[fact_id] for fact_id in fact_ids)

    def decide(self, question: Question) -> Decision:
        declines = self._outcome == "decline"
        facts, near = ((), self._given) if declines else (self._given, ())
        return Decision(self._outcome, question, facts, 0.5, 0.1, self._reason, near)


@dataclass
class RunningBot:
    """One bot process, as far as Telegram can tell: it can be stopped and started again on the same database."""

    server: FakeBotApi
    finder: Finder
    database: Path
    messages_per_minute: int = 20
    limits: dict[str, int] = field(default_factory=dict)
    knowledge: Path = KNOWLEDGE
    owner_ids: tuple[int, ...] = ()
    errors: list[BaseException] = field(default_factory=list)

    async def start(self) -> None:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=self.server.url,
            knowledge_dir=self.knowledge,
            cache_dir=self.database.parent / "cache",
            messages_per_minute=self.messages_per_minute,
            owner_ids=self.owner_ids,
            database_url=f"sqlite:///{self.database}",
            **self.limits,  # type: ignore[arg-type]
        )
        self.house, self.inbox = open_house(settings, ByPhrasing(self.finder))
        self.database_engine = self.inbox.engine
        self.serving = Serving(self.house, self.inbox)
        self.app: App = self.serving.app
        self.app.add_error_handler(self._on_error)
        self._running = asyncio.create_task(self.serving.run())
        await self.server.until(lambda: self.app.running or None, "the start")

    async def stop(self) -> None:
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def decides(self, outcome: Outcome, *fact_ids: str, reason: str = "") -> None:
        """From now on every question has this outcome."""
        self.house.finder = Deciding(self.finder, outcome, fact_ids, reason)

    def matches(self) -> None:
        """From now on questions are matched as in earnest."""
        self.house.finder = self.finder

    def fact(self, fact_id: str) -> Fact:
        return self.finder.base.facts[fact_id]

    def text_of(self, fact_id: str, language: Language = "en") -> str:
        return self.fact(fact_id).text[language]

    async def _on_error(self, _update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
        if context.error is not None:
            self.errors.append(context.error)
