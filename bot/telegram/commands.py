"""The commands that tell about the bot: /start, /help, /about, /sources."""

from __future__ import annotations

from collections import Counter

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.dates import date_in_words
from bot.answers.phrases import say
from bot.answers.punctuation import bracketed, listed
from bot.answers.related import related_reply
from bot.answers.reply import Reply, fact_reply
from bot.facts.base import FactBase
from bot.facts.model import Language
from bot.telegram.answer_buttons import send_sources
from bot.telegram.answer_rows import LINK_FACT, LINK_RELATED, LINK_SOURCES
from bot.telegram.asking import house_of, language_for
from bot.telegram.recalling import recall_shown
from bot.telegram.sending import send_reply


async def on_start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/start: a greeting; with a link's payload f_KEY, the fact that it names (s_ its sources, r_ what is related)."""
    message, base, language = update.message, house_of(context).finder.base, language_for(update, context)
    if message is None:
        return
    payload = (context.args or [""])[0]
    kind, fact = payload[:2], base.by_key.get(payload[2:])
    if fact and kind == LINK_SOURCES:
        await send_sources(context.bot, message, fact, base, language)
        return
    reply = Reply("chat", language, lead=f"{say('greeting', language)}\n\n{say('help', language)}")
    if fact and kind == LINK_FACT:
        reply = fact_reply(fact, base, language)  # in full, as the link below a short answer promises
    elif fact and kind == LINK_RELATED:
        reply = related_reply(fact, base, language)
    ids = await send_reply(context.bot, message, reply)
    if fact and reply.facts and message.from_user:
        recall_shown(house_of(context), message, tuple(ids), message.from_user.id, fact, language)


async def on_help(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/help: how to ask."""
    if update.message:
        language = language_for(update, context)
        await send_reply(context.bot, update.message, Reply("chat", language, lead=say("help", language)))


async def on_about(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/about: how much the base holds, counted from the base itself."""
    if update.message:
        language = language_for(update, context)
        await send_reply(context.bot, update.message, about_reply(house_of(context).finder.base, language))


async def on_sources(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/sources: what the facts rest on."""
    if update.message:
        language = language_for(update, context)
        await send_reply(context.bot, update.message, sources_reply(house_of(context).finder.base, language))


def about_reply(base: FactBase, language: Language) -> Reply:
    """How many facts of which years and topics, from how many sources, and when last checked."""
    facts = list(base.facts.values())
    points = [p.year for f in facts for p in (f.when.start, f.when.end) if p]
    topics = Counter(fact.topic for fact in facts)
    named = listed((bracketed(base.topics[t].name[language], n, language) for t, n in topics.most_common()), language)
    lead = say(
        "about",
        language,
        facts=len(facts),
        first=min(points, default=0),
        last=max(points, default=0),
        sources=len(base.sources),
        checked=date_in_words(max((f.checked for f in facts), default="1970"), language),
        topics=named,
    )
    return Reply("chat", language, lead=lead)


def sources_reply(base: FactBase, language: Language) -> Reply:
    """How many sources of which kinds, and the publishers cited most."""
    kinds = Counter(source.kind for source in base.sources.values())
    cited = Counter(base.sources[s].publisher for fact in base.facts.values() for s in fact.sources)
    lead = say(
        "sources_intro",
        language,
        count=len(base.sources),
        kinds=listed(
            (bracketed(say(f"kind_{kind}", language), n, language) for kind, n in kinds.most_common()), language
        ),
        publishers=listed((bracketed(publisher, n, language) for publisher, n in cited.most_common(10)), language),
    )
    return Reply("chat", language, lead=lead)
