"""Where things go so that nothing covers anything else: labels along an axis, bars in lanes. Plain geometry."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], gap: float, top: float) -> list[float]:
    """Centres for labels that want to be at given places (in ascending order), each as near to it as the others allow.

    No two overlap and the gap stays free between them; none begins before top. The order is kept.
    """
    # Labels that touch form a block, which lies where the mean of its wishes is (pool adjacent violators).
    blocks: list[tuple[float, float, list[int]]] = []  # beginning, extent, labels
    for number, (place, height) in enumerate(zip(wanted, heights, strict=True)):
        blocks.append((max(place - height / 2, top), height, [number]))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] + gap > blocks[-1][0]:
            later, earlier = blocks.pop(), blocks.pop()
            labels = earlier[2] + later[2]
            offset, begins = 0.0, []
            for label in labels:
                begins.append(wanted[label] - heights[label] / 2 - offset)
                offset += heights[label] + gap
            blocks.append((max(sum(begins) / len(begins), top), offset - gap, labels))
    centres = [0.0] * len(wanted)
    for begin, _extent, labels in blocks:
        for label in labels:
            centres[label] = begin + heights[label] / 2
            begin += heights[label] + gap
    return centres


def lanes(stretches: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """The lane of each stretch (first, last; in ascending order of first), so that in no lane two come nearer than gap."""
    ends: list[float] = []
    chosen = []
    for first, last in stretches:
        free = next((lane for lane, end in enumerate(ends) if end + gap <= first), len(ends))
        ends[free:] = [last, *ends[free + 1 :]]
        chosen.append(free)
    return chosen


_CLOSING, _OPENING = frozenset("，。、；：）》”·"), frozenset("（《“")


def wrapped(text: str, widths: Sequence[float], room: float) -> list[str]:
    """A text in lines no wider than room, given how wide each of its characters is.

    It is cut at spaces, between Han and behind dots, but not so that a closing mark begins a line or an opening one ends it.
    """
    lines: list[str] = []
    begin, cut, width, width_at_cut = 0, 0, 0.0, 0.0
    for at, (character, advance) in enumerate(zip(text, widths, strict=True)):
        before = text[at - 1] if at else ""
        breaks = character == " " or character >= "\u2e80" or before == "·"
        if breaks and at > begin and character not in _CLOSING and before not in _OPENING:
            cut, width_at_cut = at, width
        if width + advance > room and at > begin and character != " ":
            end, passed = (cut, width_at_cut) if cut > begin else (at, width)
            lines.append(text[begin:end].strip())
            begin, cut, width = end, end, width - passed
        width += advance
    return [*lines, text[begin:].strip()]
