"""A problem in the data: a value that says what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of the knowledge folder; line counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    id: str
    message: str
    advice: str

    def __str__(self) -> str:
        line = f"{self.file}:{self.line}: {self.id or '-'}: {self.message}; {self.advice}"
        return " ".join(line.split())

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


class KnowledgeError(Exception):
    """The fact base does not pass its checks; carries every problem."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
