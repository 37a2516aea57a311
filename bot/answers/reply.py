"""A reply as plain data: what is said, in which order, before anybody decides how it looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answers.amounts import amount_in_words, years_in_words
from bot.answers.dates import date_in_words
from bot.answers.phrases import say
from bot.answers.punctuation import COMMA, STOP, bracketed, labelled, listed
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Fact, Language, Source
from bot.matching.decision import Decision, Figure, Outcome
from bot.matching.names import Mention
from bot.matching.question import Question
from bot.matching.times import Extent

MOST_LISTED = 25


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as it is shown: a reader sees publisher, date and title, and may follow the address."""

    id: str
    publisher: str
    title: str
    published: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class FactPart:
    """One fact as it is shown in one language; empty strings where there is nothing to say."""

    id: str
    key: str
    date: str
    title: str
    text: str
    status: str
    disagreement: str
    corrections: tuple[str, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing offered: a label for a person, the fact's key for the machine."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything that an answer says, in order: lead, facts in full, lines, note, choices; where the rest of it stands.

    shared is the question with which others get it as well, where it is more than one fact.
    """

    outcome: Outcome
    language: Language
    lead: str = ""
    facts: tuple[FactPart, ...] = ()
    lines: tuple[str, ...] = ()
    note: str = ""
    choices: tuple[Choice, ...] = ()
    rest: str = ""
    shared: str = ""


def fact_part(fact: Fact, base: FactBase, language: Language) -> FactPart:
    """A fact with everything that a reader of this language is shown of it."""
    status = ""
    if fact.status != "established" and fact.attribution:
        status = say(f"status_{fact.status}", language, who=fact.attribution[language])
    return FactPart(
        id=fact.id,
        key=fact_key(fact.id),
        date=capitalised(date_in_words(fact.date, language)),
        title=fact.title[language],
        text=fact.text[language],
        status=status,
        disagreement=fact.disagreement[language] if fact.disagreement else "",
        corrections=tuple(
            say(
                "corrected",
                language,
                who=base.sources[c.source].publisher,
                says=c.says[language],
                correct=c.correct[language],
            )
            for c in fact.corrections
        ),
        sources=tuple(source_line(base.sources[source], language) for source in fact.sources),
    )


def source_line(source: Source, language: Language) -> SourceLine:
    """A source as it is shown in this language."""
    published = date_in_words(source.published, language) if source.published else say("undated", language)
    kind = say(f"kind_{source.kind}", language)
    return SourceLine(source.id, source.publisher, source.title, published, source.url, kind)


def reply_to(decision: Decision, base: FactBase) -> Reply:
    """What to say to a decision."""
    language = decision.question.language
    if decision.outcome == "chat":
        return Reply("chat", language, lead=say(decision.small_talk or "greeting", language))
    if decision.outcome == "decline":
        lead = say("decline", language)
        if not decision.near:
            return Reply("decline", language, lead=lead)
        return _offering("decline", f"{lead}\n\n{say('decline_near', language)}", decision.near, language)
    if decision.outcome == "choices":
        lead = say("choices" if len(decision.facts) > 1 else "one_choice", language)
        return _offering("choices", lead, decision.facts, language)
    if decision.figure:
        return _figure_reply(decision, decision.figure, base)
    if decision.outcome == "list":
        return _list_reply(decision)
    lead = _closest_lead(decision, base) if decision.outcome == "closest" else ""
    parts = tuple(fact_part(fact, base, language) for fact in decision.facts)
    return Reply(decision.outcome, language, lead=lead, facts=parts)


def fact_reply(fact: Fact, base: FactBase, language: Language) -> Reply:
    """The reply that gives one fact, however it was chosen (a button, a link)."""
    return Reply("answer", language, facts=(fact_part(fact, base, language),))


def choice_of(fact: Fact, language: Language) -> Choice:
    """A fact as it is offered: its date and title."""
    return Choice(f"{capitalised(date_in_words(fact.date, language))} · {fact.title[language]}", fact_key(fact.id))


def _offering(outcome: Outcome, lead: str, facts: Iterable[Fact], language: Language) -> Reply:
    """Facts to choose from, each in full in a line of its own, as a phone shows only the beginning of a button's label."""
    choices = tuple(choice_of(fact, language) for fact in facts)
    lines = tuple(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))
    return Reply(outcome, language, lead=lead, lines=lines, choices=choices)


