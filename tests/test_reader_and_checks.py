"""The fact base is read strictly, and every fault in it is reported with file, line, fact and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.facts.base import load, read_knowledge
from bot.facts.checks import check_knowledge, utf16_length
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import read_entries

TOPICS = """\
- id: diplomacy
  name: {en: Diplomacy, es: Diplomacia, zh: 外交}
- id: visits
  name: {en: Visits, es: Visitas, zh: 访问}
"""
TAGS = """\
- id: recognition
  name: {en: recognition, es: reconocimiento, zh: 建交}
"""
ENTITIES = """\
- id: havana
  kind: place
  name: {en: Havana, es: La Habana, zh: 哈瓦那}
  side: cuba
"""
SOURCES = """\
- id: ministry
  title: Joint communiqué
  publisher: Foreign Ministry
  url: https://ministry.example/1960
  published: '1960-09-28'
  language: es
  kind: government
- id: daily
  title: Relations established
  publisher: The Daily
  url: https://daily.example/1960
  language: en
  kind: news
- id: courier
  title: Li in Havana
  publisher: The Courier
  url: https://courier.example/1995
  language: en
  kind: news
- id: courier-too
  title: Li leaves Havana
  publisher: The Courier
  url: https://courier.example/1995-too
  language: en
  kind: news
- id: diary
  title: What I heard
  publisher: Old Diary
  url: https://diary.example/1999
  language: en
  kind: blog
- id: almanac
  title: Cuba
  publisher: Almanac
  url: https://almanac.example/cuba
  language: en
  kind: encyclopedia
- id: copy
  title: Relations established
  publisher: Copies
  url: https://copies.example/1960
  language: en
  kind: news
  mirror: true
"""
FACTS = """\
- id: relations-1960
  date: '1960-09-28'
  topic: diplomacy
  status: established
  title: {en: Relations established, es: Relaciones establecidas, zh: 建立外交关系}
  text:
    en: Cuba and China established relations on 28 September 1960.
    es: Cuba y China establecieron relaciones el 28 de septiembre de 1960.
    zh: 1960年9月28日，古巴与中国建立外交关系。
  questions:
    en:
      - When did Cuba recognise Beijing?
      - joint communiqué 1960
      - since when are there relations
      - first embassy in Havana
      - start of diplomatic ties
    es:
      - ¿Cuándo reconoció Cuba a Pekín?
      - comunicado conjunto de 1960
      - desde cuándo hay relaciones
      - primera embajada
    zh:
      - 中古何时建交？
      - 联合公报
      - 建交日期
      - 第一个大使馆
  entities: [havana]
  tags: [recognition]
  sources: [ministry, daily]
  checked: '2026-11-23'
- id: visit-1995
  date: 1995-10-13/1995-10-14
  topic: visits
  status: established
  title: {en: A visit in 1995, es: Una visita en 1995, zh: 1995年的访问}
  text:
    en: A Chinese premier stopped in Havana in October 1995.
    es: Un primer ministro chino hizo escala en La Habana en octubre de 1995.
    zh: 1995年10月，中国总理途经哈瓦那。
  questions:
    en: [who came in 1995, premier at the airport, a stop in October, Li and Fidel, visit of 1995]
    es: [quién vino en 1995, el premier en el aeropuerto, una escala en octubre, la visita de 1995]
    zh: [1995年谁来了, 总理在机场, 十月过境, 1995年访问]
  entities: [havana]
  sources: [daily, courier, courier-too]
  checked: '2026-11-23'
- id: rumour-1999
  date: 1999~
  topic: diplomacy
  status: reported
  title: {en: A rumour of 1999, es: Un rumor de 1999, zh: 1999年的传闻}
  text:
    en: According to the Old Diary, an envoy came in secret about 1999.
    es: Según el Viejo Diario, un enviado llegó en secreto hacia 1999.
    zh: 据《旧日记》称，约1999年有特使秘密来访。
  attribution: {en: the Old Diary, es: el Viejo Diario, zh: 《旧日记》}
  questions:
    en: [secret envoy, a rumour, who came in secret, the diary of 1999, hidden talks]
    es: [enviado secreto, un rumor, quién vino en secreto, el diario de 1999]
    zh: [秘密特使, 一个传闻, 谁秘密来访, 1999年的日记]
  sources: [diary, almanac, copy]
  checked: '2026-11-23'
