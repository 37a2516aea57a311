"""How long an answer takes: that the measurement itself works, and that a guest answers long before its time is over."""

from __future__ import annotations

from pathlib import Path

from bot.matching.finder import Finder
from tests.telegram.speed import WARM_UP, measure

QUESTIONS = ("When did Mao receive Che Guevara?", "¿Cuándo recibió Mao al Che Guevara?", "毛泽东什么时候会见格瓦拉？")
GUEST_MS = 300


async def test_every_kind_of_question_is_measured(finder: Finder, tmp_path: Path) -> None:
    """The command that the README names would fail, or a guest's answer would come too late to be taken."""
    head, *lines = await measure(finder, QUESTIONS * (WARM_UP // 2), tmp_path)
    assert head.split() == ["milliseconds", "asked", "median", "p99", "longest"]
    names = [f"{way}, {kind}" for way in ("over HTTP", "in process") for kind in ("text", "inline", "guest")]
    assert [line[:22].strip() for line in lines] == names
    medians = {name: float(line[22:].split()[1]) for name, line in zip(names, lines, strict=True)}
    assert all(0 < median < GUEST_MS for median in medians.values())
