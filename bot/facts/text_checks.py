"""Checks of what the facts say: told twice, one name for two, dates and numbers that contradict, facts to look up again."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from bot.facts.base import Knowledge, Located
from bot.facts.dates import Edtf, Precision
from bot.facts.model import LANGUAGES, Entity, Fact, Language, Text
from bot.facts.problems import Problem

NEARLY_THE_SAME = 85  # of 100; the likeliest pair of different facts so far reaches 74


def near_duplicates(knowledge: Knowledge) -> Iterator[Problem]:
    """No event is told by two facts: nearly the same English words about overlapping dates."""
    facts = list(knowledge.base.facts.values())
    words = [fact.text.en.casefold() for fact in facts]
    first, last = [fact.when.first_day for fact in facts], [fact.when.last_day for fact in facts]
    for number, fact in enumerate(facts):
        for other in range(number):
            if first[number] > last[other] or first[other] > last[number]:
                continue
            likeness = fuzz.token_set_ratio(words[number], words[other], score_cutoff=NEARLY_THE_SAME)
            if likeness:
                twin = knowledge.located["facts", facts[other].id]
                message = f"says nearly the same ({likeness:.0f} %) as {twin.id} ({place(twin)})"
                advice = "make one fact of the two, or say what sets them apart"
                yield knowledge.located["facts", fact.id].problem(message, advice, "text", "en")


def shared_aliases(knowledge: Knowledge) -> Iterator[Problem]:
    """A name that calls two entities is listed in shared_aliases of both, so that the bot knows that it is in doubt."""
    first: dict[str, Entity] = {}
    for entity in knowledge.base.entities.values():
        own = {fold(words): path for path, words in reversed(list(_names(entity)))}
        for name, path in own.items():
            other = first.setdefault(name, entity)
            if other is entity or all(name in map(fold, one.shared_aliases) for one in (entity, other)):
                continue
            twin = knowledge.located["entities", other.id]
            message = f"the name '{name}' calls {twin.id} too ({place(twin)})"
            advice = "list it in shared_aliases of both, or keep it under one"
            yield knowledge.located["entities", entity.id].problem(message, advice, *path)


def _names(entity: Entity) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for language in LANGUAGES:
        yield ("name", language), entity.name[language]
        for number, words in enumerate(entity.aliases[language]):
            yield ("aliases", language, number), words


class _WithoutAccents(dict[int, int | None]):
    """What becomes of each character, looked up once: nothing of a combining one."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_ACCENTS = _WithoutAccents()


def fold(words: str) -> str:
    """Words without case, accents and doubled spaces."""
    plain = words
    if not words.isascii():
        plain = unicodedata.normalize("NFKD", words).translate(_WITHOUT_ACCENTS)
    return " ".join(plain.casefold().split())


def place(located: Located) -> str:
    """File and line, as editors read them."""
    return f"{located.entry.file}:{located.entry.line}"


