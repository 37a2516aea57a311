"""What the facts say is held against itself: told twice, one name for two, dates and numbers that contradict."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.facts.base import Knowledge, read_knowledge
from bot.facts.checks import CHECKS
from bot.facts.model import Language
from bot.facts.problems import Problem
from bot.facts.text_checks import (
    date_in_text,
    figures,
    near_duplicates,
    numbers_agree,
    shared_aliases,
    spelled,
    stale_facts,
)

TOPICS = "- id: trade\n  name: {en: Trade, es: Comercio, zh: 贸易}\n"
SOURCES = """\
- id: ministry
  title: Figures
  publisher: Ministry of Trade
  url: https://ministry.example/figures
  language: es
  kind: government
"""
ENTITIES = """\
- id: granma-newspaper
  kind: publication
  name: {en: Granma, es: Granma, zh: 格拉玛报}
  shared_aliases: [granma]
- id: granma-ship
  kind: ship
  name: {en: The yacht Granma, es: El yate Granma, zh: 格拉玛号}
  aliases:
    en:
      - Castro's yacht
      - GRANMA
  shared_aliases: [Granma]
"""
FACTS = """\
- id: rice-1963
  date: '1963-10-16'
  topic: trade
  status: established
  title: {en: Rice for Cuba, es: Arroz para Cuba, zh: 援古大米}
  text:
    en: On 16 October 1963 China promised 20,000 tonnes of rice, twelve ships and 1.4 billion yuan.
    es: El 16 de octubre de 1963, China prometió 20.000 toneladas de arroz, 12 barcos y 1.400 millones de yuanes.
    zh: 1963年10月16日，中国承诺提供2万吨大米、12艘船和14亿元人民币。
  questions: {en: [rice of 1963]}
  sources: [ministry]
  refresh_days: 90
  checked: '2026-01-01'
- id: agreement-1963
  date: 1963-10
  topic: trade
  status: established
  title: {en: A payments agreement, es: Un acuerdo de pagos, zh: 支付协定}
  text:
    en: Both banks settled how payments between the countries were to be balanced at the end of each year.
    es: Ambos bancos acordaron cómo saldar al final de cada año los pagos entre los dos países.
    zh: 两国银行商定了每年年底如何平衡双方的支付。
  questions: {en: [payments agreement]}
  sources: [ministry]
  checked: '2026-01-01'