"""
BASE = {"topics": TOPICS, "tags": TAGS, "entities": ENTITIES, "sources": SOURCES, "facts": FACTS}
LONG = "x" * 1100


@dataclass(frozen=True)
class Fault:
    """A fault: in this file the first `old` becomes `new`; it must be reported for `id`, at the first line with `at`."""

    old: str
    new: str
    at: str
    message: str
    id: str = "relations-1960"
    file: str = "facts"
    told: int = 1


FAULTS = {
    "bad YAML": Fault("topic: diplomacy", "topic: [diplomacy", "  status: established", "not valid YAML", id=""),
    "a tab": Fault("  topic: diplomacy", "\ttopic: diplomacy", "topic: diplomacy", "not valid YAML", id=""),
    "control character": Fault("Cuba and", "Cuba \x01 and", "", "cannot be read", id=""),
    "not a list": Fault(
        TAGS, "id: recognition\n", "id: recognition", "the file is not a list", id="", file="tags", told=2
    ),
    "not a mapping": Fault("- id: visit-1995", "- only words\n- id: visit-1995", "- only", "not a mapping", id=""),
    "entry holds itself": Fault(
        "- id: havana", "- &self\n  self: *self\n- id: havana", "- &self", "holds itself", id="", file="entities"
    ),
    "duplicate key": Fault(
        "  topic: diplomacy\n", "  topic: diplomacy\n  topic: visits\n", "topic: visits", "'topic' stands twice"
    ),
    "duplicate key deep inside": Fault(
        "    es: Cuba y", "    en: Other words of 1960.\n    es: Cuba y", "en: Other words", "'en' stands twice"
    ),
    "unknown field": Fault("  checked:", "  colour: red\n  checked:", "colour: red", "no field 'colour'"),
    "unknown field deep inside": Fault(
        "    zh: 1960年", "    fr: Cuba\n    zh: 1960年", "fr: Cuba", "no field 'text.fr'"
    ),
    "missing language": Fault(
        "    zh: 1960年9月28日，古巴与中国建立外交关系。\n", "", "  text:", "'text.zh' is missing"
    ),
    "missing language of a title": Fault(", zh: 建立外交关系}", "}", "title: {en: Rel", "'title.zh' is missing"),
    "missing field": Fault("  topic: diplomacy\n", "", "- id: relations-1960", "'topic' is missing"),
    "missing id": Fault("- id: relations-1960\n  date", "- date", "- date: '1960-09-28'", "'id' is missing", id=""),
    "empty text": Fault(
        "    en: Cuba and China established relations on 28 September 1960.", "    en: ' '", "    en: ' '", "text.en"
    ),
    "no text at all": Fault(
        "    en: Cuba and China established relations on 28 September 1960.", "    en:", "    en:", "text.en"
    ),
    "ill-formed id": Fault("id: relations-1960", "id: Relations 1960", "- id: Rel", "id:", id="Relations 1960"),
    "ill-formed date": Fault("'1960-09-28'", "28 September 1960", "  date: 28", "not a year, a month or a day"),
    "padded date": Fault("'1960-09-28'", "1960-9-28", "  date: 1960-9", "not a year, a month or a day"),
    "impossible day": Fault("'1960-09-28'", "1960-09-31", "  date: 1960-09-31", "1960-09 has no day 31"),
    "impossible month": Fault("'1960-09-28'", "1960-13", "  date: 1960-13", "month 13 does not exist"),
    "interval backwards": Fault(
        "1995-10-13/1995-10-14", "1995-10-14/1995-10-13", "  date: 1995", "ends before it begins", id="visit-1995"
    ),
    "impossible day of checking": Fault("'2026-11-23'", "2026-02-30", "checked: 2026-02-30", "2026-02 has no day 30"),
    "month of checking": Fault("'2026-11-23'", "2026-11", "checked: 2026-11\n", "checked:"),
    "impossible date of a source": Fault(
        "'1960-09-28'", "1960-02-30", "published", "no day 30", id="ministry", file="sources", told=2
    ),
    "unknown status": Fault(
        "status: established", "status: certain", "status: certain", "'established', 'reported' or 'disputed'"
    ),
    "unknown kind of source": Fault(
        "kind: government", "kind: rumour", "kind: rumour", "'government'", id="ministry", file="sources", told=2
    ),
    "source without address": Fault(
        "  url: https://ministry.example/1960\n",
        "",
        "- id: ministry",
        "'url' is missing",
        id="ministry",
        file="sources",
        told=2,
    ),
    "address that is none": Fault(
        "https://ministry.example/1960",
        "ministry.example",
        "  url: ministry",
        "url:",
        id="ministry",
        file="sources",
        told=2,
    ),
    "unknown source": Fault("[ministry, daily]", "[ministry, weekly]", "[ministry, weekly]", "unknown source 'weekly'"),
    "unknown entity": Fault("[havana]", "[atlantis]", "[atlantis]", "unknown entity 'atlantis'"),
    "unknown topic": Fault("topic: diplomacy", "topic: cooking", "topic: cooking", "unknown topic 'cooking'"),
    "unknown tag": Fault("[recognition]", "[secession]", "[secession]", "unknown tag 'secession'"),
    "unknown source of a correction": Fault(
        "  checked:",
        "  corrections:\n    - source: weekly\n      says: {en: a, es: b, zh: 甲}\n"
        "      correct: {en: a, es: b, zh: 甲}\n  checked:",
        "- source: weekly",
        "unknown source 'weekly'",
    ),
    "the same source twice": Fault(
        "[ministry, daily]", "[ministry, daily, daily]", "daily, daily]", "'daily' stands twice in sources"
    ),
    "duplicate id": Fault("- id: visit-1995", "- id: relations-1960", "", "stands already at facts.yaml:1"),
    "duplicate id of a source": Fault(
        "- id: courier-too", "- id: courier", "", "stands already", id="courier", file="sources", told=2
    ),
    "no source": Fault("[ministry, daily]", "[]", "sources: []", "sources:", told=2),
    "no field sources": Fault("  sources: [ministry, daily]\n", "", "- id: rel", "'sources' is missing", told=2),
    "more than four sources": Fault(
        "[daily, courier, courier-too]",
        "[daily, courier, courier-too, ministry, copy]",
        "[daily, courier",
        "sources:",
        id="visit-1995",
        told=3,
    ),
    "established on a blog and an encyclopedia and a mirror": Fault(
        "status: reported", "status: established", "", "too weak sources", id="rumour-1999", told=2
    ),
    "established on one publisher twice": Fault(
        "[daily, courier, courier-too]", "[courier, courier-too]", "", "too weak sources", id="visit-1995"
    ),
    "established on one newspaper and a blog": Fault(
        "[ministry, daily]", "[daily, diary]", "", "too weak sources", told=2
    ),
    "established on one newspaper and a mirror": Fault(
        "[ministry, daily]", "[daily, copy]", "", "too weak sources", told=2
    ),
    "established with attribution": Fault(
        "  checked:",
        "  attribution: {en: The Daily, es: The Daily, zh: 日报}\n  checked:",
        "  attribution: {en: The",
        "attribution on an established",
    ),
    "reported without attribution": Fault(
        "  attribution: {en: the Old Diary, es: el Viejo Diario, zh: 《旧日记》}\n",
        "",
        "status: reported",
        "without attribution",
        id="rumour-1999",
    ),
    "disputed without attribution": Fault(
        "status: established", "status: disputed", "status: disputed", "without attribution"
    ),
    "claimant not named in English": Fault(
        "According to the Old Diary, an envoy",
        "The envoy",
        "    en: The envoy",
        "does not say who claims it ('the Old Diary')",
        id="rumour-1999",
    ),
    "claimant not named in Spanish": Fault(
        "Según el Viejo Diario, un enviado",
        "Un enviado",
        "    es: Un enviado",
        "does not say who claims it",
        id="rumour-1999",
    ),
    "claimant not named in Chinese": Fault(
        "据《旧日记》称，约", "约", "    zh: 约1999", "does not say who claims it", id="rumour-1999"
    ),
    "phrasing under two facts": Fault(
        "who came in 1995",
        "'WHEN did Cuba recognise Beijing?!'",
        "    en: ['WHEN",
        "stands under relations-1960 too (facts.yaml:1)",
        id="visit-1995",
    ),
    "phrasing under two facts in Chinese": Fault(
        "总理在机场", "联合公报", "    zh: [1995", "'联合公报' stands under", id="visit-1995"
    ),
    "phrasing twice": Fault(
        "joint communiqué 1960",
        "When did Cuba recognise Beijing",
        "- When did Cuba recognise Beijing\n",
        "stands twice",
    ),
    "right and mistaken at once": Fault(
        "  questions:",
        "  mistaken_questions: {en: [JOINT communiqué 1960]}\n  questions:",
        "  mistaken_questions",
        "stands among the questions of this fact too",
    ),
    "mistaken question that another fact answers": Fault(
        "  questions:",
        "  mistaken_questions: {en: [who came in 1995?]}\n  questions:",
        "  mistaken_questions",
        "stands under visit-1995 too",
    ),
    "mistaken question twice": Fault(
        "  questions:",
        "  mistaken_questions: {zh: [为何断交, 为何断交？]}\n  questions:",
        "  mistaken_questions",
        "stands twice",
    ),
    "empty phrasing": Fault("- joint communiqué 1960", "- ''", "- ''", "questions.en.1"),
    "phrasing of signs only": Fault("- joint communiqué 1960", "- ¿…?", "- ¿…?", "empty phrasing"),
    "too few English phrasings": Fault("      - joint communiqué 1960\n", "", "    en:\n", "4 phrasings in 'en'"),
    "too few Spanish phrasings": Fault(
        ", la visita de 1995]", "]", "    es: [quién vino", "3 phrasings in 'es'", id="visit-1995"
    ),
    "too few Chinese phrasings": Fault("      - 联合公报\n", "", "    zh:\n", "3 phrasings in 'zh'"),
    "text too long": Fault("Cuba and China est", f"{LONG}{LONG} est", "    en: xxx", "text and disagreement take"),
    "text and disagreement too long together": Fault(
        "  questions:",
        f"  disagreement: {{en: {LONG}{LONG[40:]}, es: {LONG}, zh: {'长' * 10}}}\n  questions:",
        "    en: Cuba and",
        "text and disagreement take",
        told=2,
    ),
    "emoji count twice, as Telegram counts": Fault(
        "中国建立", "中国" + "古" * 800 + "🇨🇺" * 400, "    zh: 1960", "in 'zh'"
    ),
    "title too long": Fault(
        "en: Relations established", f"en: {'word ' * 13}!", "  title: {en: word", "the title has 66"
    ),
    "unused source": Fault(
        "[daily, courier, courier-too]",
        "[daily, courier]",
        "- id: courier-too",
        "no fact uses this source",
        id="courier-too",
        file="facts>sources",
    ),
    "languages swapped": Fault(
        "en: Relations established, es: Relaciones establecidas, zh: 建立外交关系",
        "en: 建立外交关系, es: Relaciones establecidas, zh: Relations established",
        "  title: {en: 建",
        "title.en is in another language",
        told=2,
    ),
    "Spanish field in Chinese": Fault(
        "Cuba y China establecieron relaciones el 28 de septiembre de 1960.",
        "古巴与中国建立外交关系。",
        "    es: 古",
        "text.es is in another language",
    ),
    "Chinese field in English": Fault(
        "1960年9月28日，古巴与中国建立外交关系。",
        "Cuba and China established relations.",
        "    zh: Cuba",
        "text.zh is in another language",
    ),
}

# What is written, and what must be read: always the very text.
SCALARS = {
    "no": "no",
    "yes": "yes",
    "NULL.": "NULL.",
    "12:30": "12:30",
    "1960": "1960",
    "007": "007",
    "1e3": "1e3",
    "2026-11-23": "2026-11-23",
    "'quoted: text'": "quoted: text",
    "true": "true",
    "0x1F": "0x1F",
    ".inf": ".inf",
    "'null'": "null",
    "''": "",
}

Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the parts of a base into a folder."""

    def to_folder(parts: dict[str, str]) -> Path:
        for kind, text in parts.items():
            (tmp_path / f"{kind}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return to_folder


def _problems(folder: Path) -> list[Problem]:
    knowledge = read_knowledge(folder)
    return sorted((*knowledge.problems, *check_knowledge(knowledge)))


def _line_of(text: str, at: str) -> int:
    assert at in text, f"the case names no line: {at!r}"
    return text[: text.index(at)].count("\n") + 1


def test_a_good_base_has_no_problem(write: Write) -> None:
    """Nobody could add a fact, as correct work would be refused."""
    folder = write(BASE)
    assert _problems(folder) == []
    assert list(load(folder).facts) == ["relations-1960", "visit-1995", "rumour-1999"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_where_it_stands(write: Write, name: str) -> None:
    """A reader would be told something wrong, unsourced or in the wrong language; or a curator would search for the line."""
    fault = FAULTS[name]
    changed, _, reported_in = fault.file.partition(">")
    assert fault.old in BASE[changed]
    faulty = {**BASE, changed: BASE[changed].replace(fault.old, fault.new, 1)}
    found = _problems(write(faulty))
    file = reported_in or changed
    about = [p for p in found if fault.message in p.message and p.id == fault.id]
    assert about, f"not reported; found: {[str(p) for p in found]}"
    problem = about[0]
    assert problem.file == f"{file}.yaml"
    assert problem.advice
    if fault.at:
        assert problem.line == _line_of(faulty[file], fault.at)
    assert "\n" not in str(problem)
    assert str(problem).startswith(f"{file}.yaml:{problem.line}: {fault.id or '-'}: ")


# Faults that a table of one line each cannot place by a text that occurs once.
REPEATED = {
    "duplicate id": ("- id: visit-1995", "- id: relations-1960", _line_of(FACTS, "- id: visit-1995")),
    "status of the third fact": ("status: reported", "status: established", _line_of(FACTS, "status: reported")),
    "sources of the second fact": (
        "[daily, courier, courier-too]",
        "[courier, courier-too]",
        _line_of(FACTS[FACTS.index("- id: visit") :], "  status") + FACTS[: FACTS.index("- id: visit")].count("\n"),
    ),
}


@pytest.mark.parametrize("name", REPEATED)
def test_the_line_is_that_of_the_right_fact(write: Write, name: str) -> None:
    """The curator would be sent to another fact that looks alike."""
    old, new, line = REPEATED[name]
    lines = {p.line for p in _problems(write({**BASE, "facts": FACTS.replace(old, new, 1)})) if p.file == "facts.yaml"}
    assert line in lines


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.told == 1 and fault.id])
def test_one_fault_is_one_line(write: Write, name: str) -> None:
    """A curator would have to find the one true message among others that follow from it."""
    fault = FAULTS[name]
    changed = fault.file.partition(">")[0]
    found = _problems(write({**BASE, changed: BASE[changed].replace(fault.old, fault.new, 1)}))
    own = [p for p in found if p.id == fault.id]
    assert len(own) == 1, [str(p) for p in own]


