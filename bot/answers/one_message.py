"""A reply in a single message, for where there can be only one: sent inline, or as a guest."""

from __future__ import annotations

from bot.answers.html import MESSAGE_LIMIT, escape, packed, reply_blocks
from bot.answers.phrases import say
from bot.answers.reply import Reply
from bot.facts.checks import utf16_length


def one_message(reply: Reply, link: str, limit: int = MESSAGE_LIMIT) -> str:
    """The reply as Telegram HTML within the limit; what does not fit is cut, and the link leads to the whole."""
    blocks = reply_blocks(reply, limit)
    whole = packed(blocks, limit)
    if len(whole) == 1:
        return whole[0]
    more = f'… <a href="{escape(link)}">{escape(say("the_whole_answer", reply.language))}</a>'
    return f"{packed(blocks, limit - utf16_length(more) - 2)[0]}\n\n{more}"
