"""The process that draws one picture: its description comes on standard input, the PNG goes to standard output."""

from __future__ import annotations

import pickle
import sys

from bot.pictures.picture import drawn

if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(pickle.load(sys.stdin.buffer)))  # noqa: S301 - written by the bot that started this
