"""A reply as Telegram HTML, cut into messages that Telegram accepts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from bot.answers.phrases import say
from bot.answers.punctuation import COLON, bracketed
from bot.answers.reply import FactPart, Reply
from bot.facts.checks import utf16_length

MESSAGE_LIMIT = 4096


def telegram_html(reply: Reply, limit: int = MESSAGE_LIMIT) -> list[str]:
    """The messages of a reply: whole blocks in each, none longer than the limit (in UTF-16 units, tags included)."""
    return packed(reply_blocks(reply, limit), limit)


def reply_blocks(reply: Reply, limit: int = MESSAGE_LIMIT) -> list[str]:
    """The blocks of a reply in the order in which they are read."""
    blocks: list[str] = []
    if reply.lead:
        blocks.append(escape(reply.lead))
    blocks += _joined((escape(line) for line in reply.lines), limit)
    for part in reply.facts:
        blocks += fact_blocks(part, reply)
    if reply.note:
        blocks.append(escape(reply.note))
    return blocks


def fact_blocks(part: FactPart, reply: Reply) -> list[str]:
    """The blocks of one fact: date and text; standing; disagreement; corrections; sources in an expandable quote."""
    language, colon = reply.language, COLON[reply.language]
    blocks = [f"<b>{escape(part.date)}</b>\n{escape(part.text)}"]
    if part.status:
        blocks.append(f"<i>{escape(part.status)}</i>")
    if part.disagreement:
        blocks.append(f"<b>{escape(say('disagreement', language))}</b>{colon}{escape(part.disagreement)}")
    blocks += [f"<b>{escape(say('correction', language))}</b>{colon}{escape(text)}" for text in part.corrections]
    sources = "\n".join(
        bracketed(
            f'<a href="{escape(s.url)}">{escape(s.publisher)}{colon}{escape(s.title)}</a>',
            escape(s.published),
            language,
        )
        for s in part.sources
    )
    blocks.append(f"<blockquote expandable><b>{escape(say('sources', language))}</b>\n{sources}</blockquote>")
    return blocks


def escape(text: str) -> str:
    """Text that Telegram shows as it is, whatever it holds."""
    return html.escape(text, quote=True)


def packed(blocks: Sequence[str], limit: int) -> list[str]:
    """Blocks joined by blank lines into as few messages as fit; only a block longer than a message is torn."""
    messages: list[str] = []
    for block in blocks:
        for piece in _pieces(block, limit):
            if messages and utf16_length(messages[-1]) + 2 + utf16_length(piece) <= limit:
                messages[-1] += f"\n\n{piece}"
            else:
                messages.append(piece)
    return messages


_TAG = re.compile(r"<[^>]+>")
_TOKEN = re.compile(r"<[^>]+>|&#?\w+;|\s+|[^\s<&]{1,60}")


def _pieces(block: str, limit: int) -> list[str]:
    """A block in pieces under the limit, cut between words; tags that are open at a cut are closed and opened again."""
    if utf16_length(block) <= limit:
        return [block] if _TAG.sub("", block).strip() else []
    pieces: list[str] = []
    current, opened = "", list[str]()
    for token in _TOKEN.findall(block):
        is_end, is_tag = token.startswith("</"), token.startswith("<")
        after = opened[:-1] if is_end else [*opened, token] if is_tag else opened
        if utf16_length(current + token + _closing(after)) > limit:
            pieces.append(current + _closing(opened))
            current = "".join(opened)
        current += token
        opened = after
    pieces.append(current)
    return [piece.strip() for piece in pieces if _TAG.sub("", piece).strip()]


def _closing(opened: Sequence[str]) -> str:
    return "".join(f"</{tag.strip('<>').split()[0]}>" for tag in reversed(opened))


def _joined(lines: Iterable[str], limit: int) -> list[str]:
    """Lines joined into blocks that are shorter than a message."""
    blocks: list[str] = []
    for line in lines:
        if blocks and utf16_length(blocks[-1]) + 1 + utf16_length(line) <= limit // 2:
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line)
    return blocks