def test_all_problems_are_reported_at_once(write: Write) -> None:
    """A curator would mend one fault, run again, and find the next, many times over."""
    facts = FACTS.replace("topic: diplomacy", "topic: cooking", 1).replace("[recognition]", "[secession]")
    facts = facts.replace("1995-10-13/1995-10-14", "1995-13").replace("《旧日记》称，", "")
    sources = SOURCES.replace("kind: blog", "kind: gossip")
    with pytest.raises(KnowledgeError) as error:
        load(write({**BASE, "facts": facts, "sources": sources}))
    told = str(error.value)
    for words in (
        "'cooking'",
        "'secession'",
        "month 13",
        "does not say who",
        "kind:",
    ):
        assert words in told
    assert list(error.value.problems) == sorted(error.value.problems)
    assert told.count("\n") == len(error.value.problems) - 1


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    """With KNOWLEDGE_DIR mistyped the bot would start and know nothing."""
    with pytest.raises(KnowledgeError) as error:
        load(tmp_path / "nowhere")
    assert "KNOWLEDGE_DIR" in str(error.value)
    assert {p.file for p in error.value.problems} == {"topics", "sources", "facts"}


def test_a_part_may_be_a_folder_of_files(write: Write) -> None:
    """Facts could not be kept by period, and a fault in one file would be reported in another."""
    folder = write({kind: text for kind, text in BASE.items() if kind != "facts"})
    cut = FACTS.index("- id: rumour-1999")
    (folder / "facts").mkdir()
    (folder / "facts" / "a.yaml").write_text(FACTS[:cut], encoding="utf-8")
    (folder / "facts" / "b.yaml").write_text(
        FACTS[cut:].replace("topic: diplomacy", "topic: cooking"), encoding="utf-8"
    )
    assert [(p.file, p.line, p.id) for p in _problems(folder)] == [("facts/b.yaml", 3, "rumour-1999")]


