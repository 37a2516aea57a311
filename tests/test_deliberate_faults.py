"""Faults made on purpose, one of each kind that slips into a base: the check finds every one, at its file and line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.evaluation.checking import check_folder

FACTS, SOURCES, NAMES, LISTS = "facts.yaml", "sources.yaml", "entities.yaml", "collections.yaml"
OPPOSITES = "opposites.yaml"


@dataclass(frozen=True)
class Fault:
    """In the small base `old`, which stands once in `file`, becomes `new`; the check names this place in these words."""

    file: str
    old: str
    new: str
    place: str
    words: str


FAULTS = {
    # The form of the files
    "a tab among the spaces": Fault(
        FACTS, "  date: '1960-11-19'", "\tdate: '1960-11-19'", "facts.yaml:103", "not valid YAML"
    ),
    "a field twice": Fault(
        FACTS, "  date: 1965-02\n", "  date: 1965-02\n  date: 1965-03\n", "facts.yaml:155", "the key 'date' stands twice"
    ),
    "a field misspelt": Fault(
        FACTS, "  disagreement:\n    en: A Chinese", "  disagrement:\n    en: A Chinese", "facts.yaml:168", "no field"
    ),
    "a field left out": Fault(FACTS, "  date: 1965-02\n", "", "facts.yaml:153", "the field 'date' is missing"),
    "a language left out": Fault(
        FACTS, "    zh: 1960年9月28日中古建交\n", "", "facts.yaml:5", "the field 'title.zh' is missing"
    ),
    "one id for two": Fault(
        SOURCES, "- id: wsj-teaser-2023-spy-base", "- id: acn-2025-65-years", "sources.yaml:128", "the id stands already"
    ),
    "an id with capitals": Fault(NAMES, "- id: xi-jinping", "- id: Xi-Jinping", "entities.yaml:73", "id: "),
    "a bare address": Fault(
        SOURCES, "url: https://docslib.org", "url: docslib.org", "sources.yaml:123", "url: "
    ),
    # Dates
    "a thirteenth month": Fault(FACTS, "date: '1960-09-28'", "date: '1960-13-28'", "facts.yaml:2", "date: "),
    "an end before the beginning": Fault(
        FACTS, "2008-11-17/2008-11-19", "2008-11-19/2008-11-17", "facts.yaml:275", "date: "
    ),
    "a date in words": Fault(
        SOURCES, "published: '2015-05-28'", "published: May 2015", "sources.yaml:92", "published: "
    ),
    "another day in the English text": Fault(
        FACTS, "of 28 September 1960.\n      Cuba was", "of 26 September 1960.\n      Cuba was", "facts.yaml:10",
        "the text says '26 September 1960', the date is 1960-09-28",
    ),
    # What one entry uses of another
    "an unknown topic": Fault(
        FACTS, "topic: military-and", "topic: spies-and", "facts.yaml:378", "unknown topic 'spies-and-intelligence'"
    ),
    "an unknown source": Fault(
        FACTS, "  - rmrb-1960-09", "  - rmrb-1961-09", "facts.yaml:48", "unknown source 'rmrb-1961-09-30-"
    ),
    "an unknown name": Fault(FACTS, "  - john-kirby", "  - john-kirbi", "facts.yaml:426", "unknown entity 'john-kirbi'"),
    "an unknown tag": Fault(FACTS, "  - us-reaction", "  - us-action", "facts.yaml:430", "unknown tag 'us-action'"),
    "a name twice": Fault(
        FACTS, "  - john-kirby\n", "  - john-kirby\n  - john-kirby\n", "facts.yaml:427", "'john-kirby' stands twice"
    ),
    "a source of nothing": Fault(
        FACTS, "  - daily-beast-2023-spy-base\n", "", "sources.yaml:41", "no fact uses this source"
    ),
    "a list of nothing": Fault(
        LISTS, "direction: china-to-cuba", "direction: cuba-to-china", "collections.yaml:10", "chooses no fact"
    ),
    # Trust
    "established on one newspaper": Fault(
        FACTS, "  - granma-2004-china-nickel\n", "", "facts.yaml:226", "'established' on too weak sources"
    ),
    "established on a mirror": Fault(
        SOURCES, "  url: https://www.granma.cu/granmad/2008", "  mirror: true\n  url: https://www.granma.cu/granmad/2008",
        "facts.yaml:277", "'established' on too weak sources",
    ),
    "a claim of nobody": Fault(
        FACTS, "  status: established\n  title:\n    en: Xi", "  status: reported\n  title:\n    en: Xi", "facts.yaml:330",
        "'reported' without attribution",
    ),
    "a claimant whom the text does not name": Fault(
        FACTS, "8 June 2023 The Wall Street Journal, citing unnamed US officials, reported", "8 June 2023 it was reported",
        "facts.yaml:385", "the text does not say who claims it",
    ),
    # What the three languages say
    "Spanish left in place of Chinese": Fault(
        FACTS, "    zh: 格瓦拉第二次访华无果", "    zh: Segunda visita del Che", "facts.yaml:160", "title.zh is in another"
    ),
    "another number in Chinese": Fault(
        FACTS, "首届投资论坛吸引约400名", "首届投资论坛吸引约4000名", "facts.yaml:238", "'4000' of 'zh' is not in en and es"
    ),
    "another direction in Spanish": Fault(
        FACTS, "de Estado a Cuba del 21", "de Estado a China del 21", "facts.yaml:339", "tells cuba-to-china, en and zh"
    ),
    "somebody left out in Chinese": Fault(
        FACTS, "奥斯马尼·西恩富戈斯、埃米利奥", "埃米利奥", "facts.yaml:167", "'奥斯马尼·西恩富戈斯' is not named"
    ),
    "an event told twice": Fault(
        FACTS,
        "finds that China and Cuba drew closer between January 1959 and September 1960, before they\n"
        "      had formal relations, through ideological affinity, shared interests and cultural diplomacy.",
        "finds that Cuba and the People's Republic of China established diplomatic relations\n"
        "      by a joint communiqué of 28 September 1960; Cuba was the first country in Latin America and the Western\n"
        "      Hemisphere to recognise Beijing.",
        "facts.yaml:10", "as china-cuba-first-contacts-cultural-diplomacy-1959-1960 (facts.yaml:51)",
    ),
    "one name for two people": Fault(
        NAMES, "{en: [Hu]}", "{en: [Hu, Raúl]}", "entities.yaml:65", "the name 'raul' calls"
    ),
    # Words that exclude one another
    "a word on both sides": Fault(
        OPPOSITES, "en: [repay, pay back]", "en: [repay, Lend]", "opposites.yaml:7", "'Lend' stands on both sides"
    ),
    "one stem on both sides": Fault(
        OPPOSITES, "en: [repay, pay back]", "en: [repay, lending]", "opposites.yaml:7", "'lending' (en) is not read as of"
    ),
    "a side without words": Fault(
        OPPOSITES, "    en: [repay, pay back]\n    es: [reembolsar, devolver el préstamo]\n    zh: [偿还, 还款]\n",
        "    en: []\n", "opposites.yaml:6", "no words on the side 'other'",
    ),
    "a side without Spanish": Fault(
        OPPOSITES, "    es: [reembolsar, devolver el préstamo]\n", "", "opposites.yaml:6",
        "no words in 'es' on the side 'other'",
    ),
    # What fits into a message
    "a title too long for a button": Fault(
        FACTS, "    en: Guevara's second visit to Beijing ends without agreement",
        "    en: Guevara's second visit to Beijing ends without any sort of agreement",
        "facts.yaml:158", "the title has 68 characters",
    ),
    # Phrasings
    "too few phrasings": Fault(
        FACTS, "    - 胡锦涛首次拉美之行最后去了哪个国家？\n    - 约400人参加的中古投资论坛是哪年办的？\n", "",
        "facts.yaml:253", "3 phrasings in 'zh'",
    ),
    "one phrasing for two facts": Fault(
        FACTS, "- Xi Jinping Cuba state visit 2014", "- when was Hu Jintao in Cuba in 2008", "facts.yaml:346",
        "stands under hu-jintao-state-visit-november-2008 too (facts.yaml:274)",
    ),
    "words answered with another fact": Fault(
        FACTS, "- Xi Jinping Cuba state visit 2014", "- November 2008 Raúl Castro talks Hu Jintao", "facts.yaml:346",
        "is answered with hu-jintao-state-visit-november-2008 (facts.yaml:274)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_deliberate_fault_is_found_at_its_line(small_folder: Path, tmp_path: Path, fault: Fault) -> None:
    """A curator would publish the fault, or look for it in five hundred facts."""
    folder = tmp_path / "knowledge"
    shutil.copytree(small_folder, folder)
    path = folder / fault.file
    text = path.read_text("utf-8")
    assert text.count(fault.old) == 1, "the edit must be one"
    path.write_text(text.replace(fault.old, fault.new), "utf-8")
    _, problems = check_folder(folder)
    found = [f"{problem.file}:{problem.line}" for problem in problems if fault.words in problem.message]
    assert found == [fault.place], [str(problem) for problem in problems]


def test_the_base_that_is_spoilt_is_good(small_folder: Path) -> None:
    """The faults above would be found because they stood there before."""
    assert check_folder(small_folder)[1] == []