_EN_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ES_MONTH = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_MONTHS = {"en": _EN_MONTH.split("|"), "es": _ES_MONTH.split("|")}
_EN_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ES_DAY = r"\d{1,2}\.?º?"
_ZH_DAY = r"\d{1,2}[日号]?"
_EN_DAYS = rf"(?<![\d.,]){_EN_DAY}(?:(?:\s*[-–,/]\s*|\s+(?:to|and|or|until)\s+){_EN_DAY})*"
_ES_DAYS = rf"(?<![\d.,]){_ES_DAY}(?:(?:\s*[-–,/]\s*|\s+(?:y|o|e|a|al)(?:\s+el)?\s+){_ES_DAY})*"
_ZH_DAYS = rf"{_ZH_DAY}(?:[-–—~～至到、和或]{_ZH_DAY})*(?![\d月])"
_DATES: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(rf"(?P<days>{_EN_DAYS})\s+(?P<month>{_EN_MONTH})\b(?:,?\s+(?P<year>\d{{4}})\b)?"),
        re.compile(rf"\b(?P<month>{_EN_MONTH})\s+(?:(?P<days>\d{{1,2}}(?!\d)),?\s*)?(?P<year>\d{{4}})\b"),
        re.compile(r"\bthe\s+(?P<days>\d{1,2}(?:st|nd|rd|th))\b(?!\s+[a-z]*(?:century|anniversary))"),
    ),
    "es": (
        re.compile(
            rf"(?:(?P<days>{_ES_DAYS})\s+de\s+)?\b(?P<month>{_ES_MONTH}|setiembre)\b(?:\s+del?\s+(?P<year>\d{{4}})\b)?"
        ),
        re.compile(rf"\b(?:días?|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\s+(?P<days>{_ES_DAYS})"),
    ),
    "zh": (
        re.compile(rf"(?:(?P<year>\d{{4}})年)?(?P<month>\d{{1,2}})月(?:(?P<days>{_ZH_DAYS}))?"),
        re.compile(r"(?<![\d.])(?P<days>\d{1,2})[日号]"),
    ),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as a text states it; what it leaves open is None or no day."""

    start: int
    end: int
    words: str
    year: int | None
    month: int | None
    days: tuple[int, ...]

    @property
    def is_full(self) -> bool:
        return self.year is not None and bool(self.days)

    @property
    def parts(self) -> tuple[int | None, int | None, tuple[int, ...]]:
        """What it says, wherever it stands."""
        return self.year, self.month, self.days

    def agrees(self, when: Edtf) -> bool:
        """Whether some day that this may mean belongs to the date."""
        years = [self.year] if self.year else range(when.first_day.year, when.last_day.year + 1)
        months = [self.month] if self.month else range(1, 13)
        first, last = (min(self.days), max(self.days)) if self.days else (1, 31)
        return any(
            when.overlaps(_day(year, month, first), _day(year, month, last)) for year in years for month in months
        )


def _day(year: int, month: int, day: int) -> date:
    """This day, or the last of the month where it has no such day."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def stated_dates(text: str, language: Language) -> list[Stated]:
    """The dates in a text that give more than a year, in its order."""
    found: list[Stated] = []
    for pattern in _DATES[language]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year = int(parts["year"]) if parts.get("year") else None
            month = _month(parts["month"], language) if parts.get("month") else None
            days = tuple(int(day) for day in re.findall(r"\d+", parts["days"] or ""))
            real = year != 0 and (month is None or 1 <= month <= 12) and all(1 <= day <= 31 for day in days)
            if real and all(match.end() <= one.start or one.end <= match.start() for one in found):
                found.append(Stated(match.start(), match.end(), match.group(), year, month, days))
    return sorted(found, key=lambda one: one.start)


def _month(name: str, language: Language) -> int:
    if language == "zh":
        return int(name)
    return _MONTHS[language].index("septiembre" if name == "setiembre" else name) + 1


def date_in_text(knowledge: Knowledge) -> Iterator[Problem]:
    """Where the field gives the day, the full date with which a text begins is that day, or another date in it is.

    A date that the attribution names too is that of a report, not of what is reported.
    """
    for fact in knowledge.base.facts.values():
        if not _to_the_day(fact.when):
            continue
        for language in LANGUAGES:
            reports = (
                {one.parts for one in stated_dates(fact.attribution[language], language)} if fact.attribution else ()
            )
            dates = [one for one in stated_dates(fact.text[language], language) if one.parts not in reports]
            if dates and dates[0].is_full and not any(one.agrees(fact.when) for one in dates):
                message = f"the text says '{dates[0].words}', the date is {fact.date}"
                yield knowledge.located["facts", fact.id].problem(message, "correct one of the two", "text", language)


def _to_the_day(when: Edtf) -> bool:
    points = [point for point in (when.start, when.end) if point]
    return all(point.precision == Precision.DAY and not point.approximate and not point.uncertain for point in points)


def is_stale(fact: Fact, today: date) -> bool:
    """Whether a fact was to be looked up again by this day."""
    return fact.refresh_days is not None and _age_in_days(fact, today) > fact.refresh_days


def _age_in_days(fact: Fact, today: date) -> int:
    return (today - date.fromisoformat(fact.checked)).days


def stale_facts(knowledge: Knowledge, today: date) -> tuple[Problem, ...]:
    """The facts that were to be looked up again by this day: a reminder, no fault."""
    found = []
    for fact in knowledge.base.facts.values():
        if is_stale(fact, today):
            message = f"checked {_age_in_days(fact, today)} days ago, to be checked every {fact.refresh_days}"
            advice = "look it up, correct the fact, and set 'checked' to the day"
            found.append(knowledge.located["facts", fact.id].problem(message, advice, "checked"))
    return tuple(found)


def _by_word(powers: Mapping[int, str]) -> dict[str, Decimal]:
    return {word: Decimal(10) ** power for power, words in powers.items() for word in words.split()}


