"""Every file of the export. The same base gives the same bytes, so that two exports can be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.export.bibliography import bibtex, csl_json
from bot.export.data import base_json
from bot.export.page import chronicle_page
from bot.export.tables import facts_csv, series_csv
from bot.facts.base import FactBase

FILES: Mapping[str, Callable[[FactBase], str]] = {
    "base.json": base_json,
    "facts.csv": facts_csv,
    "series.csv": series_csv,
    "sources.bib": bibtex,
    "sources.csl.json": csl_json,
    "chronicle.html": chronicle_page,
}


def export(base: FactBase, folder: Path) -> list[Path]:
    """Write the base into the folder, which is made if need be; what is there under these names is replaced."""
    texts = {name: write(base) for name, write in FILES.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
