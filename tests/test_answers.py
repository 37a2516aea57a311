"""What is said: golden answers in three languages, Telegram HTML that is never refused, and the bot's own phrases."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.amounts import amount_in_words, number_in_words, years_in_words
from bot.answers.conversation import Conversation, Turn
from bot.answers.html import MESSAGE_LIMIT, escape, packed, telegram_html
from bot.answers.machine import machine_answer
from bot.answers.phrases import PHRASES, say
from bot.answers.plain import plain_text
from bot.answers.reply import (
    MOST_LISTED,
    FactPart,
    Reply,
    SourceLine,
    fact_part,
    fact_reply,
    list_line,
    reply_to,
)
from bot.facts.base import FactBase, Knowledge, fact_key
from bot.facts.checks import utf16_length
from bot.facts.model import LANGUAGES, Language, Phrasings, Series, SourceKind, Status
from bot.matching.decision import Decision, Figure
from bot.matching.names import Mention
from bot.matching.question import Question
from bot.matching.small_talk import SmallTalk
from bot.matching.times import Extent, Time
from tests.conftest import PROJECT, Golden

# Facts of the small base: a plain one, an interval, a reported and a disputed one, one with disagreement and correction.
GOLDEN_FACTS = [
    "diplomatic-relations-established-1960-09-28",
    "china-cuba-first-contacts-cultural-diplomacy-1959-1960",
    "mao-guevara-meeting-1960-11-19",
    "guevara-second-visit-to-beijing-february-1965",
    "hu-jintao-state-visit-november-2008",
    "wsj-report-chinese-spy-base-june-2023",
]

# What the question names, and how a reader is told that there is nothing for it.
MISSING_TIMES = {
    "day": (
        Time(date(1960, 11, 19), date(1960, 11, 19), Extent.DAY),
        ("19 November 1960", "19 de noviembre de 1960", "1960年11月19日"),
    ),
    "month": (
        Time(date(1960, 2, 1), date(1960, 2, 29), Extent.MONTH),
        ("February 1960", "febrero de 1960", "1960年2月"),
    ),
    "year": (Time(date(2019, 1, 1), date(2019, 12, 31), Extent.YEAR), ("2019", "2019", "2019年")),
    "decade": (
        Time(date(1970, 1, 1), date(1979, 12, 31), Extent.DECADE),
        ("1970–1979", "1970-1979", "1970年至1979年"),
    ),
    "before": (Time(date(1800, 1, 1), date(1959, 1, 1), Extent.BEFORE), ("until 1958", "hasta 1958", "截至1958年")),
    "after": (Time(date(2024, 1, 1), date(2049, 12, 31), Extent.AFTER), ("since 2024", "desde 2024", "2024年起")),
}

STATUSES: dict[str, tuple[Status, tuple[str, str, str]]] = {
    "diplomatic-relations-established-1960-09-28": ("established", ("", "", "")),
    "china-cuba-first-contacts-cultural-diplomacy-1959-1960": (
        "reported",
        ("Reported by Ariel Alba Hernández", "Según Ariel Alba Hernández", "据阿列尔·阿尔瓦·埃尔南德斯"),
    ),
    "wsj-report-chinese-spy-base-june-2023": (
        "disputed",
        ("Disputed; claimed by The Wall Street Journal", "lo afirma The Wall Street Journal", "此说出自《华尔街日报》"),
    ),
}

NUMBERS = {
    (1234567.0, 0): ("1,234,567", "1.234.567", "1,234,567"),
    (214.5, 1): ("214.5", "214,5", "214.5"),
    (214.46, 1): ("214.5", "214,5", "214.5"),
    (500.0, 0): ("500", "500", "500"),
}

SERIES = Series.model_validate(
    {
        "id": "trade",
        "title": {"en": "Trade", "es": "Comercio", "zh": "贸易额"},
        "unit": {"en": "million dollars", "es": "millones de dólares", "zh": "百万美元"},
        "decimals": 1,
        "questions": Phrasings(),
        "counters": [
            {"id": "china", "name": {"en": "Chinese customs", "es": "la aduana china", "zh": "中国海关"}},
            {"id": "cuba", "name": {"en": "Cuba's statistics office", "es": "la ONEI", "zh": "古巴统计局"}},
        ],
        "values": [
            {"year": 2004, "counter": "china", "value": 1525.25, "source": "granma-2004-china-nickel"},
            {"year": 2004, "counter": "cuba", "value": 1400, "source": "acn-2025-65-years"},
            {"year": 2005, "counter": "china", "value": 870, "source": "granma-2004-china-nickel"},
            {"year": 2008, "counter": "china", "value": 2260, "source": "granma-2004-china-nickel"},
        ],
        "checked": "2026-11-23",
    }
)


def _question(language: Language, text: str = "when?") -> Question:
    return Question(text=text, folded=text, words=tuple(text.split()), language=language, language_is_sure=True)


class _Checker(HTMLParser):
    """Reads Telegram HTML and notes everything that Telegram would refuse."""

    ALLOWED = {"b": set[str](), "i": set[str](), "a": {"href"}, "blockquote": {"expandable"}}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.visible = ""
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag not in self.ALLOWED or {name for name, _ in attrs} - self.ALLOWED[tag]:
            self.faults.append(f"<{tag} {attrs}>")
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.visible += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}")


def _read_html(message: str) -> _Checker:
    checker = _Checker()
    checker.feed(message)
    checker.close()
    assert checker.faults == []
    assert checker.opened == [], message
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", message)
    return checker


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _three_ways(reply: Reply) -> str:
    messages = "\n----- next message -----\n".join(telegram_html(reply))
    return f"===== plain\n{plain_text(reply)}\n===== telegram\n{messages}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact_id", GOLDEN_FACTS)
def test_golden_answer(small_base: FactBase, golden: Golden, fact_id: str, language: Language) -> None:
    """The date, the standing, the disagreement or the sources of an answer would change or vanish unseen."""
    fact = small_base.facts[fact_id]
    question = _question(language, fact.questions[language][0])
    reply = fact_reply(fact, small_base, language)
    turn = Turn(Decision("answer", question, (fact,), 0.9, 0.5), reply, Conversation())
    machine = json.dumps(machine_answer(turn, question.text, small_base), ensure_ascii=False, indent=1)
    golden(f"{fact_id}.{language}.txt", f"{_three_ways(reply)}===== machine\n{machine}\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_outcomes(small_base: FactBase, golden: Golden, language: Language) -> None:
    """A list, an offer of choices, the nearest fact, or "I do not know" would be worded wrongly unseen."""
    facts = [small_base.facts[fact_id] for fact_id in GOLDEN_FACTS]
    base, question = small_base, _question(language, "x")
    in_1970 = replace(question, times=(Time(date(1970, 1, 1), date(1970, 12, 31), Extent.YEAR),))
    of_xi = replace(question, mentions=(Mention(frozenset({"xi-jinping"}), ("xi", "jinpin"), 0),))
    collection = base.collections["chinese-presidents-in-cuba"]
    person = base.entities["hu-jintao"]
    decisions = {
        "list": Decision("list", question, tuple(facts[:3])),
        "list of one": Decision("list", question, tuple(facts[:1])),
        "curated list": Decision("list", question, base.in_collection(collection), collection=collection),
        "name": Decision("list", question, base.facts_of_entity["hu-jintao"], entity=person),
        "choices": Decision("choices", question, tuple(facts[:2])),
        "closest: time": Decision("closest", in_1970, (facts[3],), reason="time"),
        "closest: name": Decision("closest", of_xi, (facts[2],), reason="name"),
        "closest: direction": Decision("closest", question, (facts[2],), reason="direction"),
        "closest: premise": Decision("closest", question, (facts[2],), reason="negation"),
        "decline": Decision("decline", question, near=tuple(facts[:2])),
        "decline with nothing near": Decision("decline", question),
        "figure": Decision("answer", question, figure=Figure(SERIES, 2004)),
        "figure of another year": Decision("closest", question, figure=Figure(SERIES, 2006)),
    }
    talk = {f"chat: {kind}": Decision("chat", question, small_talk=kind) for kind in get_args(SmallTalk)}
    shown = (f"##### {name}\n{_three_ways(reply_to(decision, base))}" for name, decision in (decisions | talk).items())
    golden(f"outcomes.{language}.txt", "\n".join(shown))


@pytest.mark.parametrize("fact_id", STATUSES)
def test_the_standing_is_shown_in_every_form(small_base: FactBase, fact_id: str) -> None:
    """A claim would be read as an established fact."""
    fact = small_base.facts[fact_id]
    status, words = STATUSES[fact_id]
    assert fact.status == status
    for language, expected in zip(LANGUAGES, words, strict=True):
        reply = fact_reply(fact, small_base, language)
        shown = reply.facts[0].status
        assert bool(shown) == (status != "established")
        for text in (shown, plain_text(reply), "\n".join(telegram_html(reply))):
            assert expected in text
        mark = list_line(fact, language)
        assert (say(f"mark_{status}", language) in mark) if expected else not mark.endswith(")")


@pytest.mark.parametrize("name", MISSING_TIMES)
def test_the_time_that_has_no_fact_is_named(small_base: FactBase, name: str) -> None:
    """ "Nothing for January 1800" would answer a question on the years before 1959."""
    named, words = MISSING_TIMES[name]
    fact = small_base.facts[GOLDEN_FACTS[0]]
    for language, expected in zip(LANGUAGES, words, strict=True):
        question = replace(_question(language), times=(named,))
        lead = reply_to(Decision("closest", question, (fact,), reason="time"), small_base).lead
        assert lead == say("closest_time", language, time=expected)


def test_a_long_list_is_cut_and_says_so(small_base: FactBase) -> None:
    """A list of hundreds would flood the chat, or end without a word that there is more."""
    facts = tuple(list(small_base.facts.values()) * 5)
    reply = reply_to(Decision("list", _question("en"), facts), small_base)
    assert len(reply.lines) == len(reply.choices) == MOST_LISTED
    assert reply.note == say("list_more", "en", count=len(facts) - MOST_LISTED)


def test_choices_lead_to_their_facts(small_base: FactBase) -> None:
    """A button would open another fact than the one it names."""
    facts = tuple(small_base.facts.values())[:3]
    reply = reply_to(Decision("choices", _question("en"), facts), small_base)
    assert [small_base.by_key[choice.key] for choice in reply.choices] == list(facts)
    assert [len(fact_key(fact.id)) for fact in facts] == [10, 10, 10]
    assert fact_key(GOLDEN_FACTS[0]) == hashlib.sha256(GOLDEN_FACTS[0].encode()).hexdigest()[:10]


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_numbers_as_each_language_writes_them(number: tuple[float, int]) -> None:
    """1.234 would be read as one and a bit."""
    assert tuple(number_in_words(*number, language) for language in LANGUAGES) == NUMBERS[number]


def test_chinese_counts_millions_its_own_way(real_knowledge: Knowledge) -> None:
    """A Chinese reader would have to work out what 1,800 times a million is."""
    series = real_knowledge.base.series["china-cuba-trade"]
    amounts = {1800: "18亿", 2652: "26.52亿", 100: "1亿", 35: "3,500万", 0.5: "50万"}
    rest = series.unit["zh"].removeprefix("百万")
    assert {value: amount_in_words(value, series, "zh") for value in amounts} == {
        value: words + rest for value, words in amounts.items()
    }
    assert amount_in_words(1800, series, "en") == f"1,800 {series.unit['en']}"


def test_years_are_joined() -> None:
    """A reader would have to read forty years one by one."""
    years = [2004, 2000, 2001, 2002, 2007, 2001]
    assert years_in_words(years, "en") == "2000–2002, 2004, 2007"
    assert years_in_words(years, "zh") == "2000–2002、2004、2007"
    assert years_in_words([], "en") == ""


def test_values_of_all_counters_are_shown(small_base: FactBase) -> None:
    """One count would be given as the truth where two differ."""
    reply = reply_to(Decision("answer", _question("en"), figure=Figure(SERIES, 2004)), small_base)
    assert [line.split(" (")[0] for line in reply.lines] == [
        "1,525.2 million dollars, counted by Chinese customs",
        "1,400 million dollars, counted by Cuba's statistics office",
    ]


HOSTILE = "<b>bold</b> & <a href=\"https://evil.example\">click</a> 'q' &amp; <!-- --> <script>alert(1)</script>"


def test_what_a_user_typed_is_shown_as_typed(small_base: FactBase) -> None:
    """Anybody could put links into the bot's mouth, or make Telegram refuse the answer."""
    typed = replace(_question("en"), mentions=(Mention(frozenset({"a", "b"}), (HOSTILE,), 0),))
    fact = small_base.facts[GOLDEN_FACTS[0]]
    (message,) = telegram_html(reply_to(Decision("closest", typed, (fact,), reason="name"), small_base))
    shown = _read_html(message)
    assert HOSTILE in shown.visible
    assert "https://evil.example" not in shown.links