# What multiplies the digits before it; watts are counted one by one, as Chinese has no short megawatt.
_POWERS = _by_word(
    {
        2: "百",
        3: "thousand mil 千 kW kilowatt kilovatio 千瓦",
        4: "万",
        6: "million millones millón 百万 MW megawatt megavatio 兆瓦",
        7: "千万 万千瓦",
        8: "亿",
        9: "billion milmillones GW gigawatt gigavatio 吉瓦",
        11: "亿千瓦",
        12: "trillion billones billón 万亿",
    }
)
_NOT_IN_A_NAME = r"(?<![A-Za-zÀ-ÿ\d.,])(?<![A-Za-zÀ-ÿ]-)"
_WATTS = r"(?:kW|MW|GW)(?=[hp]?(?![A-Za-z]))|(?:kilo|mega|giga)(?:watt|vatio)"
_FIGURE: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_NOT_IN_A_NAME}(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?:[\s-]?(?P<power>thousand|million|billion|trillion|{_WATTS})(?P<half>\s+and\s+a\s+half)?)?"
        r"(?P<ordinal>(?:st|nd|rd|th|s)\b)?"
    ),
    "es": re.compile(
        rf"{_NOT_IN_A_NAME}(?P<digits>\d{{1,3}}(?:[.\u00a0\u202f]\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)"
        rf"(?:[\s-]?(?P<power>mil\s+millones|mil\b|millones|millón|billones|billón|{_WATTS})(?P<half>\s+y\s+medio)?)?"
        r"(?P<ordinal>\.?[ºª°]|\.?(?:er|ro|do|ra|da|to|ta|mo|ma)\b)?"
    ),
    "zh": re.compile(
        rf"(?P<before>第)?{_NOT_IN_A_NAME}(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[多余来几]|\s)*"
        r"(?P<power>亿千瓦|万千瓦|万亿|百万|千万|兆瓦|吉瓦|亿|万|千瓦|千(?![克米伏])|百|(?:kW|MW|GW)(?=[hp]?(?![A-Za-z])))?"
        r"(?P<half>半)?(?P<ordinal>世纪|年代|周年|届)?"
    ),
}
_JOINED = re.compile(r"\s*(?:[-–—~～/至到、和或]|to|and|or|a|y|e|o|u)\s*")
_BARE_END = re.compile(r"\s*(?:[.,;:)，。；）]|$)")
LEAST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A number written in digits, and every value that it may mean."""

    words: str
    values: frozenset[Decimal]
    telling: bool


def figures(text: str, language: Language) -> list[Figure]:
    """The numbers in digits, dates left out; telling are those that are no year, no ordinal and not small."""
    for stated in stated_dates(text, language):
        text = text[: stated.start] + "|" * (stated.end - stated.start) + text[stated.end :]
    matches = list(_FIGURE[language].finditer(text))
    powers = [_powers(text, matches, number) for number in range(len(matches))]
    found = []
    for match, choices in zip(matches, powers, strict=True):
        parts = match.groupdict()
        digits = re.sub(r"[\s.]", "", match["digits"]).replace(",", ".") if language == "es" else match["digits"]
        number = Decimal(digits.replace(",", "")) + (Decimal("0.5") if parts["half"] else 0)
        values = frozenset(number * power for power in choices)
        year = len(match["digits"]) == 4 and 1500 <= number <= 2100 and not parts["power"]
        ordinal = parts["ordinal"] or parts.get("before")
        found.append(Figure(match.group().strip(), values, max(values) >= LEAST_NUMBER and not (year or ordinal)))
    return found


def _powers(text: str, matches: Sequence[re.Match[str]], number: int) -> set[Decimal]:
    """What a figure may be multiplied by: 780 in "780–830 million", 350 in "70 million of an earlier 350"."""
    match = matches[number]
    own = _POWERS[re.sub(r"\s", "", match["power"])] if match["power"] else Decimal(1)
    choices = {own}
    later = matches[number + 1] if number + 1 < len(matches) else None
    if later and _JOINED.fullmatch(text, match.end(), later.start()):
        if own == 1:
            choices |= _powers(text, matches, number + 1)
        elif own == _POWERS["万"] and later["power"] == "万千瓦":
            choices = {_POWERS["万千瓦"]}
    if own == 1 and _BARE_END.match(text, match.end()):
        before = [
            m for m in matches[:number] if m["power"] and not re.search(r"\.\s|。", text[m.end() : match.start()])
        ]
        choices |= {_POWERS[re.sub(r"\s", "", m["power"])] for m in before}
    return choices


def _numbered(*groups: tuple[int, int, str]) -> dict[str, Decimal]:
    """Number words: each group begins at a value and goes up by a step; words for the same value are joined by '/'."""
    return {
        word: Decimal(first + step * place)
        for first, step, words in groups
        for place, same in enumerate(words.split())
        for word in same.split("/")
    }


_COUNTED: Mapping[Language, Mapping[str, Decimal]] = {
    "en": _numbered(
        (1, 1, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"),
        (17, 1, "seventeen eighteen nineteen"),
        (20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
    )
    | {"half": Decimal("0.5")},
    "es": _numbered(
        (1, 1, "un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"),
        (
            15,
            1,
            "quince dieciseis diecisiete dieciocho diecinueve veinte veintiun/veintiuno/veintiuna",
        ),
        (22, 1, "veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"),
        (30, 10, "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien/ciento"),
        (200, 100, "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas"),
        (600, 100, "seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas"),
    )
    | {"medio": Decimal("0.5"), "media": Decimal("0.5")},
    "zh": _numbered((0, 1, "零/〇 一 二/两 三 四 五 六 七 八 九")) | {"半": Decimal("0.5")},
}
_MULTIPLIED: Mapping[Language, Mapping[str, Decimal]] = {
    "en": _by_word({2: "hundred", 3: "thousand", 6: "million", 9: "billion"}) | {"dozen": Decimal(12)},
    "es": _by_word({1: "decena", 2: "centenar", 3: "mil millar", 6: "millon millones"}) | {"docena": Decimal(12)},
    "zh": _by_word({1: "十", 2: "百", 3: "千", 4: "万", 8: "亿"}),
}
_PASSED_OVER: Mapping[Language, frozenset[str]] = {
    "en": frozenset({"and", "a"}),
    "es": frozenset({"y", "de"}),
    "zh": frozenset({"多", "余"}),
}


def spelled(text: str, language: Language) -> set[Decimal]:
    """The numbers that a text writes out in words."""
    pattern = r"\d[\d.,]*|." if language == "zh" else r"\d[\d.,]*|[^\W\d_]+|[^\w\s-]"
    counted, multiplied = _COUNTED[language], _MULTIPLIED[language]
    section = Decimal(10_000 if language == "zh" else 1000)  # from here on a power multiplies all that stands before it
    found: set[Decimal] = set()
    total = hundreds = ones = Decimal(0)
    before = ""
    for token in [*re.findall(pattern, fold(text)), ""]:
        value, power = counted.get(token), multiplied.get(token)
        digits_before = before[:1].isdigit()
        before = token
        if value is not None and ones % 10 ** len(str(int(value))) == 0:
            ones += value
        elif power and power < section and not digits_before:
            hundreds, ones = hundreds + (ones or 1) * power, Decimal(0)
        elif power and not digits_before:
            head = hundreds + ones
            total = total + (head or 1) * power if head or not total else total * power
            hundreds = ones = Decimal(0)
        elif token not in _PASSED_OVER[language]:
            found.add(total + hundreds + ones)
            total, hundreds, ones = Decimal(0), Decimal(0), value or Decimal(0)
    return found


def numbers_agree(knowledge: Knowledge) -> Iterator[Problem]:
    """A number that stands in digits in one language stands in the two others too, in digits or in words."""
    for fact in knowledge.base.facts.values():
        for path, text in _told(fact):
            read = {language: figures(words, language) for language, words in text}
            known = {
                language: spelled(words, language).union(*(figure.values for figure in read[language]))
                for language, words in text
            }
            for language in LANGUAGES:
                for figure in read[language]:
                    lacking = [other for other in LANGUAGES if not figure.values & known[other]]
                    if figure.telling and lacking:
                        message = f"the number '{figure.words}' of '{language}' is not in {' and '.join(lacking)}"
                        advice = "state the same number in the three languages"
                        yield knowledge.located["facts", fact.id].problem(message, advice, *path, language)


def _told(fact: Fact) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """What must be equally full in each language; a title may leave out what has no room on a button."""
    yield ("text",), fact.text
    for number, correction in enumerate(fact.corrections):
        yield ("corrections", number, "says"), correction.says
        yield ("corrections", number, "correct"), correction.correct
