"""The buttons below an answer that gives one fact: its sources, why, what is near; and deleting it in a group."""

from __future__ import annotations

from urllib.parse import urlencode

from telegram import Bot, Chat, InlineKeyboardButton, SwitchInlineQueryChosenChat
from telegram.constants import ChatType
from telegram.helpers import create_deep_linked_url

from bot.answers.citation import shortened
from bot.answers.phrases import say
from bot.answers.reply import FactPart, Reply
from bot.facts.checks import utf16_length
from bot.facts.model import Language

SOURCES, WHY, RELATED, EARLIER, LATER, WRONG, DELETE = "s", "w", "r", "b", "a", "x", "d"
# What the payload of a deep link begins with: the fact itself, its sources, what is related to it.
LINK_FACT, LINK_SOURCES, LINK_RELATED = "f_", "s_", "r_"
LONGEST_QUERY = 256

Row = list[InlineKeyboardButton]


def answer_rows(reply: Reply, in_private: bool, bot: Bot) -> list[Row]:
    """The rows below a reply.

    In private everything is at hand. A group is spared all further messages: what is more to read opens in private,
    why comes as a notice to the one who asks, and the answer can be deleted.
    """
    language = reply.language
    if reply.outcome == "chat":
        return []
    if len(reply.facts) != 1:
        row = _share_of_question(bot, reply) + ([] if in_private else [_pressed(DELETE, "button_delete", "", language)])
        return [row] if row else []
    fact = reply.facts[0]
    why = _pressed(WHY, "button_why", fact.key, language)
    share = share_button(bot, fact, language)
    wrong = _pressed(WRONG, "button_wrong", fact.key, language)
    if in_private:
        return [
            [
                _pressed(SOURCES, "button_sources", fact.key, language),
                why,
                _pressed(RELATED, "button_related", fact.key, language),
            ],
            [
                _pressed(EARLIER, "button_earlier", fact.key, language),
                _pressed(LATER, "button_later", fact.key, language),
                share,
                wrong,
            ],
        ]
    return [
        [
            InlineKeyboardButton(say("button_sources", language), url=deep_link(bot, LINK_SOURCES + fact.key)),
            why,
            InlineKeyboardButton(say("button_related", language), url=deep_link(bot, LINK_RELATED + fact.key)),
        ],
        [share, wrong, _pressed(DELETE, "button_delete", fact.key, language)],
    ]


def delete_row(chat: Chat, language: Language) -> list[Row]:
    """In a group, the button by which whoever asked, or an administrator, takes a message away; in private none."""
    return [] if chat.type == ChatType.PRIVATE else [[_pressed(DELETE, "button_delete", "", language)]]


def _pressed(action: str, label: str, key: str, language: Language) -> InlineKeyboardButton:
    return InlineKeyboardButton(say(label, language), callback_data=f"{action}:{key}:{language}")


def deep_link(bot: Bot, payload: str) -> str:
    """The address that opens the bot with this payload."""
    return create_deep_linked_url(bot.username, payload)


def share_button(bot: Bot, fact: FactPart, language: Language) -> InlineKeyboardButton:
    """Offers the fact to any chat through inline mode; where the bot has none, as a link."""
    label = say("button_share", language)
    if bot.bot.supports_inline_queries:
        return _through_inline_mode(label, shortened(fact.title, LONGEST_QUERY))
    shared = urlencode({"url": deep_link(bot, LINK_FACT + fact.key), "text": fact.title})
    return InlineKeyboardButton(label, url=f"https://t.me/share/url?{shared}")


def _share_of_question(bot: Bot, reply: Reply) -> Row:
    """Offers what is more than one fact (a list, a figure) to any chat, by the question itself; no link leads to it."""
    if not (reply.shared and bot.bot.supports_inline_queries and utf16_length(reply.shared) <= LONGEST_QUERY):
        return []
    return [_through_inline_mode(say("button_share", reply.language), reply.shared)]


def _through_inline_mode(label: str, query: str) -> InlineKeyboardButton:
    chosen = SwitchInlineQueryChosenChat(query, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True)
    return InlineKeyboardButton(label, switch_inline_query_chosen_chat=chosen)
