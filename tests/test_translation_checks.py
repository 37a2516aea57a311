"""The three languages of a fact are held against each other: the same direction, the same names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.facts.base import Knowledge, read_knowledge
from bot.facts.checks import CHECKS
from bot.facts.model import Language
from bot.facts.problems import Problem
from bot.facts.translation_checks import direction_agrees, directions_told, names_agree

OTHERS = {
    "topics": "- id: trade\n  name: {en: Trade, es: Comercio, zh: 贸易}\n",
    "sources": "- id: ministry\n  title: Figures\n  publisher: Ministry\n  url: https://ministry.example\n"
    "  language: es\n  kind: government\n",
    "entities": """\
- id: guevara
  kind: person
  name: {en: Ernesto Che Guevara, es: Ernesto Che Guevara, zh: 切·格瓦拉}
  aliases: {en: [Che Guevara, the Argentine doctor], zh: [格瓦拉]}
- id: who
  kind: organisation
  name: {en: World Health Organization, es: Organización Mundial de la Salud, zh: 世界卫生组织}
  aliases: {zh: [世卫组织]}
- id: havana
  kind: place
  name: {en: Havana, es: La Habana, zh: 哈瓦那}
""",
}
FACTS = """\
- id: rice-1960
  date: '1960'
  topic: trade
  status: established
  title:
    en: Guevara on rice
    es: Guevara y el arroz
    zh: 格瓦拉谈大米
  text:
    en: In 1960 Che Guevara said in Havana that China had sold 20,000 tonnes of rice to Cuba.
    es: En 1960 Guevara dijo en La Habana que China vendió 20.000 toneladas de arroz a Cuba.
    zh: 1960年，切·格瓦拉在哈瓦那说，中国向古巴出售了2万吨大米。
  questions: {en: [rice of 1960]}
  entities: [guevara, havana]
  direction: china-to-cuba
  sources: [ministry]
  checked: '2026-01-01'
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Knowledge]:
    """Reads the base of this file after replacements in its fact: (old, new) pairs."""

    def write_and_read(*changes: tuple[str, str]) -> Knowledge:
        facts = FACTS
        for old, new in changes:
            assert old in facts
            facts = facts.replace(old, new, 1)
        for name, text in (OTHERS | {"facts": facts}).items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        knowledge = read_knowledge(tmp_path)
        assert knowledge.problems == ()
        return knowledge

    return write_and_read


@dataclass(frozen=True)
class Fault:
    """A fault: `old` becomes `new`; the check must report it once, at this line, in these words."""

    check: Callable[[Knowledge], Iterable[Problem]]
    old: str
    new: str
    line: int
    message: str


