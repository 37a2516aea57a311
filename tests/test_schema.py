"""The JSON Schemas beside the knowledge: current, and true to what the bot itself accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.facts.base import PARTS, Knowledge, part_files
from bot.facts.reader import read_entries
from bot.facts.schema import DIALECT, as_json, editor_schema, write_schemas
from tests.conftest import PROJECT

KNOWLEDGE = PROJECT / "knowledge"


@pytest.mark.parametrize("part", PARTS)
def test_shipped_schema_is_current(part: str) -> None:
    """With a stale schema an editor marks right entries as wrong, or lets wrong ones pass."""
    path = KNOWLEDGE / "schema" / f"{part}.schema.json"
    assert path.is_file(), "run python -m bot.facts.schema"
    assert path.read_text(encoding="utf-8") == as_json(editor_schema()[part]), "run python -m bot.facts.schema"


def test_no_schema_is_left_over() -> None:
    """A schema of a part that no longer exists would send a curator to a file the bot does not read."""
    assert {path.name for path in (KNOWLEDGE / "schema").iterdir()} == {f"{part}.schema.json" for part in PARTS}


def test_schemas_are_written_where_an_editor_looks(tmp_path: Path) -> None:
    """Whoever keeps a base of their own could not get completion in their editor."""
    files = write_schemas(tmp_path)
    assert [path.parent for path in files] == [tmp_path / "schema"] * len(PARTS)
    assert json.loads(files[0].read_text(encoding="utf-8"))["$schema"] == DIALECT


@pytest.mark.parametrize("part", PARTS)
def test_schema_names_every_field(part: str) -> None:
    """A field missing from the schema would be marked as an error although the guide asks for it."""
    schema = editor_schema()[part]
    definition = schema["$defs"][schema["items"]["$ref"].rpartition("/")[2]]
    assert schema["type"] == "array"
    assert set(definition["properties"]) == set(PARTS[part].model_fields)
    assert definition["additionalProperties"] is False
    required = {name for name, field in PARTS[part].model_fields.items() if field.is_required()}
    assert set(definition["required"]) == required


@pytest.mark.parametrize("part", PARTS)
def test_shipped_knowledge_fits_its_schema(part: str, real_knowledge: Knowledge) -> None:
    """A curator who opens a shipped file would see it full of red marks."""
    schema = editor_schema()[part]
    for path in part_files(KNOWLEDGE, part):
        entries, _ = read_entries(path, path.name)
        for entry in entries:
            assert not list(_faults([entry.data], schema, schema, ())), entry.id


@pytest.mark.parametrize(
    ("field", "typed"),
    [("date", "1966"), ("refresh_days", "180"), ("refresh_days", "'180'"), ("checked", "'2026-11-23'")],
)
def test_numbers_may_be_typed_without_quotes(field: str, typed: str) -> None:
    """Quotes around a year would be asked for by the editor, although the bot reads it either way."""
    schema = editor_schema()["facts"]
    rule = schema["$defs"]["Fact"]["properties"][field]
    assert not list(_faults(yaml.safe_load(typed), rule, schema, ()))


@pytest.mark.parametrize(
    ("field", "typed"),
    [("date", "1966-1"), ("date", "'1960/1961/1962'"), ("status", "certain"), ("sources", "[]"), ("id", "Mao_1960")],
)
def test_plain_faults_are_marked(field: str, typed: str) -> None:
    """The editor would be silent on a fault until the check is run."""
    schema = editor_schema()["facts"]
    rule = schema["$defs"]["Fact"]["properties"][field]
    assert list(_faults(yaml.safe_load(typed), rule, schema, ()))


_TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "object": (dict,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def _faults(value: Any, rule: dict[str, Any], root: dict[str, Any], path: tuple[Any, ...]) -> Iterator[str]:
    """The words of JSON Schema that our schemas use, and no others: an unknown one would pass unseen."""
    known = {"$schema", "$ref", "$defs", "title", "description", "default", "type", "enum", "anyOf", "items"}
    known |= {"properties", "required", "additionalProperties", "pattern", "minLength", "maxLength", "minItems"}
    known |= {"maxItems", "minimum", "maximum", "exclusiveMinimum"}
    assert set(rule) <= known, set(rule) - known
    at = ".".join(map(str, path))
    if "$ref" in rule:
        yield from _faults(value, root["$defs"][rule["$ref"].rpartition("/")[2]], root, path)
    if "anyOf" in rule and all(list(_faults(value, choice, root, path)) for choice in rule["anyOf"]):
        yield f"{at}: none of the choices"
    types = rule.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not isinstance(value, tuple(kind for name in types for kind in _TYPES[name])):
        yield f"{at}: not {types}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: not one of {rule['enum']}"
    if isinstance(value, str):
        if not re.search(rule.get("pattern", ""), value):
            yield f"{at}: not of the form {rule['pattern']}"
        if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value)):
            yield f"{at}: too short or too long"
    if isinstance(value, int) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        yield f"{at}: out of range"
    if isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            yield f"{at}: too few or too many"
        for number, item in enumerate(value):
            yield from _faults(item, rule.get("items", {}), root, (*path, number))
    if isinstance(value, dict):
        for name in rule.get("required", []):
            if name not in value:
                yield f"{at}.{name}: missing"
        for name, item in value.items():
            if name in rule.get("properties", {}):
                yield from _faults(item, rule["properties"][name], root, (*path, name))
            elif rule.get("additionalProperties") is False:
                yield f"{at}.{name}: no such field"