@pytest.mark.parametrize("written", SCALARS)
def test_text_stays_as_it_was_written(tmp_path: Path, written: str) -> None:
    """ "No" as an alias would become False, 12:30 would become 750, and the year 007 seven."""
    path = tmp_path / "x.yaml"
    path.write_text(f"- id: x\n  value: {written}\n", encoding="utf-8")
    entries, problems = read_entries(path, "x.yaml")
    assert problems == []
    assert entries[0].data == {"id": "x", "value": SCALARS[written]}


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    """A part that somebody has just begun would stop the bot."""
    path = tmp_path / "x.yaml"
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert read_entries(path, "x.yaml") == ([], [])


def test_a_file_in_another_encoding_is_reported(write: Write) -> None:
    """A file saved by an old editor would stop the bot with a stack trace."""
    folder = write(BASE)
    (folder / "tags.yaml").write_bytes("- id: recognition\n  name: {en: ñ, es: ñ, zh: 甲}\n".encode("utf-16"))
    assert [p.file for p in _problems(folder) if "cannot be read" in p.message] == ["tags.yaml"]


def test_all_duplicate_keys_of_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    """Of two equal keys the last would win in silence, and the first text would be lost."""
    path = tmp_path / "x.yaml"
    path.write_text("- id: x\n  a: 1\n  a: 2\n- id: y\n  b: {c: 1, c: 2}\n  d:\n  - e: 1\n    e: 2\n", encoding="utf-8")
    _, problems = read_entries(path, "x.yaml")
    assert [(p.line, p.id) for p in problems] == [(3, "x"), (5, "y"), (8, "y")]


