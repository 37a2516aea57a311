"""The sources as bibliographies: BibTeX for LaTeX, CSL JSON for Zotero, Pandoc and the like; the keys are our ids."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.facts.base import FactBase
from bot.facts.dates import Point, parse_edtf
from bot.facts.model import Source, SourceKind

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Braces as commands: BibTeX counts `\{` among the braces that must balance.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
# In an address LaTeX takes everything as it stands, save what would end the field.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})

_CSL_TYPES: Mapping[SourceKind, str] = {
    "blog": "post-weblog",
    "encyclopedia": "entry-encyclopedia",
    "news": "article-newspaper",
    "ngo": "report",
    "state-media": "article-newspaper",
    "think-tank": "report",
}


def bibtex(base: FactBase) -> str:
    """One entry a source."""
    return "\n".join(_bibtex_entry(source) for source in base.sources.values())


def bibtex_text(text: str) -> str:
    """A text in which nothing is a command to LaTeX."""
    return " ".join(text.split()).translate(_BIBTEX)


def _bibtex_entry(source: Source) -> str:
    fields = [
        ("title", f"{{{{{bibtex_text(source.title)}}}}}"),  # the inner braces keep the capitals as they are
        ("howpublished", f"{{{bibtex_text(source.publisher)}}}"),
    ]
    point = _first_point(source.published)
    if point:
        fields.append(("year", f"{{{point.year}}}"))
        if point.month:
            fields.append(("month", _MONTHS[point.month - 1]))
        if point.day:
            fields.append(("day", f"{{{point.day}}}"))
    fields.append(("url", f"{{{source.url.translate(_IN_ADDRESS)}}}"))
    if source.archived:
        fields.append(("archiveurl", f"{{{source.archived.translate(_IN_ADDRESS)}}}"))
    fields += [("language", f"{{{source.language}}}"), ("keywords", f"{{{source.kind}}}")]
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@misc{{{source.id},\n{lines}}}\n"


def csl_json(base: FactBase) -> str:
    """A list with one item a source."""
    return json.dumps([_csl_item(source) for source in base.sources.values()], ensure_ascii=False, indent=1) + "\n"


def _csl_item(source: Source) -> dict[str, object]:
    item: dict[str, object] = {
        "id": source.id,
        "type": _CSL_TYPES.get(source.kind, "webpage"),
        "title": source.title,
        "container-title": source.publisher,
        "publisher": source.publisher,
        "language": source.language,
        "URL": source.url,
        "keyword": source.kind,
    }
    if source.published:
        edtf = parse_edtf(source.published)
        ends = [edtf.start, edtf.end] if edtf.is_interval else [edtf.start]
        known = [point for point in ends if point]
        issued: dict[str, object] = {"date-parts": [_date_parts(point) for point in known]}
        if any(point.approximate or point.uncertain for point in known):
            issued["circa"] = True
        item["issued"] = issued
    if source.archived:
        item["note"] = f"archived: {source.archived}"
    return item


def _date_parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part]


def _first_point(published: str | None) -> Point | None:
    edtf = parse_edtf(published) if published else None
    return (edtf.start or edtf.end) if edtf else None
