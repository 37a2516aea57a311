"""Short answers: date, one line and the first source of each fact."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.phrases import say
from bot.answers.reply import FactPart, Reply

MOST_LINES = 5
# A sentence ends where white space and a capital, a digit or an opening mark follow, or at a full-width stop.
_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+(?=[\"“‘«(¿¡]*[A-ZÁÉÍÓÚÑÜ\d])|(?<=[。！？])[”’」）]*(?=.)")
_ABBREVIATION = re.compile(
    r"(?:\b\w|\b(?:mr|mrs|ms|dr|st|gen|col|lt|sr|sra|dra|gral|cnel|ing|lic|pdte|jr|no|núm|nos|vol|pp?|pág|art|ca|cf|vs|approx"
    r"|aprox|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\.$",
    re.IGNORECASE,
)


def shortened(reply: Reply, listed: int = 0) -> Reply:
    """The reply with its facts in one line each, and of a list (of so many facts) only the beginning."""
    facts = tuple(map(_in_one_line, reply.facts))
    if reply.outcome != "list" or listed <= MOST_LINES:
        return replace(reply, facts=facts)
    note = say("list_more", reply.language, count=listed - MOST_LINES)
    return replace(reply, facts=facts, lines=reply.lines[:MOST_LINES], choices=reply.choices[:MOST_LINES], note=note)


def first_sentence(text: str) -> str:
    """The text as far as its first sentence goes; all of it when that is not plain to see."""
    for end in _END.finditer(text):
        sentence = text[: end.end()].rstrip()
        is_whole = sentence.count("(") == sentence.count(")") and sentence.count("“") == sentence.count("”")
        if is_whole and not _ABBREVIATION.search(text[: end.start()]):
            return sentence
    return text


def _in_one_line(part: FactPart) -> FactPart:
    return replace(part, text=first_sentence(part.text), disagreement="", corrections=(), sources=part.sources[:1])