"""
BASE = {"topics": TOPICS, "sources": SOURCES, "entities": ENTITIES, "facts": FACTS}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Knowledge]:
    """Reads the small base of this file, in which `old` became `new` in one of its files."""

    def write_and_read(old: str = "", new: str = "", file: str = "facts") -> Knowledge:
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        assert old in BASE[file]
        for name, text in BASE.items():
            (tmp_path / f"{name}.yaml").write_text(text.replace(old, new, 1) if name == file else text, "utf-8")
        knowledge = read_knowledge(tmp_path)
        assert knowledge.problems == ()
        return knowledge

    return write_and_read


@dataclass(frozen=True)
class Fault:
    """A fault: `old` becomes `new`; the check must report it once, for `id`, at the line that begins with `at`."""

    check: Callable[[Knowledge], Iterable[Problem]]
    old: str
    new: str
    at: str
    message: str
    id: str = "rice-1963"
    file: str = "facts"


SAME_STORY = "In October 1963 China promised 20,000 tonnes of rice, 12 ships and 1.4 billion yuan."
BANKS = "Both banks settled how payments between the countries were to be balanced at the end of each year."
FAULTS = {
    "an event told twice": Fault(
        near_duplicates,
        BANKS,
        SAME_STORY,
        "    en: On 16",
        r"nearly the same \(\d+ %\) as agreement-1963 \(facts.yaml:1",
    ),
    "a name under two entities, listed by the first only": Fault(
        shared_aliases,
        "  shared_aliases: [Granma]\n",
        "",
        "      - GRANMA",
        r"'granma' calls granma-newspaper too \(entities.yaml:1\)",
        "granma-ship",
        "entities",
    ),
    "a name under two entities, listed by the second only": Fault(
        shared_aliases,
        "  shared_aliases: [granma]\n",
        "",
        "      - GRANMA",
        "'granma' calls granma-newspaper too",
        "granma-ship",
        "entities",
    ),
    "a name that differs in accents only": Fault(
        shared_aliases, "Castro's yacht", "格拉玛报", "      - 格拉玛报", "'格拉玛报' calls", "granma-ship", "entities"
    ),
    "another day in English": Fault(
        date_in_text, "16 October", "18 October", "    en: On 18", "'18 October 1963', the"
    ),
    "another day, American": Fault(
        date_in_text, "16 October", "October 6,", "    en: On Oct", "'October 6, 1963', the"
    ),
    "another month in Spanish": Fault(
        date_in_text, "16 de octubre", "16 de marzo", "    es: El", "says '16 de marzo de 1963', the date is 1963-10-16"
    ),
    "another year in Chinese": Fault(
        date_in_text, "1963年10月16日", "1964年10月16日", "    zh: 1964", "'1964年10月16日'"
    ),
    "a thousandfold in Spanish": Fault(
        numbers_agree, "20.000 toneladas", "20 toneladas", "    es: El 16", "'20' of 'es' is not in en and zh"
    ),
    "billions for thousands of millions": Fault(
        numbers_agree,
        "1.400 millones",
        "1.400 mil millones",
        "    es: El 16",
        "'1.400 mil millones' of 'es' is not in en",
    ),
    "a tenfold in Chinese": Fault(
        numbers_agree, "2万吨", "20万吨", "    zh: 1963", "'20万' of 'zh' is not in en and es"
    ),
    "a digit for another word": Fault(
        numbers_agree, "twelve", "thirteen", "    es: El 16", "'12' of 'es' is not in en"
    ),
    "a correction": Fault(
        numbers_agree,
        "  refresh_days",
        "  corrections:\n    - source: ministry\n      says: {en: 30 ships, es: 31 barcos, zh: 三十艘船}\n"
        "      correct: {en: a, es: b, zh: 甲}\n  refresh_days",
        "      says: {en: 30",
        "'31' of 'es' is not in en and zh",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_reported_where_it_stands(read: Callable[..., Knowledge], fault: Fault) -> None:
    """A curator would not learn of it, or would look for it in the wrong place."""
    lines = BASE[fault.file].replace(fault.old, fault.new, 1).splitlines()
    at = next(number for number, line in enumerate(lines, 1) if line.startswith(fault.at))
    problems = list(fault.check(read(fault.old, fault.new, fault.file)))
    found = [p for p in problems if re.search(fault.message, p.message)]
    assert [(p.file, p.line, p.id) for p in found] == [(f"{fault.file}.yaml", at, fault.id)], problems
    assert found[0].advice


@pytest.mark.parametrize("check", [near_duplicates, shared_aliases, date_in_text, numbers_agree])
def test_a_good_base_has_no_fault(read: Callable[..., Knowledge], check: Callable[[Knowledge], object]) -> None:
    """The bot would refuse to start over nothing, so these checks are among those that it starts with."""
    assert list(check(read())) == []  # type: ignore[call-overload]
    assert check in CHECKS


GOOD = {
    "the date of a report": (
        "On 16 October 1963 China",
        "As Granma wrote on 18 October 1963, China",
        "  refresh_days",
        "  attribution: {en: 'Granma, 18 October 1963', es: Granma, zh: 格拉玛报}\n  refresh_days",
    ),
    "a day before the one meant": (
        "On 16 October 1963 China",
        "After the storm of 6 October 1963, on 16 October China",
    ),
    "a day without its month": ("El 16 de octubre de 1963", "Tras el ciclón del 6 de octubre de 1963, el día 16"),
    "days from to": ("On 16 October", "From 14 to 17 October"),
    "a month only": ("1963年10月16日", "1963年10月"),
    "another day where the date is no day": ("'1963-10-16'", "1963-10~", "16 October", "18 October"),
    "decades and ordinals": ("中国承诺", "中国在20世纪60年代庆祝第15个国庆时承诺"),
    "years": ("中国承诺", "中国1962年与1963—1964年承诺"),
    "small numbers": ("中国承诺", "中国分3批承诺"),
    "names with numbers": ("中国承诺", "中国在COVID-19与G77期间承诺"),
    "watts": ("rice, ", "rice, 25–30 MW, ", "arroz, ", "arroz, 25-30 MW, ", "大米、", "大米、2.5万至3万千瓦、"),
    "one million for two": (
        "rice, ",
        "rice, 780 to 830 million, ",
        "arroz, ",
        "arroz, 780-830 millones, ",
        "大米、",
        "7.8亿至8.3亿、",
    ),
    "millions left out": (
        "rice, ",
        "rice, 70 million of 350 million, ",
        "arroz, ",
        "arroz, 70 millones de 350, ",
        "大米、",
        "3.5亿中的7000万、",
    ),
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_what_only_looks_like_a_fault_passes(
    read: Callable[..., Knowledge], monkeypatch: pytest.MonkeyPatch, changes: tuple[str, ...]
) -> None:
    """A curator would be told to mend what is right, and the bot would not start."""
    facts = FACTS
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in facts
        facts = facts.replace(old, new, 1)
    monkeypatch.setitem(BASE, "facts", facts)
    knowledge = read()
    for check in (near_duplicates, date_in_text, numbers_agree):
        assert list(check(knowledge)) == []


def test_the_same_words_about_another_time_are_no_duplicate(
    read: Callable[..., Knowledge], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every yearly visit and vote would have to be told in words of its own."""
    twice = FACTS.replace(BANKS, SAME_STORY)
    monkeypatch.setitem(BASE, "facts", twice.replace("date: 1963-10\n", "date: 1964-10\n"))
    assert list(near_duplicates(read())) == []


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("1,879 ships, 2.5 million men, 3 million and a half", "en", [1879, 2_500_000, 3_500_000]),
        ("1.879 naves, 2,5 millones, 6 mil millones de kilos", "es", [1879, 2_500_000, 6_000_000_000]),
        ("3 millones y medio de kilos, 5000 kilos", "es", [3_500_000, 5000]),
        (
            "1.3万亿元，12.5万人，300多万，3千万，5000多发",
            "zh",
            [1_300_000_000_000, 125_000, 3_000_000, 30_000_000, 5000],
        ),
    ],
)
def test_digits_are_read_as_each_language_writes_them(text: str, language: Language, values: list[int]) -> None:
    """A point would be taken for a comma, and every figure of a fact reported."""
    assert [max(figure.values) for figure in figures(text, language)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("one hundred and twenty-five thousand men", "en", 125_000),
        ("two million three hundred thousand", "en", 2_300_000),
        ("half a million, ten and twelve", "en", 500_000),
        ("half a million, ten and twelve", "en", 12),
        ("ciento veinte mil", "es", 120_000),
        ("dos mil millones", "es", 2_000_000_000),
        ("medio centenar de ancianos", "es", 50),
        ("una docena", "es", 12),
        ("doscientas cincuenta", "es", 250),
        ("veintidós", "es", 22),
        ("七十七国集团", "zh", 77),
        ("十二万五千人", "zh", 125_000),
        ("一百一十二", "zh", 112),
        ("两千人", "zh", 2000),
        ("十二万亿", "zh", 12_000_000_000_000),
    ],
)
def test_numbers_in_words_are_read(text: str, language: Language, value: int) -> None:
    """A number that one language writes in words would be reported as missing from it."""
    assert Decimal(value) in spelled(text, language)


def test_digits_before_a_power_are_not_words() -> None:
    """ "3 million" would count as a million too, and so hide a wrong figure."""
    assert Decimal(1_000_000) not in spelled("3 million", "en")


def test_a_stale_fact_is_told_from_the_day_after(read: Callable[..., Knowledge]) -> None:
    """A figure that must be looked up again would be told as new for ever, or its curator nagged too early."""
    knowledge = read()
    assert stale_facts(knowledge, date(2026, 4, 1)) == ()
    (problem,) = stale_facts(knowledge, date(2026, 4, 2))
    line = FACTS.splitlines().index("  checked: '2026-01-01'") + 1
    assert (problem.file, problem.line, problem.id) == ("facts.yaml", line, "rice-1963")
    assert "91 days ago, to be checked every 90" in problem.message


def test_a_stale_fact_does_not_stop_the_bot() -> None:
    """The bot would not start one morning though nobody changed anything."""
    assert "stale_facts" not in [check.__name__ for check in CHECKS]