def test_what_a_curator_typed_is_shown_as_typed(small_base: FactBase) -> None:
    """A title such as "R&D <2020>" would make Telegram refuse the answer."""
    fact = small_base.facts[GOLDEN_FACTS[0]]
    part = fact_part(fact, small_base, "en")
    source = replace(part.sources[0], title=HOSTILE, publisher="A & B", url="https://a.example/?x=1&y='2'")
    reply = Reply("answer", "en", facts=(replace(part, text=HOSTILE, sources=(source,)),))
    shown = _read_html(telegram_html(reply)[0])
    assert shown.visible.count(HOSTILE) == 2
    assert shown.links == ["https://a.example/?x=1&y='2'"]


def test_blocks_are_kept_whole_where_they_fit() -> None:
    """A source would be torn from its link."""
    blocks = [f"<b>{n}</b> {'word ' * 300}".strip() for n in range(5)]
    messages = packed(blocks, MESSAGE_LIMIT)
    assert messages == ["\n\n".join(blocks[:2]), "\n\n".join(blocks[2:4]), blocks[4]]


def test_a_long_block_is_cut_between_words() -> None:
    """A word or a link would be cut in two."""
    words = [f"word{n}" for n in range(2000)]
    messages = packed([" ".join(words)], MESSAGE_LIMIT)
    assert " ".join(messages).split() == words
    assert len(messages) == 5


anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
signs = st.text("<>&\"'; ab1#x\n🇨🇺中", max_size=200)
long_texts = st.builds(lambda text, times: (text * times)[:9000], st.one_of(anything, signs), st.integers(1, 200))
texts = st.one_of(anything, signs, long_texts)
sources = st.builds(
    SourceLine,
    id=st.just("s"),
    publisher=texts,
    title=texts,
    published=anything,
    url=st.text("abc/&?=%'.-中", max_size=900).map("https://x.example/{}".format),
    kind=st.just("news"),
)
parts = st.builds(
    FactPart,
    id=st.just("f"),
    key=st.just("0123456789"),
    date=anything,
    title=anything,
    text=texts,
    status=texts,
    disagreement=texts,
    corrections=st.lists(texts, max_size=2).map(tuple),
    sources=st.lists(sources, min_size=1, max_size=4).map(tuple),
)
replies = st.builds(
    Reply,
    outcome=st.just("answer"),
    language=st.sampled_from(LANGUAGES),
    lead=texts,
    facts=st.lists(parts, max_size=2).map(tuple),
    lines=st.lists(texts, max_size=30).map(tuple),
    note=texts,
)


@given(replies)
def test_every_message_is_one_that_telegram_takes(reply: Reply) -> None:
    """An answer of unusual length or signs would be refused by Telegram, and the asker would get nothing."""
    messages = telegram_html(reply)
    shown = [_read_html(message) for message in messages]
    assert all(utf16_length(message) <= MESSAGE_LIMIT for message in messages)
    assert all(checker.visible.strip() for checker in shown)
    visible = _squeezed("".join(checker.visible for checker in shown))
    for part in reply.facts:
        assert _squeezed(part.text) in visible
        assert _squeezed(part.sources[-1].title) in visible
        assert {source.url for source in part.sources} <= {link for checker in shown for link in checker.links}
    assert _squeezed(reply.lead) in visible
    assert _squeezed(reply.note) in visible


