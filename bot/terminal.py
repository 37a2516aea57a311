"""The bot in the terminal: one question, questions line by line, or a chat."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text as Styled

from bot.answers.conversation import Conversation, Turn, ask
from bot.answers.machine import machine_answer
from bot.answers.phrases import say
from bot.answers.plain import plain_text
from bot.answers.punctuation import COLON, COMMA
from bot.answers.reply import FactPart, Reply, fact_reply
from bot.facts.model import LANGUAGES, Language
from bot.facts.problems import KnowledgeError
from bot.matching.explanation import explanation
from bot.matching.finder import Finder
from bot.opening import open_finder

ANSWERED = ("answer", "list", "chat")


def finder_or_exit(folder: Path, cache: Path | None = None) -> Finder:
    """The finder over the base in this folder; a base that does not pass its checks ends the program with its problems."""
    try:
        return open_finder(folder, cache)
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        sys.exit(2)


def answer_once(folder: Path, question: str, *, as_json: bool, language: str | None, cache: Path | None = None) -> int:
    """Print the answer to one question; returns the exit status: 0 for an answer, 1 for none."""
    finder = finder_or_exit(folder, cache)
    question = _printable(question)
    turn = ask(finder, question, language=_language(language), now=time.time())
    if as_json:
        print(json.dumps(machine_answer(turn, question, finder.base), ensure_ascii=False))
    else:
        show(Console(highlight=False), turn.reply)
    return 0 if turn.decision.outcome in ANSWERED else 1


def explain_once(folder: Path, question: str, *, language: str | None = None, cache: Path | None = None) -> None:
    """Print how a question was read, what the best candidates are, and what decided."""
    finder = finder_or_exit(folder, cache)
    turn = ask(finder, question, language=_language(language), now=time.time())
    print(explanation(turn.decision))


def answer_lines(
    folder: Path, lines: Iterable[str], out: TextIO, *, language: str | None = None, cache: Path | None = None
) -> None:
    """Answer one question a line, plain or as JSON {"question", "chat", "language"}, with one JSON object a line.

    language is that of the lines that name none.
    """
    finder = finder_or_exit(folder, cache)
    _forgiving(lines)
    conversations: dict[str, Conversation] = {}
    for line in lines:
        if not line.strip():
            continue
        answer: dict[str, Any]
        try:
            question, chat, own_language = _parse_line(line)
        except ValueError as error:
            answer = {"error": str(error)}
        else:
            before = conversations.get(chat) if chat is not None else None
            turn = ask(finder, question, before, language=own_language or _language(language), now=time.time())
            if chat is not None:
                conversations[chat] = turn.conversation
            answer = machine_answer(turn, question, finder.base)
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()


def _parse_line(line: str) -> tuple[str, str | None, Language | None]:
    line = _printable(line.strip())
    if not line.startswith("{"):
        return line, None, None
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not valid JSON: {error}") from None
    question = data.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError('"question" is missing; write {"question": "…"}')
    chat = data.get("chat")
    if chat is not None and not isinstance(chat, (str, int)):
        raise ValueError('"chat" must be a text or a number')
    if data.get("language") not in (None, *LANGUAGES):
        raise ValueError(f'"language" must be one of {", ".join(LANGUAGES)}')
    return _printable(question), None if chat is None else str(chat), data.get("language")


def _printable(text: str) -> str:
    """The text with a question mark for each half of a character (broken input), which no output could carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _forgiving(stream: Iterable[str]) -> None:
    """Bytes that are no UTF-8 become replacement characters, so that one bad line does not end the run."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def _language(code: str | None) -> Language | None:
    return next((language for language in LANGUAGES if language == code), None)


def show(console: Console, reply: Reply) -> None:
    """Print a reply with colours where the terminal has them."""
    if not console.is_terminal:
        console.print(plain_text(reply), markup=False, soft_wrap=True)
        return
    if reply.lead:
        console.print(reply.lead, markup=False, style="italic")
    for line in reply.lines:
        console.print(line, markup=False)
    for part in reply.facts:
        _show_fact(console, part, reply.language)
    if reply.note:
        console.print(reply.note, markup=False)


def _show_fact(console: Console, part: FactPart, language: Language) -> None:
    console.print(Styled(part.date, style="bold"))
    console.print(part.text, markup=False)
    if part.status:
        console.print(Styled(part.status, style="yellow"))
    comma, colon = COMMA[language], COLON[language]
    if part.disagreement:
        console.print(Styled.assemble((f"{say('disagreement', language)}{colon}", "bold"), part.disagreement))
    for correction in part.corrections:
        console.print(Styled.assemble((f"{say('correction', language)}{colon}", "bold"), correction))
    for source in part.sources:
        whose = f"{source.publisher}{comma}{source.published}{colon}"
        line = Styled.assemble(("– ", "dim"), (whose, "dim"), source.title)
        console.print(line)
        console.print(Styled(f"  {source.url}", style=f"dim link {source.url}"), soft_wrap=True)


def chat(folder: Path, cache: Path | None = None) -> None:
    """Questions and answers until the end of input; a number chooses what was offered."""
    finder = finder_or_exit(folder, cache)
    console = Console(highlight=False)
    interactive = sys.stdin.isatty()
    _forgiving(sys.stdin)
    if interactive:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its line editing
        console.print(say("greeting", "en"), markup=False, style="dim")
    conversation: Conversation | None = None
    offered: Reply | None = None
    while True:
        try:
            text = input("> " if interactive else "")
        except (EOFError, KeyboardInterrupt):
            if interactive:
                console.print()
            return
        if not text.strip():
            continue
        chosen = _chosen(text, offered, finder)
        if chosen:
            show(console, chosen)
        else:
            turn: Turn = ask(finder, text, conversation, now=time.time())
            conversation, offered = turn.conversation, turn.reply
            show(console, turn.reply)
        console.print()


def _chosen(text: str, offered: Reply | None, finder: Finder) -> Reply | None:
    numbers = {str(number): choice for number, choice in enumerate(offered.choices, 1)} if offered else {}
    choice = numbers.get(text.strip())
    if offered is None or choice is None:
        return None
    fact = finder.base.by_key.get(choice.key)
    return fact_reply(fact, finder.base, offered.language) if fact else None
