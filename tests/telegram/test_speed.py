"""The measurement of how long an answer takes."""

from __future__ import annotations

from pathlib import Path

from bot.matching.finder import Finder
from tests.telegram.speed import WARM_UP, measure

QUESTION = "When did Mao receive Che Guevara?"


async def test_every_way_to_ask_is_measured(finder: Finder, tmp_path: Path) -> None:
    """Nobody would notice that the bot has become slow: the command would fail, or leave a way out."""
    head, *lines = await measure(finder, [QUESTION] * (WARM_UP + 3), tmp_path)
    assert head.split()[0] == "milliseconds"
    ways = [f"{where}, {kind}" for where in ("over HTTP", "in process") for kind in ("text", "inline", "guest")]
    assert [line[: len(way)] for line, way in zip(lines, ways, strict=True)] == ways
    for line in lines:
        asked, median, p99, longest = map(float, line.split()[-4:])
        assert asked == 3
        assert 0 < median <= p99 <= longest
