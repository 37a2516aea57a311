"""The page that shows the whole chronicle: one file that needs no network, with its data, style and script inside."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape

from bot.answers.dates import date_in_words
from bot.answers.phrases import say
from bot.export.page_body import BODY
from bot.export.page_script import SCRIPT
from bot.export.page_style import STYLE
from bot.export.page_words import NAMES, PAGE_WORDS, TAGS, page_words
from bot.facts.base import FactBase
from bot.facts.model import LANGUAGES, Fact, Language, Source

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def chronicle_page(base: FactBase) -> str:
    """The page. Its policy forbids it to load anything and to run any script but its own."""
    policy = f"default-src 'none'; script-src '{_digest(SCRIPT)}'; style-src '{_digest(STYLE)}'; base-uri 'none'"
    notices = "".join(
        f'<p lang="{TAGS[language]}">{escape(PAGE_WORDS["needs_script"][language])}</p>' for language in LANGUAGES
    )
    languages = "".join(
        f'<label lang="{TAGS[language]}"><input type="radio" name="language" value="{language}">'
        f"<span>{name}</span></label>"
        for language, name in NAMES.items()
    )
    return _PAGE.format(
        policy=f"{policy}; form-action 'none'",
        title=escape(PAGE_WORDS["title"]["en"]),
        style=STYLE,
        body=BODY.replace("[languages]", languages).replace("[notices]", notices),
        data=embedded_json(_page_data(base)),
        script=SCRIPT,
    )


def embedded_json(content: object) -> str:
    """JSON that can stand inside a script element, whatever its texts hold: no markup can begin or end in it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _page_data(base: FactBase) -> dict[str, object]:
    facts = [_fact(fact, base) for fact in base.facts.values()]
    used = {source for fact in base.facts.values() for source in fact.sources}
    points = [p for fact in base.facts.values() for p in (fact.when.start, fact.when.end) if p]
    years = [point.year for point in points]
    checked = max((fact.checked for fact in base.facts.values()), default="")
    same = {
        "facts": len(facts),
        "sources": len(used),
        "first": min(years, default=""),
        "last": max(years, default=""),
        "version": base.version,
    }
    values: dict[str, Mapping[Language, str]] = {
        name: dict.fromkeys(LANGUAGES, str(value)) for name, value in same.items()
    }
    values["checked"] = {language: date_in_words(checked, language) if checked else "" for language in LANGUAGES}
    return {
        "words": page_words(**values),
        "span": [same["first"], same["last"]],
        "topics": {topic.id: dict(topic.name) for topic in base.topics.values()},
        "sources": {source.id: _source(source) for source in base.sources.values() if source.id in used},
        "facts": facts,
    }


def _fact(fact: Fact, base: FactBase) -> dict[str, object]:
    when = fact.when
    return {
        "id": fact.id,
        "first": when.start.year if when.start else None,
        "last": when.end.year if when.end else None,
        "topic": fact.topic,
        "status": fact.status,
        "sources": fact.sources,
        **{language: _fact_in(fact, base, language) for language in LANGUAGES},
    }


def _fact_in(fact: Fact, base: FactBase, language: Language) -> dict[str, object]:
    date = date_in_words(fact.date, language)
    standing = ""
    if fact.status != "established" and fact.attribution:
        standing = say(f"status_{fact.status}", language, who=fact.attribution[language])
    return {
        "date": date[:1].upper() + date[1:],
        "title": fact.title[language],
        "text": fact.text[language],
        "standing": standing,
        "disagreement": fact.disagreement[language] if fact.disagreement else "",
        "corrections": [f"{c.says[language]} {c.correct[language]}" for c in fact.corrections],
        "changes": [[date_in_words(change.on, language), change.what[language]] for change in fact.changes],
        "names": [base.entities[entity].name[language] for entity in fact.entities],
    }


def _source(source: Source) -> dict[str, object]:
    shown: dict[str, object] = {name: getattr(source, name) for name in ("publisher", "title", "url", "language")}
    shown["archived"] = source.archived or ""
    for language in LANGUAGES:
        date = date_in_words(source.published, language) if source.published else say("undated", language)
        shown[language] = [date, say(f"kind_{source.kind}", language)]
    return shown
