"""Makes the README's picture of a conversation from the bot's real answers: python -m tests.conversation_picture"""

from __future__ import annotations

import time
from dataclasses import dataclass

from matplotlib.patches import FancyBboxPatch

from bot.answers.conversation import Conversation, ask
from bot.answers.phrases import say
from bot.answers.punctuation import labelled
from bot.answers.reply import Reply
from bot.opening import open_finder
from bot.pictures.canvas import FAINT, INK, MARGIN, SMALL, WIDTH, Canvas, height_of, lines_of, width_of
from bot.settings import load_settings
from tests.conftest import PROJECT

PLACE = PROJECT / "deploy" / "conversation.png"
QUESTIONS = ("when did cuba recognise beijing?", "¿cuándo recibió Mao al Che?", "胡锦涛 访古 2008")
SIZE, PADDING, GAP = 24, 20, 22
QUESTION, ANSWER, BUTTON, BACKGROUND = "#dcf3d3", "#ffffff", "#c9d8e4", "#e7edf2"
ROOM = 820
BUTTONS = ("button_sources", "button_why", "button_related")


@dataclass(frozen=True)
class Bubble:
    """What one side says, and the buttons below it."""

    lines: tuple[tuple[str, float, str], ...]
    is_question: bool
    buttons: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return sum(height_of(1, size) for _, size, _ in self.lines) + 2 * PADDING

    @property
    def whole(self) -> float:
        return self.height + (56 if self.buttons else 0)


def question(text: str) -> Bubble:
    return Bubble(tuple((line, SIZE, INK) for line in lines_of(text, SIZE, ROOM)), True)


def answer(reply: Reply) -> Bubble:
    lines = [(line, SIZE, INK) for line in lines_of(reply.lead, SIZE, ROOM) if line]
    for part in reply.facts:
        lines.append((part.date, SMALL, "#1f5f8b"))
        lines += [(line, SIZE, INK) for line in lines_of(part.text, SIZE, ROOM)]
        lines += [(line, SMALL, FAINT) for line in lines_of(part.status, SMALL, ROOM) if line]
        publishers = " · ".join(source.publisher for source in part.sources)
        sources = labelled(say("sources", reply.language), publishers, reply.language)
        lines += [(line, SMALL, FAINT) for line in lines_of(sources, SMALL, ROOM)]
    buttons = tuple(say(key, reply.language) for key in BUTTONS) if len(reply.facts) == 1 else ()
    return Bubble(tuple(lines), False, buttons)


def box(canvas: Canvas, x: float, top: float, width: float, height: float, colour: str) -> None:
    place = (x / WIDTH, 1 - (top + height) / canvas.height)
    canvas.add(
        FancyBboxPatch(
            place, width / WIDTH, height / canvas.height, boxstyle="round,pad=0,rounding_size=0.012",
            facecolor=colour, edgecolor="none", mutation_aspect=WIDTH / canvas.height, transform=canvas.figure.transFigure,
        )
    )  # fmt: skip


def draw(bubbles: list[Bubble]) -> bytes:
    canvas = Canvas(2 * MARGIN + sum(bubble.whole + GAP for bubble in bubbles) - GAP)
    canvas.figure.set_facecolor(BACKGROUND)
    y = float(MARGIN)
    for bubble in bubbles:
        widest = max(width_of(text, size) for text, size, _ in bubble.lines)
        width = (widest if bubble.is_question else ROOM) + 2 * PADDING
        x = WIDTH - MARGIN - width if bubble.is_question else MARGIN
        box(canvas, x, y, width, bubble.height, QUESTION if bubble.is_question else ANSWER)
        at = y + PADDING
        for text, size, colour in bubble.lines:
            at = canvas.paragraph(x + PADDING, at, [text], size, colour)
        each = width / max(1, len(bubble.buttons))
        for number, label in enumerate(bubble.buttons):
            box(canvas, x + each * number + 3, y + bubble.height + 8, each - 6, 44, BUTTON)
            canvas.text(x + each * (number + 0.5), y + bubble.height + 30, label, SMALL, INK, "center")
        y += bubble.whole + GAP
    return canvas.png()


def main() -> None:
    settings = load_settings()
    finder = open_finder(settings.knowledge_dir, settings.cache_dir)
    bubbles: list[Bubble] = []
    before: Conversation | None = None
    for text in QUESTIONS:
        turn = ask(finder, text, before, now=time.time())
        before = turn.conversation
        bubbles += [question(text), answer(turn.reply)]
    PLACE.write_bytes(draw(bubbles))
    print(PLACE.relative_to(PROJECT))


if __name__ == "__main__":
    main()
