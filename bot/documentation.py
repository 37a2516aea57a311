"""The parts of the README that are made from the code, so that they cannot drift."""

from __future__ import annotations

from bot.settings import Settings


def settings_table() -> str:
    """The table of settings in Markdown: name, default, meaning."""
    rows = ["| name | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = {"knowledge_dir": "`knowledge/` beside `bot/`"}.get(name, f"`{default}`" if default else "–")
        rows.append(f"| `{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows)
