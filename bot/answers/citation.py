"""Sources in full: the entry of a bibliography, and a citation short enough to be copied by a button."""

from __future__ import annotations

from babel import Locale

from bot.answers.dates import LOCALES, date_in_words
from bot.answers.html import escape
from bot.answers.phrases import say
from bot.facts.base import FactBase
from bot.facts.checks import utf16_length
from bot.facts.model import Fact, Language, Source

MOST_COPIED = 256  # characters that a button may copy
LONGEST_SHOWN_ADDRESS = 70


def bibliography(fact: Fact, base: FactBase, language: Language) -> list[str]:
    """The bibliography of a fact as blocks of Telegram HTML: a heading, and an entry for each source."""
    heading = say("bibliography", language, title=fact.title[language], count=len(fact.sources))
    entries = (base.sources[source] for source in fact.sources)
    return [f"<b>{escape(heading)}</b>", *(_entry(n, source, language) for n, source in enumerate(entries, 1))]


def _entry(number: int, source: Source, language: Language) -> str:
    words = [source.publisher, published(source, language), say(f"kind_{source.kind}", language)]
    words.append(language_name(source.language, language))
    if source.mirror:
        words.append(say("mirror", language))
    lines = [
        f"{number}. <b>{escape(source.title)}</b>",
        escape(" · ".join(words)),
        _address(source.url),
    ]
    if source.archived:
        lines.append(f"{escape(say('archived_copy', language))}: {_address(source.archived)}")
    return "\n".join(lines)


def _address(url: str) -> str:
    shown = url.partition("://")[2]
    if len(shown) > LONGEST_SHOWN_ADDRESS:
        shown = f"{shown[: LONGEST_SHOWN_ADDRESS - 1]}…"
    return f'<a href="{escape(url)}">{escape(shown)}</a>'


def published(source: Source, language: Language) -> str:
    """When a source was published, in words."""
    return date_in_words(source.published, language) if source.published else say("undated", language)


def language_name(code: str, language: Language) -> str:
    """The name of a language, for a reader of this one; its code when it has none."""
    return str(Locale.parse(LOCALES[language]).languages.get(code, code))


def citation(source: Source, language: Language) -> str:
    """A source in one line: publisher, title, date, address; of at most 256 UTF-16 units.

    A title too long is cut; an address too long is left out, as half of one leads nowhere.
    """
    tail = f", {published(source, language)}."
    if utf16_length(source.url) <= MOST_COPIED // 2 + utf16_length(tail):
        tail += f" {source.url}"
    head = f"{source.publisher}: {source.title}"
    return shortened(head, MOST_COPIED - utf16_length(tail)) + tail


def shortened(text: str, longest: int) -> str:
    """The text in at most so many UTF-16 units, cut between words where it can be."""
    text = " ".join(text.split())
    if utf16_length(text) <= longest:
        return text
    kept = text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", errors="ignore")
    words, _, rest = kept.rpartition(" ")
    if len(rest) < 20 and words:
        kept = words
    return f"{kept.rstrip(' .,;:，。；：')}…"
