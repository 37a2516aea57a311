"""A strict YAML reader: no implicit typing, no duplicate keys, and a line number for everything.

PyYAML's safe_load keeps the last of two equal keys in silence and turns `no` into False and `12:30` into 750; here every
scalar stays the text that the curator wrote, and the schema decides what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.facts.problems import Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same result, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a YAML list: its plain data, and the node that knows the lines."""

    file: str
    line: int
    data: dict[str, Any]
    node: yaml.Node

    @property
    def id(self) -> str:
        return str(self.data.get("id", ""))

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """The line (from 1) of the part at this path, or of the nearest part above it that exists."""
        node = self.node
        line = self.line
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
                if found is None:
                    return line
                line, node = found[0].start_mark.line + 1, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
        return line


def read_entries(path: Path, name: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a YAML file that holds a list of mappings; name is how problems call the file."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return [], [Problem(name, line, "", f"not valid YAML: {error.problem}", "mend the line or the one before it")]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [Problem(name, 0, "", f"cannot be read: {error}", "save the file as UTF-8 text")]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Problem(name, 1, "", "the file is not a list", "begin each entry with '- id: …'")]
    entries, problems = [], []
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            problems.append(
                Problem(name, line, "", "the entry is not a mapping", "write it as '- id: …' with fields below")
            )
            continue
        found: list[tuple[int, str]] = []
        try:
            data = _plain(node, found)
        except RecursionError:
            problems.append(
                Problem(name, line, "", "the entry holds itself or is nested too deep", "write it out flat")
            )
            continue
        entry = Entry(name, line, data, node)
        entries.append(entry)
        problems += [
            Problem(name, at, entry.id, f"the key '{key}' stands twice", "keep one of the two") for at, key in found
        ]
    return entries, problems


def _plain(node: yaml.Node, duplicates: list[tuple[int, str]]) -> Any:
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                duplicates.append((key_node.start_mark.line + 1, key))
            result[key] = _plain(value_node, duplicates)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, duplicates) for item in node.value]
    if node.tag == "tag:yaml.org,2002:null" and node.value in ("", "~", "null"):
        return None
    return str(node.value)
