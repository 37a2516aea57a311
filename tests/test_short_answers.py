"""Short answers: one line that is true by itself."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from bot.answers.reply import Reply, fact_reply, list_line
from bot.answers.short import MOST_LINES, first_sentence, shortened
from bot.facts.base import Knowledge
from bot.facts.model import LANGUAGES, Language

FIRST = {
    "two sentences": ("Mao met Che. They spoke.", "Mao met Che."),
    "one": ("Mao met Che.", "Mao met Che."),
    "initials": ("The U.S. Embassy closed. It reopened.", "The U.S. Embassy closed."),
    "title": ("Sr. Wu and Dr. Li came. They left.", "Sr. Wu and Dr. Li came."),
    "decimal": ("Trade rose by 3.5 per cent. It fell later.", "Trade rose by 3.5 per cent."),
    "Spanish question": ("Vino Mao. ¿Cuándo? En 1960.", "Vino Mao."),
    "Chinese": ("毛泽东会见格瓦拉。双方谈了两小时。", "毛泽东会见格瓦拉。"),
    "Chinese quote": ("他说：“我们是朋友。”随后离开。", "他说：“我们是朋友。”"),
    "brackets": ("He came (in Nov. 1960. Or so) by ship. He left.", "He came (in Nov. 1960. Or so) by ship."),
}


@pytest.mark.parametrize(("text", "expected"), FIRST.values(), ids=list(FIRST))
def test_the_first_sentence(text: str, expected: str) -> None:
    """A short answer would end in the middle of a sentence."""
    assert first_sentence(text) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_base_in_one_sentence(real_knowledge: Knowledge, language: Language) -> None:
    """Some fact would be cut where its meaning changes."""
    for fact in real_knowledge.base.facts.values():
        sentence = first_sentence(fact.text[language])
        assert fact.text[language].startswith(sentence)
        assert sentence[-1] in '.!?。！？"”’»)」）…', (fact.id, sentence)
        assert sentence.count("(") == sentence.count(")"), (fact.id, sentence)
        assert len(sentence) >= 12, (fact.id, sentence)


def test_short_keeps_who_says_so(real_knowledge: Knowledge) -> None:
    """A claim would be given as if it were established."""
    base = real_knowledge.base
    for fact in base.facts.values():
        full = fact_reply(fact, base, "en")
        (part,) = shortened(full).facts
        assert (part.date, part.status) == (full.facts[0].date, full.facts[0].status)
        assert len(part.sources) == 1


def test_a_long_list_keeps_its_beginning(real_knowledge: Knowledge) -> None:
    """A short list would hide that there is more."""
    facts = list(real_knowledge.base.facts.values())[:30]
    lines = tuple(list_line(fact, "en") for fact in facts[:25])
    reply = shortened(Reply("list", "en", lines=lines), 30)
    assert (len(reply.lines), reply.note) == (MOST_LINES, say("list_more", "en", count=25))
