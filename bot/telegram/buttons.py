"""Pressed buttons: choosing what was offered, opening a fact of a list; anything else gets a short notice."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answers.html import telegram_html
from bot.answers.phrases import say
from bot.answers.reply import Reply, fact_reply
from bot.facts.model import LANGUAGES, Fact, Language
from bot.storage.chats import known
from bot.storage.unanswered import Kind
from bot.telegram.addressing import words_of
from bot.telegram.asking import house_of, language_for
from bot.telegram.choosing import may_choose
from bot.telegram.context import House
from bot.telegram.inline_messages import show_in_place
from bot.telegram.learning import names_in
from bot.telegram.preferences import at_length_here
from bot.telegram.recalling import recall_shown
from bot.telegram.sending import CHOOSE, NONE, OPEN, acknowledge, buttons_below, edit_message, send_reply, split_data

log = structlog.get_logger()


@dataclass(frozen=True)
class Press:
    """A pressed button: what its data says, and the message it stands below (None in messages sent inline)."""

    house: House
    query: CallbackQuery
    message: Message | None
    action: str
    fact: Fact | None
    language: Language

    @property
    def question(self) -> str:
        """The words of the question that the message answers; empty when it is gone, or when there was none."""
        asked = self.message.reply_to_message if self.message else None
        bot = self.query.get_bot()
        return words_of(asked, bot.id, bot.username) if asked else ""

    def complain(self, kind: Kind, text: str, near: tuple[str, ...]) -> None:
        """Keep that an answer was not what was wanted; of one person about one message only once."""
        place = (self.message.chat_id, self.message.message_id) if self.message else ()
        if text and self.house.complaints.is_first(kind, self.query.from_user.id, *place):
            asked = self.message.reply_to_message if self.message else None
            self.house.unanswered.record(text, self.language, kind, near, names_in(asked) if asked else ())


def press_of(update: Update, context: ContextTypes.DEFAULT_TYPE) -> Press | None:
    """The press of an update: data is action:fact key:language, and is trusted in nothing."""
    query = update.callback_query
    if query is None:
        return None
    action, key, code = split_data(query.data)
    language, house = known(code, LANGUAGES, language_for(update, context)), house_of(context)
    message = query.message if isinstance(query.message, Message) else None
    return Press(house, query, message, action, house.finder.base.by_key.get(key), language)


def argument_of(press: Press) -> str:
    """What stands in a button's data between action and language; empty when the data has another form."""
    return split_data(press.query.data)[1]


async def on_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A choice, a fact of a list, none of these; or a button that nothing stands behind."""
    press = press_of(update, context)
    if press is None:
        return
    message, fact, base = press.message, press.fact, press.house.finder.base
    if press.action in (OPEN, CHOOSE) and fact is not None:
        reply = fact_reply(fact, base, press.language)
    elif press.action == NONE:
        reply = Reply("chat", press.language, lead=say("none_chosen", press.language))
    else:
        await answer_stale(press)
        return
    if press.query.inline_message_id:
        await acknowledge(press.query)
        await show_in_place(context.bot, press.query.inline_message_id, reply)
    elif message is None:
        await answer_stale(press)
        return
    elif await may_choose(press.house, press.query, message, press.language):
        await acknowledge(press.query)
        await _show_choice(press, message, reply)
    else:
        return
    log.info("update", kind="button", outcome=press.action, fact=fact.id if fact else None)


async def _show_choice(press: Press, message: Message, reply: Reply) -> None:
    if press.fact is None or press.action == NONE:
        press.complain("none", press.question, tuple(_offered(message, press.house)))
    elif press.action == CHOOSE or message.chat.type != ChatType.PRIVATE:  # in private a fact is opened in full
        reply = at_length_here(press.house, message, reply)
    if press.action != OPEN and len(telegram_html(reply)) == 1:
        await show(press, message, reply)
        return
    ids = await send_reply(message.get_bot(), message, reply)
    if press.fact is not None:
        recall_shown(press.house, message, tuple(ids), press.query.from_user.id, press.fact, press.language)


async def show(press: Press, message: Message, reply: Reply) -> None:
    """Put a reply in place of the message whose button was pressed."""
    bot = message.get_bot()
    text, buttons = telegram_html(reply)[0], buttons_below(bot, message.chat, reply)
    there = await edit_message(bot, message.chat_id, message.message_id, text, buttons)
    if there and press.fact is not None and reply.facts:
        fact = press.house.finder.base.facts[reply.facts[0].id]
        recall_shown(press.house, message, (message.message_id,), press.query.from_user.id, fact, press.language)


async def answer_stale(press: Press) -> None:
    """Tell that nothing stands behind a button any more."""
    await acknowledge(press.query, say("button_stale", press.language))
    log.info("update", kind="button", outcome="stale")


def _offered(message: Message, house: House) -> list[str]:
    """The facts that a message offers on its buttons."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    keys = [split_data(button.callback_data) for row in rows for button in row]
    known = house.finder.base.by_key
    return [known[key].id for action, key, _ in keys if action == CHOOSE and key in known]