COLLECTION = """\
- id: visits-of-china
  title: {en: Visits, es: Visitas, zh: 访问}
  questions: {en: [which visits], es: [qué visitas], zh: [哪些访问]}
  filter: {topics: [visits]}
"""
SERIES = """\
- id: trade
  title: {en: Trade, es: Comercio, zh: 贸易}
  unit: {en: million dollars, es: millones de dólares, zh: 百万美元}
  questions: {en: [trade], es: [comercio], zh: [贸易额]}
  counters:
    - {id: china, name: {en: Chinese customs, es: la aduana china, zh: 中国海关}}
  values:
    - {year: '1995', counter: china, value: '214.5', source: daily}
  checked: '2026-11-23'
"""

OPPOSITES = """\
- id: support-condemn
  one: {en: [support], es: [apoyar, a favor de], zh: [支持]}
  other: {en: [condemn], es: [condenar], zh: [谴责]}
"""

# part, old, new, message
LISTS_AND_FIGURES = {
    "good": ("collections", "", "", ""),
    "word on both sides": ("opposites", "[condenar]", "[condenar, A FAVOR  DE]", "'A FAVOR  DE' stands on both sides"),
    "side without words": (
        "opposites",
        "{en: [support], es: [apoyar, a favor de], zh: [支持]}",
        "{}",
        "the side 'one'",
    ),
    "language of one side only": ("opposites", "zh: [谴责]", "zh: []", "no words in 'zh' on the side 'other'"),
    "side left out": ("opposites", "  other: {en: [condemn], es: [condenar], zh: [谴责]}\n", "", "'other' is missing"),
    "unknown field of a pair": ("opposites", "one:", "on:", "there is no field 'on'"),
    "unknown tag of a list": (
        "collections",
        "topics: [visits]",
        "tags: [nothing]",
        "unknown id 'nothing' in filter.tags",
    ),
    "unknown fact of a list": (
        "collections",
        "topics: [visits]",
        "ids: [nothing]",
        "unknown id 'nothing' in filter.ids",
    ),
    "list without facts": ("collections", "topics: [visits]", "since: '2020'", "chooses no fact"),
    "list without a filter": ("collections", "{topics: [visits]}", "{}", "chooses no fact"),
    "bad date of a filter": ("collections", "topics: [visits]", "since: soon", "not a year"),
    "unknown counter": ("series", "counter: china", "counter: cuba", "unknown counter 'cuba'"),
    "unknown source of a figure": ("series", "source: daily", "source: weekly", "unknown source 'weekly'"),
    "unknown fact of a figure": ("series", "source: daily", "source: daily, fact: nothing", "unknown fact 'nothing'"),
    "figure that is none": ("series", "'214.5'", "many", "value"),
    "year that is none": ("series", "'1995'", "'195'", "year"),
}


@pytest.mark.parametrize("name", LISTS_AND_FIGURES)
def test_lists_and_figures_are_checked_too(write: Write, name: str) -> None:
    """A list would be empty, a figure would have no source or counter, or a word would be its own opposite."""
    part, old, new, message = LISTS_AND_FIGURES[name]
    parts = {**BASE, "collections": COLLECTION, "series": SERIES, "opposites": OPPOSITES}
    parts[part] = parts[part].replace(old, new, 1)
    found = _problems(write(parts))
    if message:
        assert any(message in p.message and p.file == f"{part}.yaml" for p in found), [str(p) for p in found]
    else:
        assert found == []


def test_length_is_counted_as_telegram_counts() -> None:
    """A text with emoji would be let pass and then be refused by Telegram."""
    assert [utf16_length(text) for text in ("", "abc", "中古", "é", "🇨🇺")] == [0, 3, 2, 1, 4]
