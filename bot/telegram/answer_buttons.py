"""The buttons below an answer: sources in full, why, related, earlier and later, wrong, delete."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot.answers.citation import bibliography, citation, shortened
from bot.answers.conversation import Conversation, ask
from bot.answers.html import MESSAGE_LIMIT, packed
from bot.answers.phrases import say
from bot.answers.related import earlier, later, related_reply
from bot.answers.reply import Reply, fact_reply
from bot.answers.why import how_it_fitted, reading, why
from bot.facts.base import FactBase
from bot.facts.model import Fact, Language
from bot.telegram import in_hand
from bot.telegram.answer_rows import DELETE, EARLIER, LATER, RELATED, SOURCES, WHY, WRONG
from bot.telegram.buttons import Press, answer_stale, press_of, show
from bot.telegram.preferences import at_length_here
from bot.telegram.recalling import asked_at
from bot.telegram.sending import acknowledge, send_reply, send_texts

PATTERN = f"^[{SOURCES}{WHY}{RELATED}{EARLIER}{LATER}{WRONG}{DELETE}]:"
LONGEST_NOTICE = 200
COPIES_IN_ROW = 2


async def on_answer_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A press below an answer."""
    press = press_of(update, context)
    if press is None:
        return
    if press.message is None:
        await answer_stale(press)
        return
    if press.action == DELETE:
        await _delete(press, press.message)
    elif press.fact is None:
        await answer_stale(press)
        return
    else:
        await _ACTIONS[press.action](press, press.message, press.fact)
    in_hand.note(kind="button", outcome=press.action, fact=press.fact.id if press.fact else None)


async def send_sources(bot: Bot, question: Message, fact: Fact, base: FactBase, language: Language) -> None:
    """The bibliography of a fact, with a button that copies each entry as a citation."""
    sources = [base.sources[source] for source in fact.sources]
    copies = [
        InlineKeyboardButton(
            say("button_copy", language, number=number) if len(sources) > 1 else say("button_copy_one", language),
            copy_text=CopyTextButton(citation(source, language)),
        )
        for number, source in enumerate(sources, 1)
    ]
    rows = [copies[i : i + COPIES_IN_ROW] for i in range(0, len(copies), COPIES_IN_ROW)]
    texts = packed(bibliography(fact, base, language), MESSAGE_LIMIT)
    await send_texts(bot, question, texts, InlineKeyboardMarkup(rows))


async def _sources(press: Press, message: Message, fact: Fact) -> None:
    await acknowledge(press.query)
    await send_sources(message.get_bot(), message, fact, press.house.finder.base, press.language)


async def _related(press: Press, message: Message, fact: Fact) -> None:
    await acknowledge(press.query)
    await send_reply(message.get_bot(), message, related_reply(fact, press.house.finder.base, press.language))


async def _why(press: Press, message: Message, fact: Fact) -> None:
    """In private a message; in a group a notice that only the one who pressed sees."""
    lines = _reasons(press, message, fact, is_short=message.chat.type != ChatType.PRIVATE)
    if message.chat.type != ChatType.PRIVATE:
        await acknowledge(press.query, shortened(" ".join(lines), LONGEST_NOTICE), alert=True)
        return
    await acknowledge(press.query)
    await send_reply(message.get_bot(), message, Reply("chat", press.language, lead="\n\n".join(lines)))


def _reasons(press: Press, message: Message, fact: Fact, *, is_short: bool) -> list[str]:
    finder, language, asked = press.house.finder, press.language, message.reply_to_message
    if asked is None or not press.question:
        # Commands and the lists that facts are opened from are no questions; all else was one, but is gone.
        is_opened = asked is not None and _opens(asked)
        return [say("why_opened" if is_opened else "why_gone", language)]
    given = press.house.answers.find(message.chat_id, asked.message_id)
    before = Conversation.from_json(given.before) if given else None
    decision = ask(finder, press.question, before, fallback=language, now=asked_at(asked)).decision
    if is_short:
        return [reading(decision.question, finder.base, language), how_it_fitted(decision, fact, language)]
    return why(decision, fact, finder.base, language)


def _opens(message: Message) -> bool:
    """Whether a message opens facts by links, buttons or commands, rather than asking for them."""
    is_own = message.from_user is not None and message.from_user.id == message.get_bot().id
    text = message.text or ""
    return is_own or (text.startswith("/") and not text.startswith("/ask"))


async def _walk(press: Press, message: Message, fact: Fact) -> None:
    base, back = press.house.finder.base, press.action == EARLIER
    target = earlier(fact, base) if back else later(fact, base)
    if target is None:
        await acknowledge(press.query, say("first_of_all" if back else "last_of_all", press.language))
        return
    await acknowledge(press.query)
    reply = fact_reply(target, base, press.language)
    await show(press, message, at_length_here(press.house, message, reply))


async def _wrong(press: Press, _message: Message, fact: Fact) -> None:
    await acknowledge(press.query, say("wrong_noted", press.language))
    press.complain("wrong", press.question or fact.title[press.language], (fact.id,))


async def _delete(press: Press, message: Message) -> None:
    """Delete an answer, if the one who asked wants it, or an administrator of the group."""
    if not await _may_delete(press, message):
        await acknowledge(press.query, say("delete_not_yours", press.language), alert=True)
        return
    bot, given = message.get_bot(), press.house.answers.given_in(message.chat_id, message.message_id)
    others = [i for i in given.message_ids if i != message.message_id] if given else []
    try:
        await bot.delete_message(message.chat_id, message.message_id)
    except (BadRequest, Forbidden):
        await acknowledge(press.query, say("delete_refused", press.language), alert=True)
        return
    await acknowledge(press.query)
    for message_id in others:
        with contextlib.suppress(BadRequest, Forbidden):
            await bot.delete_message(message.chat_id, message_id)


async def _may_delete(press: Press, message: Message) -> bool:
    user_id = press.query.from_user.id
    if message.chat.type == ChatType.PRIVATE:
        return True
    given, asked = press.house.answers.given_in(message.chat_id, message.message_id), message.reply_to_message
    if given and given.asker_id:
        is_asker = given.asker_id == user_id
    else:
        # A group's hidden administrator and a channel speak as bots of Telegram, whom nobody can press as.
        is_asker = bool(asked and asked.from_user and asked.from_user.id == user_id)
    if is_asker:
        return True
    try:
        member = await message.get_bot().get_chat_member(message.chat_id, user_id)
    except (BadRequest, Forbidden):
        return False
    return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


_ACTIONS: Mapping[str, Callable[[Press, Message, Fact], Awaitable[None]]] = {
    SOURCES: _sources,
    WHY: _why,
    RELATED: _related,
    EARLIER: _walk,
    LATER: _walk,
    WRONG: _wrong,
}
