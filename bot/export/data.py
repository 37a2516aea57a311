"""The base as one JSON object: every entry with every field, as the schema names them."""

from __future__ import annotations

import json

from bot.facts.base import FactBase

EXPORTED = ("facts", "sources", "entities", "series", "collections", "topics", "tags")


def base_json(base: FactBase) -> str:
    """Lists of entries by kind, facts in chronicle order; each reads back through its model in bot.facts."""
    content: dict[str, object] = {"version": base.version}
    for kind in EXPORTED:
        content[kind] = [part.model_dump(mode="json") for part in getattr(base, kind).values()]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
