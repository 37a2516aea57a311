"""Checks of the three languages against each other: the same direction, the same names.

Both rather miss a fault than report what is none: a curator who is sent after shadows stops reading the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bot.facts.base import Knowledge
from bot.facts.model import HAN, LANGUAGES, Direction, Entity, Language, Text
from bot.facts.problems import Problem
from bot.facts.text_checks import fold

_ENDS: Mapping[Direction, tuple[str, str]] = {"china-to-cuba": ("China", "Cuba"), "cuba-to-china": ("Cuba", "China")}
_CALLED: Mapping[Language, Mapping[str, str]] = {
    "en": {"China": "China|Beijing", "Cuba": "Cuba|Havana"},
    "es": {"China": "China|Pekín", "Cuba": "Cuba|La Habana"},
    "zh": {"China": "中国|北京|华", "Cuba": "古巴|哈瓦那|古(?!巴)"},
}
_HINTED: Mapping[Language, Mapping[str, str]] = {
    "en": {"China": "chin|beijing|peking|shanghai", "Cuba": "cuba|havana|island"},
    "es": {"China": "chin|pek[ií]n|beijing|shangh[aá]i", "Cuba": "cuba|haban|isla"},
    "zh": {"China": "[中华]|北京|上海", "Cuba": "古|哈瓦那"},
}
_SOME_WORDS = r"(?:[\w,.'’-]+ ){{0,6}}?"
# What goes, and where to; what is got, and from where. "To visit" is left out, as invitations have it.
_LEADS: Mapping[Language, str] = {
    "en": r"\b(?:exports?|exported|sales|sold|sells?|donat\w+|gifts?|g[ai]ven?|aid|loans?|len[dt]|credits?|suppl(?:y|ied|ies)"
    rf"|deliver\w*|shipped|shipments?|sent|visits?|trips?) {_SOME_WORDS}to (?:{{to}})\b(?! and (?:{{by}}))"
    r"|\bvisited (?:{to})\b(?! and (?:{by}))"
    rf"|\b(?:imports?|imported|bought|buys|buying|purchases?|receive[ds]) {_SOME_WORDS}from (?:{{by}})\b(?! and (?:{{to}}))",
    "es": r"\b(?:export\w+|ventas?|vend\w+|don[aó]\w*|regal\w+|di[oe]\w*|ayuda|préstamos?|prest\w+|créditos?|suministr\w+"
    rf"|entreg\w+|envi\w+|envíos?|visitas?|viaj\w+) {_SOME_WORDS}a (?:{{to}})\b(?! y (?:{{by}}))"
    r"|\bvisit(?:ó|aron|aba) (?:{to})\b(?! y (?:{by}))"
    rf"|\b(?:import\w+|compr\w+|recib\w+) {_SOME_WORDS}(?:de|desde) (?:{{by}})\b(?! y (?:{{to}}))",
    "zh": r"(?:对|向|访|赴|援|给|访问|援助|供|出口到|运往|运抵|抵达|捐给|输)(?:{to})(?![和与、](?:{by}))"
    r"|[从自](?:{by})[^，。；]{{0,12}}?(?:进口|购买|采购|买)",
}
_LEADING: Mapping[Language, Mapping[Direction, re.Pattern[str]]] = {
    language: {
        direction: re.compile(_LEADS[language].format(by=names[by], to=names[to]), re.IGNORECASE)
        for direction, (by, to) in _ENDS.items()
    }
    for language, names in _CALLED.items()
}


def directions_told(text: str, language: Language) -> frozenset[Direction]:
    """Which way goods, money or people go in a text, where its words show it plainly."""
    return frozenset(direction for direction, pattern in _LEADING[language].items() if pattern.search(text))


def direction_agrees(knowledge: Knowledge) -> Iterator[Problem]:
    """No language turns round which way things go or leaves out where to; nor does the field against all three."""
    for fact in knowledge.base.facts.values():
        at = knowledge.located["facts", fact.id]
        for name, text in (("title", fact.title), ("text", fact.text)):
            for language, message in _turned(text) + (_untold(text) if name == "text" else []):
                yield at.problem(message, "tell the same direction in the three languages", name, language)
        told = [directions_told(words, language) for language, words in fact.text]
        if fact.direction and all(told) and fact.direction not in frozenset.union(*told):
            message = f"the direction is {fact.direction}, the three texts tell {' and '.join(sorted(told[0]))}"
            yield at.problem(message, "correct the direction or the texts", "direction")


def _turned(text: Text) -> list[tuple[Language, str]]:
    """The languages that are outvoted by the two others, or by English where there are but two."""
    told = {language: directions_told(words, language) for language, words in text}
    found = []
    for language in LANGUAGES:
        others = [other for other in LANGUAGES if other != language and told[other]]
        agreed = frozenset.intersection(*(told[other] for other in others)) if others else frozenset()
        decided = len(others) == 2 or language != ("en" if told["en"] else "es")
        if told[language] and agreed and not agreed & told[language] and decided:
            found.append((language, f"tells {min(told[language])}, {' and '.join(others)} {min(agreed)}"))
    return found


def _untold(text: Text) -> list[tuple[Language, str]]:
    """The language that does not so much as hint at the country to which the two others say that things go."""
    told = {language: directions_told(words, language) for language, words in text}
    found = []
    for language in LANGUAGES:
        one, other = (told[other] for other in LANGUAGES if other != language)
        if told[language] or one != other or len(one) != 1:
            continue
        to = _ENDS[min(one)][1]
        if not re.search(_HINTED[language][to], text[language], re.IGNORECASE):
            found.append((language, f"does not name {to}, though the two others tell {min(one)}"))
    return found


# Their names are names in every language. Programmes and events are often told in common words.
_NAMED_KINDS = frozenset({"person", "organisation", "company", "place", "ship", "publication", "project", "treaty"})
# A capital may stand for its government, which another language calls by another name.
_CAPITALS = frozenset({"beijing", "havana", "moscow", "washington"})
_LEAST_OF_A_NAME = 4  # letters


def names_agree(knowledge: Knowledge) -> Iterator[Problem]:
    """Whom a fact lists and one language names, the other languages name too, if only by a part of the name."""
    entities = knowledge.base.entities
    telling = {key: _proper_names(entity) for key, entity in entities.items()}
    parts = {key: _parts(entity) for key, entity in entities.items()}
    for fact in knowledge.base.facts.values():
        texts = {language: _plain(words) for language, words in fact.text}
        for key in fact.entities:
            if key not in entities or entities[key].kind not in _NAMED_KINDS or key in _CAPITALS:
                continue
            naming = [language for language in LANGUAGES if _says(texts[language], telling[key][language])]
            for language in LANGUAGES:
                if naming and language not in naming and not _hints(fact.text[language], texts[language], parts[key]):
                    message = f"'{entities[key].name[language]}' is not named, as it is in {' and '.join(naming)}"
                    at = knowledge.located["facts", fact.id]
                    yield at.problem(message, "name it in the three languages", "text", language)


def _plain(words: str) -> str:
    """Folded words with single spaces around; Han without the dots between the parts of foreign names."""
    return f" {' '.join(re.findall(r'[a-z0-9]+|[^a-z0-9 ]+', _undotted(fold(words))))} "


def _undotted(words: str) -> str:
    return re.sub(r"[·•・_]|[^\w\s]", lambda match: "" if match.group() in "·•・" else " ", words)


def _says(text: str, names: frozenset[str]) -> bool:
    return any(name in text for name in names)


def _proper_names(entity: Entity) -> Mapping[Language, frozenset[str]]:
    """The names of an entity by language, without the aliases that describe it: "Chinese railway coaches"."""
    return {
        language: frozenset(
            _plain(name) if not HAN.search(name) else _plain(name).strip()
            for name in (entity.name[language], *entity.aliases[language])
            if HAN.search(name) or all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", name))
        )
        for language in LANGUAGES
    }


def _parts(entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
    """The beginnings of the words and the parts by which an entity may be meant, and its initials."""
    names = [name for _, name in (*entity.name, *entity.aliases)] + list(entity.shared_aliases)
    parts: set[str] = set()
    for name in names:
        if HAN.search(name):
            split = re.split(r"[\W_]|[·•・－—]", unicodedata.normalize("NFKC", name))
            parts |= {fold(part) for part in split if len(part) >= 2}
        else:
            words = _plain(name).split()
            parts |= {
                f" {word[: max(_LEAST_OF_A_NAME, len(word) - 2)]}" for word in words if len(word) >= _LEAST_OF_A_NAME
            }
            parts.add(_plain(name))
    initials = {"".join(re.findall(r"\b[A-ZÁÉÍÓÚÑ]", name)) for name in names}
    return frozenset(parts), frozenset(short for short in initials if len(short) >= 2)


def _hints(raw: str, plain: str, parts: tuple[frozenset[str], frozenset[str]]) -> bool:
    known, initials = parts
    return _says(plain, known) or bool(initials & set(re.findall(r"[A-ZÁÉÍÓÚÑ]{2,}", raw)))
