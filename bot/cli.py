"""The command line: a table of contents of what the bot can do."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Literal

import click

from bot.settings import Settings, SettingsError, load_settings


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Ask about China and Cuba. With no command: serve Telegram, or open the chat in the terminal when there is no token."""
    if context.invoked_subcommand is not None:
        return
    settings = _settings()
    if settings.telegram_bot_token:
        from bot.telegram.serving import serve

        sys.exit(serve(settings))
    click.echo("No TELEGRAM_BOT_TOKEN is set, so the chat opens here; Ctrl-D ends it.", err=True)
    from bot.terminal import chat

    chat(settings.knowledge_dir, settings.cache_dir)


@main.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl", is_flag=True, help="Read one question a line from standard input, write one JSON object a line."
)
@click.option("--language", type=click.Choice(["en", "es", "zh"]), help="Answer in this language.")
@click.option("--why", is_flag=True, help="Print how the question was read and what decided.")
def ask(question: tuple[str, ...], as_json: bool, jsonl: bool, language: str | None, why: bool) -> None:
    """Answer one QUESTION; the exit status is 0 for an answer, 1 for none, 2 for bad usage."""
    from bot import terminal

    if jsonl == bool(question):
        raise click.UsageError("give a question, or --jsonl and questions on standard input")
    settings = _settings()
    folder, cache = settings.knowledge_dir, settings.cache_dir
    if why:
        terminal.explain_once(folder, " ".join(question), cache)
    elif jsonl:
        terminal.answer_lines(folder, sys.stdin, sys.stdout, cache)
    else:
        words = " ".join(question)
        sys.exit(terminal.answer_once(folder, words, as_json=as_json, language=language, cache=cache))


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--calibrate", is_flag=True, help="First set the weights and thresholds from these questions.")
@click.option("--worst", default=15, show_default=True, help="How many confusions to print.")
def evaluate(files: tuple[Path, ...], calibrate: bool, worst: int) -> None:
    """Measure accuracy on question FILES (default: those of knowledge/questions)."""
    from bot.evaluation import report

    settings = _settings()
    report.evaluate(settings.knowledge_dir, files, settings.cache_dir, calibrated=calibrate, worst=worst)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors.")
@click.option(
    "--collisions", "ask_all", is_flag=True, help="Also ask every phrasing: is it answered with its own fact?"
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def check(folder: Path | None, as_json: bool, ask_all: bool) -> None:
    """Check the fact base in FOLDER (default KNOWLEDGE_DIR): one line a problem, exit status 1 if there are any."""
    from bot.evaluation.collisions import collisions
    from bot.facts.base import read_knowledge
    from bot.facts.checks import check_knowledge
    from bot.facts.text_checks import stale_facts
    from bot.opening import open_finder

    settings = _settings()
    folder = folder or settings.knowledge_dir
    knowledge = read_knowledge(folder)
    problems = sorted((*knowledge.problems, *check_knowledge(knowledge)))
    if ask_all and not problems:
        finder = open_finder(folder, settings.cache_dir)
        problems = sorted(collisions(finder, knowledge.located, _show_progress))
    for problem in stale_facts(knowledge, date.today()):
        click.echo(f"warning: {problem}", err=True)
    if as_json:
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(
            f"{len(knowledge.base.facts)} facts, {len(knowledge.base.sources)} sources: {len(problems)} problems",
            err=True,
        )
    sys.exit(1 if problems else 0)


@main.command()
def new() -> None:
    """Add a fact by answering questions; each answer is checked, and the YAML is written at the end."""
    from bot.curation import new_fact

    sys.exit(0 if new_fact(_settings().knowledge_dir, input, click.echo) else 1)


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_base(folder: Path) -> None:
    """Write the fact base into FOLDER as JSON, CSV, BibTeX, CSL and one HTML page that works without network."""
    from bot.export import export
    from bot.facts.base import load
    from bot.facts.problems import KnowledgeError

    try:
        base = load(_settings().knowledge_dir)
    except KnowledgeError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for path in export(base, folder):
        click.echo(str(path))


@main.command()
@click.argument("action", type=click.Choice(["set", "delete", "info"]))
def webhook(action: Literal["set", "delete", "info"]) -> None:
    """Tell Telegram to send updates to WEBHOOK_URL, to stop that, or ask what it sends where."""
    from bot.telegram.webhook_setup import run

    sys.exit(run(_settings(), action))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Check this installation: settings, Telegram, database, base, machine; exit status 1 if there is a fault."""
    from bot.doctor.examination import run

    sys.exit(run(as_json=as_json))


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="Of the backups in a folder keep the newest so many.")
def backup(target: Path, keep: int | None) -> None:
    """Copy the database to a new file TARGET, or into a folder, while the bot runs."""
    from bot.storage.backup import BackupError, back_up
    from bot.storage.database import DatabaseError

    try:
        click.echo(str(back_up(_settings().database_url, target, keep)))
    except (BackupError, DatabaseError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put a backup FILE in place of what the database holds; stop the bot before."""
    from bot.storage.backup import BackupError
    from bot.storage.backup import restore as put_back
    from bot.storage.database import DatabaseError

    try:
        put_back(_settings().database_url, file)
    except (BackupError, DatabaseError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _show_progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{of} ", nl=False, err=True)


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
