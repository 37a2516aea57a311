"""Sends the daily posts when they are due: each at most once, whatever processes run and however often they restart."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import structlog
from telegram import Bot, Chat, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.answers.today import on_day, today_reply
from bot.answers.zones import next_time, zone_of
from bot.facts.model import LANGUAGES, Language
from bot.storage.chats import known
from bot.storage.daily import Subscription
from bot.storage.database import UNREACHABLE
from bot.telegram.context import House
from bot.telegram.preferences import at_length, language_set
from bot.telegram.recalling import recall_shown
from bot.telegram.sending import NO_PREVIEW, buttons_below

log = structlog.get_logger()
PAUSE_SECONDS = 20.0
LATEST = timedelta(hours=3)  # what was missed for longer, as the bot was down, is not sent any more
AT_ONCE = 8  # so that a chat that must wait keeps nobody else waiting
KEPT_DAYS = timedelta(days=3)  # for which an ended subscription remembers its last post
GONE = ("chat not found", "thread not found", "not a member", "user is deactivated")


class DailyPosts:
    """The task that sends them; needs only the house (its clock, store and base) and a bot."""

    def __init__(self, house: House, bot: Bot):
        self._house = house
        self._bot = bot

    async def run(self) -> None:
        """Send what is due, until cancelled; no fault ends it."""
        while True:
            try:
                await self.send_due()
            except UNREACHABLE:
                pass  # the next round asks again; that the database is gone is told elsewhere
            except Exception:
                log.exception("daily_fault")
            await asyncio.sleep(PAUSE_SECONDS)

    async def send_due(self) -> None:
        """Send every post that is due now and was not claimed by another process."""
        now = self._house.now()
        self._house.daily.forget_ended((now - KEPT_DAYS).date().isoformat())
        turns = asyncio.Semaphore(AT_ONCE)

        async def send(subscription: Subscription) -> None:
            async with turns:
                await self._send(subscription, now)

        due = self._house.daily.due(int(now.timestamp()))
        for result in await asyncio.gather(*map(send, due), return_exceptions=True):
            if isinstance(result, Exception):
                log.error("daily_fault", exc_info=result)

    async def _send(self, wanted: Subscription, now: datetime) -> None:
        due = datetime.fromtimestamp(wanted.next_at, UTC)
        day = due.astimezone(zone_of(wanted.zone)).date()
        following = next_time(wanted.hour, wanted.zone, now, max(day.isoformat(), wanted.last_day))
        if not self._house.daily.claim(wanted, int(following.timestamp()), day.isoformat()):
            return
        base = self._house.finder.base
        found = on_day(base, day)
        if now - due >= LATEST:
            log.info("daily", outcome="too_late")
        elif not found:
            log.info("daily", outcome="nothing")
        else:
            await self._post(wanted, day)

    async def _post(self, wanted: Subscription, day: date) -> None:
        daily = self._house.daily
        language: Language = known(wanted.language, LANGUAGES, "en")
        language = language_set(self._house.chats.get(wanted.chat_id), language)
        reply = today_reply(self._house.finder.base, day, day, language)
        is_private = wanted.chat_id > 0
        reply = at_length(reply, self._house.chats.get(wanted.chat_id), is_private, self._bot.username)
        reply = replace(reply, note="\n\n".join(part for part in (reply.note, say("daily_note", language)) if part))
        try:
            try:
                sent = await self._say(wanted, reply)
            except ChatMigrated as error:
                daily.move(wanted.chat_id, error.new_chat_id)
                wanted = replace(wanted, chat_id=error.new_chat_id, thread_id=None)
                sent = await self._say(wanted, reply)
        except (Forbidden, BadRequest) as error:
            is_gone = isinstance(error, Forbidden) or any(words in str(error).lower() for words in GONE)
            if is_gone:
                daily.end(wanted.chat_id)
            log.warning("daily", outcome="ended" if is_gone else "refused", detail=str(error))
        except TelegramError as error:
            # It may have been sent all the same: better once too few than once too many.
            log.warning("daily", outcome="failed", error=type(error).__name__)
        else:
            log.info("daily", outcome="sent")
            if sent[0].chat_id != wanted.chat_id:
                daily.move(wanted.chat_id, sent[0].chat_id)
            self._recall(sent, reply, language)

    async def _say(self, wanted: Subscription, reply: Reply) -> list[Message]:
        kind = ChatType.PRIVATE if wanted.chat_id > 0 else ChatType.SUPERGROUP
        texts, buttons = telegram_html(reply), buttons_below(self._bot, Chat(wanted.chat_id, kind), reply)
        return [
            await self._bot.send_message(
                wanted.chat_id,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                message_thread_id=wanted.thread_id,
                reply_markup=buttons if number == len(texts) else None,
                disable_notification=kind != ChatType.PRIVATE,
            )
            for number, text in enumerate(texts, 1)
        ]

    def _recall(self, sent: list[Message], reply: Reply, language: Language) -> None:
        """What is asked in reply to a post about one fact goes on from that fact."""
        if len(reply.facts) == 1:
            fact, asker_id = self._house.finder.base.facts[reply.facts[0].id], max(sent[0].chat_id, 0)
            recall_shown(
                self._house, sent[0], tuple(m.message_id for m in sent), asker_id, fact, language, says_more=True
            )
