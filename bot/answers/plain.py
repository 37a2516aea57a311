"""A reply as plain text: for the machine contract, the terminal and captions."""

from __future__ import annotations

from bot.answers.phrases import say
from bot.answers.reply import FactPart, Reply


def plain_text(reply: Reply) -> str:
    """What a person would read, without markup."""
    blocks = [reply.lead, "\n".join(reply.lines), *(fact_text(part, reply) for part in reply.facts)]
    if reply.outcome in ("choices", "decline"):
        offered = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, 1))
        blocks += [reply.note, offered]
    else:
        blocks.append(reply.note)
    return "\n\n".join(block for block in blocks if block)


def fact_text(part: FactPart, reply: Reply) -> str:
    """One fact with its date, standing, disagreement and sources."""
    language = reply.language
    lines = [part.date, part.text]
    if part.status:
        lines.append(part.status)
    if part.disagreement:
        lines.append(f"{say('disagreement', language)}: {part.disagreement}")
    lines += [f"{say('correction', language)}: {text}" for text in part.corrections]
    lines.append(f"{say('sources', language)}:")
    lines += [f"- {s.publisher}, {s.published}: {s.title} {s.url}" for s in part.sources]
    return "\n".join(lines)