@given(st.lists(texts.map(escape).map("<i>{}</i>".format), max_size=10), st.integers(256, 5000))
def test_packing_keeps_every_limit_and_every_word(blocks: list[str], limit: int) -> None:
    """As above, for captions and other limits."""
    messages = packed(blocks, limit)
    shown = [_read_html(message) for message in messages]
    assert all(utf16_length(message) <= limit for message in messages)
    assert _squeezed("".join(checker.visible for checker in shown)) == _squeezed(
        "".join(_read_html(block).visible for block in blocks)
    )


def _code() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((PROJECT / "bot").rglob("*.py")):
        if not path.name.startswith("phrases"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield path, node


def _placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize("key", PHRASES)
def test_a_phrase_is_whole_in_three_languages(key: str) -> None:
    """A reader of one language would get an exception or a hole instead of a sentence."""
    phrase = PHRASES[key]
    assert set(phrase) == set(LANGUAGES)
    assert all(words.strip() == words and words for words in phrase.values())
    assert len({frozenset(_placeholders(words)) for words in phrase.values()}) == 1
    if key.endswith("_one"):
        assert _placeholders(phrase["en"]) <= _placeholders(PHRASES[key.removesuffix("_one")]["en"])


# A half-width mark beside Han; a bracket may close what is in Latin letters.
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[:;,](?=\s|$)|(?<=[\u4e00-\u9fff]) ?\(")


@pytest.mark.parametrize("key", PHRASES)
def test_chinese_phrases_have_chinese_marks(key: str) -> None:
    """A Chinese sentence would look like one typed on a foreign keyboard."""
    assert not HALF_WIDTH.search(PHRASES[key]["zh"])


def test_chinese_answers_have_chinese_marks(small_base: FactBase) -> None:
    """What is put together from parts would have the colons and brackets of English."""
    plain = {"title": "题名", "publisher": "某报社"}
    sources = {key: source.model_copy(update=plain) for key, source in small_base.sources.items()}
    base = replace(small_base, sources=sources)
    for fact in base.facts.values():
        text = "\n".join([*telegram_html(fact_reply(fact, base, "zh")), list_line(fact, "zh")])
        for own in (fact.text["zh"], fact.title["zh"]):
            text = text.replace(own, "")
        assert not HALF_WIDTH.search(re.sub(r"<[^>]+>", "", text)), text


def test_every_phrase_is_used() -> None:
    """A sentence would be missing when it is needed; or nobody would know which ones are still said."""
    used: set[str] = set(get_args(SmallTalk))
    beginnings: set[str] = set()
    for _, node in _code():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            used.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            beginnings.add(str(node.values[0].value))
    joined = {"kind_", "mark_", "status_", "names_", "menu_", "set_", "stats_", "corrected_", "only_"}
    prefixes = tuple(beginnings & (joined | {"extreme_", "shape_", "standing_"}))
    assert {k for k in PHRASES if k.removesuffix("_one") not in used and not k.startswith(prefixes)} == set()
    assert set(get_args(SmallTalk)) <= set(PHRASES)
    assert {f"kind_{kind}" for kind in get_args(SourceKind)} <= set(PHRASES)
    assert {f"{part}_{status}" for part in ("mark", "status") for status in ("reported", "disputed")} <= set(PHRASES)


def test_every_key_that_is_said_exists() -> None:
    """The bot would fail in the middle of an answer."""
    for path, node in _code():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            key = node.args[0]
            assert not isinstance(key, ast.Constant) or key.value in PHRASES, path.name


def test_one_is_not_said_as_many() -> None:
    """A list of a single fact would say "1 facts"."""
    assert say("list_found", "en", count=1) == "One fact:"
    assert say("list_found", "es", count=1) == "Un hecho:"
    assert say("list_found", "en", count=2).startswith("2 facts")


def test_messages_of_the_bot_itself_are_short() -> None:
    """Notices on buttons are cut at 200 characters by Telegram."""
    for key in ("button_stale", "slow_down"):
        assert all(utf16_length(words) <= 200 for words in PHRASES[key].values())
