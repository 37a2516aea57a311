"""JSON Schemas of the knowledge files, so that an editor completes field names and marks faults while one writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.facts.base import PARTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Checked in full by bot.facts.dates; here only the form, as far as an editor can judge it.
_POINT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
_DATE: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": rf"^({_POINT}|{_POINT}/({_POINT}|\.\.)|\.\./{_POINT})$",
    "minimum": 1000,
    "maximum": 9999,
}
_DAY: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_DATED: dict[str, dict[str, Any]] = {
    "date": _DATE,
    "published": _DATE,
    "since": _DATE,
    "until": _DATE,
    "checked": _DAY,
    "on": _DAY,
}

_HELP = {
    "Fact": {
        "id": "Small letters, digits and hyphens; never changed once published.",
        "date": "As far as it is known: 1960, 1960-11, 1960-11-19, 1960~ (about), 1960? (uncertain), A/B, A/.. (still).",
        "status": "established: two independent sources or one official document; reported: somebody says so; "
        "disputed: others deny it.",
        "title": "At most 64 characters, so that it fits a button.",
        "text": "What happened, in one to three sentences.",
        "attribution": "Who says so; only where the status is reported or disputed, and named in the text too.",
        "disagreement": "What the sources do not agree on, and who says what.",
        "questions": "How people would ask: at least 5 in English, 4 in Spanish, 4 in Chinese.",
        "direction": "Who acts towards whom, where it goes one way.",
        "sources": "One to four ids of the bibliography.",
        "corrections": "What a source has wrong, and what is right and why.",
        "changes": "What was changed in this entry after it was published; never removed.",
        "refresh_days": "After how many days the fact should be looked at again.",
        "checked": "The day on which the sources were last read.",
    },
    "Source": {
        "title": "As on the page; in [square brackets] where the page's own title was not seen.",
        "published": "As far as it is known.",
        "language": "Two letters: en, es, zh, ru …",
        "mirror": "true for a copy of what another source published.",
        "archived": "A lasting copy, in case the page goes away.",
    },
}


def editor_schema() -> dict[str, Any]:
    """The JSON Schema of each part of the knowledge folder, by part; a file of a part is a list of entries."""
    return {part: _list_of(part) for part in PARTS}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas into FOLDER/schema, the knowledge folder being FOLDER; returns the files."""
    target = folder / "schema"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for part, schema in editor_schema().items():
        path = target / f"{part}.schema.json"
        path.write_text(as_json(schema), encoding="utf-8")
        written.append(path)
    return tuple(written)


def as_json(schema: dict[str, Any]) -> str:
    """The text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _list_of(part: str) -> dict[str, Any]:
    model = PARTS[part]
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    definitions[model.__name__] = schema
    for name, definition in definitions.items():
        definition.pop("title", None)
        properties = definition.get("properties", {})
        for field, value in properties.items():
            properties[field] = _field(field, value, _HELP.get(name, {}).get(field))
    return {
        "$schema": DIALECT,
        "title": part,
        "type": "array",
        "items": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": dict(sorted(definitions.items())),
    }


def _field(name: str, schema: dict[str, Any], description: str | None) -> dict[str, Any]:
    given = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if name in _DATED:
        nothing = [{"type": "null"}] if "anyOf" in given else []
        given = {"anyOf": [_DATED[name], *nothing]} if nothing else dict(_DATED[name])
    else:
        given = _as_yaml(given)
    if description:
        given = {"description": description, **given}
    return given


def _as_yaml(schema: Any) -> Any:
    """The same schema for one who types YAML: a bare number is text where text is asked for, and the other way round."""
    if isinstance(schema, list):
        return [_as_yaml(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: _as_yaml(value) for key, value in schema.items()}
    kind = schema.get("type")
    if kind == "string" and "pattern" not in schema and "enum" not in schema:
        changed["type"] = ["string", "number"]
    elif kind == "integer":
        changed |= {"type": ["integer", "string"], "pattern": "^[0-9]+$"}
    elif kind == "number":
        changed |= {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    elif kind == "boolean":
        changed = {"enum": [True, False, "true", "false"]}
    return changed


if __name__ == "__main__":
    for file in write_schemas(Path(__file__).parents[2] / "knowledge"):
        print(file)