FAULTS = {
    "turned round in Spanish": Fault(
        direction_agrees,
        "China vendió 20.000 toneladas de arroz a Cuba",
        "Cuba vendió 20.000 toneladas de arroz a China",
        11,
        "tells cuba-to-china, en and zh china-to-cuba",
    ),
    "turned round in Chinese": Fault(
        direction_agrees, "中国向古巴出售", "古巴向中国出售", 12, "tells cuba-to-china, en and es china-to-cuba"
    ),
    "turned round in English": Fault(
        direction_agrees,
        "China had sold 20,000 tonnes of rice to Cuba",
        "China had bought 20,000 tonnes of rice from Cuba",
        10,
        "tells cuba-to-china, es and zh china-to-cuba",
    ),
    "where to is left out": Fault(
        direction_agrees,
        "在哈瓦那说，中国向古巴出售了",
        "说，中国出售了",
        12,
        "does not name Cuba, though the two others tell",
    ),
    "a title turned round": Fault(
        direction_agrees,
        "    en: Guevara on rice\n    es: Guevara y el arroz",
        "    en: Guevara's visit to China\n    es: Visita de Guevara a Cuba",
        7,
        "tells china-to-cuba, en cuba-to-china",
    ),
    "the field against the texts": Fault(
        direction_agrees,
        "direction: china-to-cuba",
        "direction: cuba-to-china",
        15,
        "the direction is cuba-to-china, the three texts tell china-to-cuba",
    ),
    "nobody in Spanish": Fault(
        names_agree,
        "1960 Guevara dijo",
        "1960 se dijo",
        11,
        "'Ernesto Che Guevara' is not named, as it is in en and zh",
    ),
    "somebody else in Chinese": Fault(names_agree, "切·格瓦拉在", "切鲁纳在", 12, "'切·格瓦拉' is not named"),
    "a name in one language only": Fault(
        names_agree,
        "    es: En 1960 Guevara dijo",
        "    es: En 1960 el ministro dijo",
        11,
        "'Ernesto Che Guevara' is not named",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_reported_where_it_stands(read: Callable[..., Knowledge], fault: Fault) -> None:
    """Readers of one language would be told the contrary of what the others are told, or not who it was."""
    problems = list(fault.check(read((fault.old, fault.new))))
    assert [(p.file, p.line, p.id) for p in problems] == [("facts.yaml", fault.line, "rice-1960")], problems
    assert fault.message in problems[0].message
    assert problems[0].advice


GOOD = {
    "nothing changed": (),
    "told both ways in one language": ((" to Cuba.", " to Cuba and had imported sugar from Cuba."),),
    "no direction in one language": (("中国向古巴出售了2万吨大米", "双方谈成2万吨大米，古巴为买方"),),
    "an invitation": (("China had sold 20,000 tonnes of rice to Cuba", "he was invited to visit China"),),
    "a tour of both": (("vendió 20.000 toneladas de arroz a Cuba", "recibió visitas a China y Cuba"),),
    "a capital for its government": (("在哈瓦那说", "说"),),
    "a part of the name": (("Che Guevara said", "Guevara's ministry said"), ("Guevara dijo", "el Guevara ministro dijo")),
    "a name in Latin letters": (("切·格瓦拉在", "Guevara在"),),
    "a description in one language": (
        ("Che Guevara said", "the Argentine doctor said"), ("1960 Guevara dijo", "1960 se dijo"), ("切·格瓦拉在", "有人在")
    ),
    "initials": (
        ("[guevara, havana]", "[who]"), ("rice to Cuba", "rice to Cuba, by the WHO"), ("arroz a Cuba", "arroz a Cuba (OMS)"),
        ("大米。", "大米（世卫组织数字）。"),
    ),
    "whom the fact does not list": (("[guevara, havana]", "[havana]"), ("Guevara dijo", "el ministro dijo")),
}  # fmt: skip


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_what_only_looks_like_a_fault_passes(
    read: Callable[..., Knowledge], changes: tuple[tuple[str, str], ...]
) -> None:
    """A curator would be told to mend what is right, and the bot would not start."""
    knowledge = read(*changes)
    assert [*direction_agrees(knowledge), *names_agree(knowledge)] == []


def test_the_bot_does_not_start_on_such_a_fault() -> None:
    """The check would find it, and the bot tell it all the same."""
    assert {direction_agrees, names_agree} <= set(CHECKS)


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("China's exports to Cuba grew, and Cuba's exports to China fell.", "en", {"china-to-cuba", "cuba-to-china"}),
        ("Cuba imported rice from China.", "en", {"china-to-cuba"}),
        ("Zhou visited Cuba.", "en", {"china-to-cuba"}),
        ("Relations between China and Cuba", "en", set()),
        ("Cuba importó arroz de China.", "es", {"china-to-cuba"}),
        ("Guevara visitó China.", "es", {"cuba-to-china"}),
        ("古巴从中国进口大米", "zh", {"china-to-cuba"}),
        ("卡斯特罗访华", "zh", {"cuba-to-china"}),
        ("他先后访问古巴和中国", "zh", set()),
    ],
)
def test_the_direction_is_read_from_plain_words(text: str, language: Language, told: set[str]) -> None:
    """A text turned round would not be seen, or one that is right be reported."""
    assert directions_told(text, language) == told
