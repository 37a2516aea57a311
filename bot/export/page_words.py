"""The words of the page's interface, in three languages; facts speak in their own."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.phrases import say
from bot.facts.model import LANGUAGES, Language

NAMES: Mapping[Language, str] = {"en": "English", "es": "Español", "zh": "中文"}
TAGS: Mapping[Language, str] = {"en": "en", "es": "es", "zh": "zh-Hans"}

PAGE_WORDS: Mapping[str, Mapping[Language, str]] = {
    "title": {
        "en": "China and Cuba: a chronicle",
        "es": "China y Cuba: una cronología",
        "zh": "中国与古巴：关系纪年",
    },
    "intro": {
        "en": "{facts} dated facts from {first} to {last}, resting on {sources} sources. Last checked: {checked}.",
        "es": "{facts} hechos fechados, de {first} a {last}, apoyados en {sources} fuentes. Última revisión: {checked}.",
        "zh": "{first}年至{last}年，史实{facts}条，来源{sources}个。最近核对：{checked}。",
    },
    "version": {
        "en": "Version of the base: {version}",
        "es": "Versión de la base: {version}",
        "zh": "资料库版本：{version}",
    },
    "skip": {"en": "Skip to the facts", "es": "Ir a los hechos", "zh": "跳到正文"},
    "language": {"en": "Language", "es": "Idioma", "zh": "语言"},
    "filters": {"en": "Filters", "es": "Filtros", "zh": "筛选"},
    "search": {"en": "Search", "es": "Buscar", "zh": "搜索"},
    "search_hint": {
        "en": "A name, a place, a word",
        "es": "Un nombre, un lugar, una palabra",
        "zh": "人名、地名或关键词",
    },
    "topic": {"en": "Topic", "es": "Tema", "zh": "主题"},
    "all_topics": {"en": "All topics", "es": "Todos los temas", "zh": "全部主题"},
    "status": {"en": "Standing", "es": "Grado de certeza", "zh": "可信程度"},
    "status_established": {"en": "Established", "es": "Comprobado", "zh": "已证实"},
    "status_reported": {"en": "Reported", "es": "Según una fuente", "zh": "有报道称"},
    "status_disputed": {"en": "Disputed", "es": "En disputa", "zh": "有争议"},
    "years": {"en": "Years", "es": "Años", "zh": "年份"},
    "from": {"en": "From year", "es": "Desde el año", "zh": "起始年份"},
    "to": {"en": "To year", "es": "Hasta el año", "zh": "截止年份"},
    "reset": {"en": "Clear", "es": "Borrar", "zh": "清除"},
    "shown": {"en": "{shown} of {all} facts", "es": "{shown} de {all} hechos", "zh": "{shown} / {all} 条"},
    "nothing": {
        "en": "No fact matches. Try fewer words or a longer span of years.",
        "es": "Ningún hecho coincide. Prueba con menos palabras o un período más largo.",
        "zh": "没有符合条件的内容。请减少关键词或放宽年份。",
    },
    "decades": {"en": "Decades", "es": "Décadas", "zh": "年代"},
    "decade": {"en": "{decade}s", "es": "Década de {decade}", "zh": "{decade}年代"},
    "link": {"en": "Link to this fact", "es": "Enlace a este hecho", "zh": "本条链接"},
    "changed": {"en": "Changed, {date}", "es": "Modificado, {date}", "zh": "修订，{date}"},
    "archived": {"en": "archived copy", "es": "copia archivada", "zh": "存档"},
    "about_source": {"en": " ({date}, {kind})", "es": " ({date}, {kind})", "zh": "（{date}，{kind}）"},
    "colon": {"en": ": ", "es": ": ", "zh": "："},
    "needs_script": {
        "en": "This page needs JavaScript to show the facts.",
        "es": "Esta página necesita JavaScript para mostrar los hechos.",
        "zh": "本页需要启用 JavaScript 才能显示内容。",
    },
}
_OF_THE_BOT = ("disagreement", "correction", "sources")


def page_words(**values: Mapping[Language, str]) -> dict[Language, dict[str, str]]:
    """All words by language; `values` fill the placeholders of the phrases that are known beforehand."""
    words: dict[Language, dict[str, str]] = {}
    for language in LANGUAGES:
        known = {name: by_language[language] for name, by_language in values.items()}
        words[language] = {key: phrase[language] for key, phrase in PAGE_WORDS.items()}
        for key in ("intro", "version"):
            words[language][key] = words[language][key].format(**known)
        words[language] |= {key: say(key, language) for key in _OF_THE_BOT}
        words[language]["tag"] = TAGS[language]
    return words
