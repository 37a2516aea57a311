"""Inline mode: facts offered while somebody types @bot and a question in any chat."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answers.dates import date_in_words
from bot.answers.offered import MOST_OFFERED, Offered, for_a_day, offered
from bot.answers.phrases import say
from bot.answers.reply import Reply, capitalised, fact_reply
from bot.facts.base import FactBase, fact_key
from bot.facts.model import Fact, Language
from bot.matching.finder import Finder
from bot.telegram import in_hand
from bot.telegram.asking import house_of, readers_language
from bot.telegram.inline_messages import NO_FACT, article

CACHED_SECONDS = 300
CACHED_SECONDS_OF_A_DAY = 3600


async def on_inline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """An inline query: up to eight results, best first; nothing that would not be answered either."""
    query = update.inline_query
    if query is None:
        return
    finder, language = house_of(context).finder, readers_language(update)
    is_declined, is_question = False, bool(re.search(r"\w", query.query))
    if is_question:
        found = offered(finder, query.query, language)
        results, is_personal, kept = results_for(context.bot, found, finder), not found.is_sure, CACHED_SECONDS
        language, is_declined = found.language, found.outcome == "decline"
        # Words still being typed are counted, but never kept.
        house_of(context).counters.add("inline")
    else:
        today = datetime.now(UTC).date()
        results, is_personal = results_of_a_day(context.bot, finder.base, today, language), True
        kept = CACHED_SECONDS_OF_A_DAY
    label = say("inline_none" if is_declined else "inline_help", language)
    button = None if results and is_question else InlineQueryResultsButton(label, start_parameter=NO_FACT)
    try:
        await query.answer(results, cache_time=kept, is_personal=is_personal, button=button)
    except BadRequest as error:  # whoever typed has typed on, and Telegram waits no more
        in_hand.note(kind="inline", outcome="late", detail=str(error))
        return
    in_hand.note(kind="inline", outcome="answer" if results else "decline", results=len(results))


def results_for(bot: Bot, found: Offered, finder: Finder) -> list[InlineQueryResultArticle]:
    """The results of a question: a list or a figure as a whole first, then its facts one by one."""
    results = []
    if found.whole is not None:
        first, *more = [*found.whole.lead.split("\n"), *found.whole.lines]
        result_id = fact_key("/".join((found.whole.lead, *found.whole.lines)))
        results.append(article(bot, result_id, first, " · ".join(more), found.whole))
    for number, fact in enumerate(found.facts[: MOST_OFFERED - len(results)]):
        is_nearest = found.outcome == "closest" and number == 0 and found.whole is None
        results.append(fact_result(bot, fact, finder.base, found.language, "inline_nearest" if is_nearest else ""))
    return results


def results_of_a_day(bot: Bot, base: FactBase, day: date, language: Language) -> list[InlineQueryResultArticle]:
    """The results of an empty query: this day in history, then what happened last."""
    of_day, latest = for_a_day(base, day)
    results = []
    for fact in of_day:
        is_today = (fact.when.first_day.month, fact.when.first_day.day) == (day.month, day.day)
        results.append(fact_result(bot, fact, base, language, "inline_today" if is_today else ""))
    return results + [fact_result(bot, fact, base, language) for fact in latest]


def fact_result(
    bot: Bot, fact: Fact, base: FactBase, language: Language, introduced: str = ""
) -> InlineQueryResultArticle:
    """One fact: its title; its date and text in a line; all of it when it is sent. Its id is the fact's key."""
    text = f"{capitalised(date_in_words(fact.date, language))} · {fact.text[language]}"
    if introduced:
        text = say(introduced, language, text=text)
    reply: Reply = fact_reply(fact, base, language)
    return article(bot, fact_key(fact.id), fact.title[language], text, reply)