def _closest_lead(decision: Decision, base: FactBase) -> str:
    question, language = decision.question, decision.question.language
    if decision.reason == "time" and question.times:
        return say("closest_time", language, time=times_in_words(question, language))
    if decision.reason == "name":
        names = _missing_names(decision, base)
        if names:
            return say("closest_name", language, name=names)
    return say("closest_direction" if decision.reason == "direction" else "closest_premise", language)


def times_in_words(question: Question, language: Language) -> str:
    """The times that a question names, as this language writes them."""
    words = []
    for time in question.times:
        first, last = time.first, time.last
        if time.extent is Extent.BEFORE:
            edtf = f"../{last.year - 1}"
        elif time.extent is Extent.AFTER:
            edtf = f"{first.year}/.."
        elif first == last:
            edtf = first.isoformat()
        elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            edtf = f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
        else:
            edtf = f"{first.year}-{first.month:02}"
        words.append(date_in_words(edtf, language))
    return listed(words, language)


def _missing_names(decision: Decision, base: FactBase) -> str:
    facts = decision.facts
    if not facts:
        return ""
    known = set(facts[0].entities)
    missing = [mention for mention in decision.question.mentions if not mention.keys & known]
    language = decision.question.language
    return listed(dict.fromkeys(name_of(mention, base, language) for mention in missing), language)


def name_of(mention: Mention, base: FactBase, language: Language) -> str:
    """A name as this language writes it; as it was asked, when it may stand for several."""
    entity = base.entities.get(min(mention.keys)) if len(mention.keys) == 1 else None
    return entity.name[language] if entity else " ".join(mention.words)


def _list_reply(decision: Decision) -> Reply:
    language = decision.question.language
    lead = say("list_found", language, count=len(decision.facts))
    if decision.collection:
        lead = f"{decision.collection.title[language]}\n{lead}"
    if decision.entity:
        about = decision.entity.name[language]
        if decision.entity.description:
            about = labelled(about, decision.entity.description[language], language)
        lead = f"{about}\n{lead}"
    shown = decision.facts[:MOST_LISTED]
    lines = tuple(f"{number}. {list_line(fact, language)}" for number, fact in enumerate(shown, 1))
    rest = len(decision.facts) - len(shown)
    note = say("list_more", language, count=rest) if rest else ""
    choices = tuple(choice_of(fact, language) for fact in shown)
    shared = _shareable(decision)
    return Reply("list", language, lead=lead, lines=lines, note=note, choices=choices, shared=shared)


def list_line(fact: Fact, language: Language) -> str:
    """A fact in one line: date and title, with its standing where it is not established."""
    return f"{capitalised(date_in_words(fact.date, language))} · {marked_title(fact, language)}"


def marked_title(fact: Fact, language: Language) -> str:
    """A title, with its standing in brackets where the fact is not established."""
    title = fact.title[language]
    return title if fact.status == "established" else bracketed(title, say(f"mark_{fact.status}", language), language)


def _figure_reply(decision: Decision, figure: Figure, base: FactBase) -> Reply:
    language = decision.question.language
    series = figure.series
    names = {counter.id: counter.name[language] for counter in series.counters}
    values = [value for value in series.values if value.year == figure.year]
    lines = []
    for value in values:
        amount = amount_in_words(value.value, series, language)
        source = source_line(base.sources[value.source], language)
        line = say("figure_by", language, amount=amount, who=names[value.counter])
        note = f"{STOP[language]}{value.note[language]}" if value.note else ""
        lines.append(f"{bracketed(line, f'{source.publisher}{COMMA[language]}{source.published}', language)}{note}")
    lead = f"{series.title[language]}{COMMA[language]}{date_in_words(str(figure.year), language)}"
    if not values:
        years = years_in_words((value.year for value in series.values), language)
        lead = say("figure_missing", language, title=series.title[language], year=figure.year, years=years)
    parts = tuple(fact_part(fact, base, language) for fact in decision.facts[:1])
    return Reply(decision.outcome, language, lead=lead, lines=tuple(lines), facts=parts, shared=_shareable(decision))


def _shareable(decision: Decision) -> str:
    """The question, as others may ask it again through inline mode; not one that leans on what was asked before."""
    return "" if decision.reason == "follow-up" else decision.question.text


def capitalised(words: str) -> str:
    """The words with a capital first letter, for the beginning of a line."""
    return words[:1].upper() + words[1:]
