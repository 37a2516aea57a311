"""Dashboard and alerts: valid, and they speak of exactly the figures that the bot shows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from prometheus_client.metrics_core import Metric

from bot.telegram.metrics import REGISTRY
from tests.deploy import DEPLOY, ran, tool

FOLDER = DEPLOY / "monitoring"
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "grafana.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))
SHOWN = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
WATCHED = [rule["expr"] for group in ALERTS["groups"] for rule in group["rules"]]
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total"}
ENDINGS = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "info": ["_info"], "gauge": [""]}


def _names(metric: Metric) -> set[str]:
    return {metric.name + ending for ending in ENDINGS[metric.type]}


OURS = [metric for metric in REGISTRY.collect() if metric.name.startswith("bot_")]


def _named(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:bot|process)_\w+", expression))


@pytest.mark.parametrize("expression", SHOWN + WATCHED)
def test_every_name_is_a_figure_that_is_shown(expression: str) -> None:
    """A panel would stay empty, or an alarm never ring."""
    known = PROCESS.union(*map(_names, OURS))
    assert _named(expression) - known == set()
    assert _named(expression) or "up{" in expression


@pytest.mark.parametrize("metric", OURS, ids=lambda metric: metric.name)
def test_every_figure_is_on_the_dashboard(metric: Metric) -> None:
    """What is counted would not be seen."""
    assert _names(metric) & set().union(*map(_named, SHOWN))


def test_labels_exist() -> None:
    """A panel that groups by what is not there shows one line for everything."""
    named = {
        label
        for expression in SHOWN + WATCHED
        for by in re.findall(r"by \(([^)]+)\)", expression)
        for label in by.split(", ")
    }
    assert named <= {"kind", "outcome", "error", "what", "le", "version"}


def test_panels_have_their_places() -> None:
    """Panels would lie on each other, or have no title to be spoken of."""
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken
        taken |= cells
        assert panel["title"]


def test_every_alarm_says_what_to_do() -> None:
    """Whoever is woken at night would have to begin with finding out why."""
    for group in ALERTS["groups"]:
        for rule in group["rules"]:
            assert rule["annotations"]["summary"]
            assert rule["annotations"]["action"].endswith(".") or "python -m bot" in rule["annotations"]["action"]
            assert rule["labels"]["severity"] in ("critical", "warning", "info")


def test_prometheus_accepts_files_and_alarms_ring() -> None:
    """Prometheus would not start, or an alarm ring too early or never."""
    program = tool("promtool", "apt-get install prometheus")
    ran(program, "check", "config", "prometheus.yaml", cwd=FOLDER)
    ran(program, "test", "rules", "alerts.test.yaml", cwd=FOLDER)
