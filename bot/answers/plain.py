"""A reply as plain text: for the machine contract, the terminal and captions."""

from __future__ import annotations

from bot.answers.phrases import say
from bot.answers.punctuation import COLON, COMMA, labelled
from bot.answers.reply import FactPart, Reply


def plain_text(reply: Reply) -> str:
    """What a person would read, without markup."""
    blocks = [reply.lead, "\n".join(reply.lines), *(fact_text(part, reply) for part in reply.facts), reply.note]
    return "\n\n".join(block for block in blocks if block)


def fact_text(part: FactPart, reply: Reply) -> str:
    """One fact with its date, standing, disagreement and sources."""
    language = reply.language
    lines = [part.date, part.text]
    if part.status:
        lines.append(part.status)
    if part.disagreement:
        lines.append(labelled(say("disagreement", language), part.disagreement, language))
    lines += [labelled(say("correction", language), text, language) for text in part.corrections]
    lines.append(f"{say('sources', language)}{COLON[language].strip()}")
    comma, colon = COMMA[language], COLON[language]
    lines += [f"- {s.publisher}{comma}{s.published}{colon}{s.title} {s.url}" for s in part.sources]
    return "\n".join(lines)
