"""The command line: a table of contents of what the bot can do."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Literal

import click

from bot.facts.model import Language
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
        terminal.explain_once(folder, " ".join(question), language=language, cache=cache)
    elif jsonl:
        terminal.answer_lines(folder, sys.stdin, sys.stdout, language=language, cache=cache)
    else:
        words = " ".join(question)
        sys.exit(terminal.answer_once(folder, words, as_json=as_json, language=language, cache=cache))


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--calibrate", is_flag=True, help="First set the weights and thresholds from these questions.")
@click.option("--worst", default=15, show_default=True, help="How many confusions to print.")
@click.option(
    "--alternatives", is_flag=True, help="Instead compare with other matchers over the same base and questions."
)
@click.option("--speed", is_flag=True, help="Instead measure how long a question takes, and the worst messages.")
@click.option("--growth", is_flag=True, help="Instead measure time and memory over 1,000 to 1,000,000 phrasings.")
@click.option("--up-to", default=1_000_000, show_default=True, help="With --growth: the most phrasings.")
def evaluate(
    files: tuple[Path, ...], calibrate: bool, worst: int, alternatives: bool, speed: bool, growth: bool, up_to: int
) -> None:
    """Measure accuracy on question FILES (default: those of knowledge/questions)."""
    from bot.evaluation import comparing, report

    settings = _settings()
    if growth:
        comparing.print_growth(settings.knowledge_dir, up_to)
        return
    if alternatives or speed:
        table = comparing.print_alternatives if alternatives else comparing.print_speed
        table(settings.knowledge_dir, files, settings.cache_dir)
        return
    report.evaluate(settings.knowledge_dir, files, settings.cache_dir, calibrated=calibrate, worst=worst)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors.")
@click.option("--quick", is_flag=True, help="Leave out the asking of every phrasing, which takes a minute or two.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def check(folder: Path | None, as_json: bool, quick: bool) -> None:
    """Check the fact base in FOLDER (default KNOWLEDGE_DIR): one line a problem, exit status 1 if there are any."""
    from bot.evaluation.checking import ShownProgress, check_folder
    from bot.facts.text_checks import stale_facts

    progress = ShownProgress()
    settings = _settings()
    # The cache holds one index, that of the bot's own base.
    cache = None if folder else settings.cache_dir
    knowledge, problems = check_folder(folder or settings.knowledge_dir, quick=quick, progress=progress, cache=cache)
    progress.clear()
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
@click.argument("index", type=click.Path(path_type=Path))
@click.option(
    "--measure",
    type=click.Path(path_type=Path),
    help="Instead ask the questions of this file ({id or null, question} a line) and compare with rapidfuzz's scorers.",
)
@click.option("--slips", default=0, show_default=True, help="With --measure: one random slip in so many characters.")
@click.option("--every", default=1, show_default=True, help="With --measure: ask only every so many questions.")
def match(index: Path, measure: Path | None, slips: int, every: int) -> None:
    """Match questions (one a line on standard input) against any list of phrasings, INDEX ({id, question} a line)."""
    from bot.evaluation import matching

    try:
        if measure is None:
            matching.match_lines(matching.open_phrasebook(index), sys.stdin, sys.stdout)
            return
        for name, right, area in matching.compare(index, measure, slips=slips, every=every):
            click.echo(f"{name:28} top-1 {100 * right:5.1f} %   out-of-scope AUROC {area:.3f}")
    except matching.ListError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@main.command()
def new() -> None:
    """Add a fact by answering questions; each answer is checked, and the YAML is written at the end."""
    from bot.curation import new_fact

    sys.exit(0 if new_fact(_settings().knowledge_dir, input, click.echo) else 1)


@main.command()
@click.option(
    "--patch", type=click.Path(path_type=Path, dir_okay=False, writable=True), help="Write a patch to finish into FILE."
)
@click.option("--clear", is_flag=True, help="Forget the questions once they are shown.")
def unanswered(patch: Path | None, clear: bool) -> None:
    """List the questions that found no answer, alike ones together, the most frequent first."""
    from bot.learning import show_unanswered
    from bot.storage.database import DatabaseError, open_database
    from bot.storage.unanswered import Unanswered

    settings = _settings()
    try:
        store = Unanswered(open_database(settings.database_url))
        show_unanswered(store, settings.knowledge_dir, click.echo, patch, clear=clear)
    except (DatabaseError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


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
@click.argument("span", nargs=-1)
@click.option("--language", type=click.Choice(["en", "es", "zh"]), help="Answer in this language.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="Also draw it into this PNG file.")
def timeline(span: tuple[str, ...], language: Language | None, picture: Path | None) -> None:
    """List the facts of a SPAN in date order: 1960s, 1995-2004 visits, last ten years; none lists spans to begin with."""
    from bot.looking import print_timeline
    from bot.terminal import finder_or_exit

    settings = _settings()
    finder = finder_or_exit(settings.knowledge_dir, settings.cache_dir)
    sys.exit(print_timeline(finder, " ".join(span), language, picture))


@main.command()
@click.argument("series", nargs=-1)
@click.option("--language", type=click.Choice(["en", "es", "zh"]), help="Answer in this language.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Also write a chart (.png) or the data (.csv)."
)
def chart(series: tuple[str, ...], language: Language | None, out: Path | None) -> None:
    """Print the yearly figures of a SERIES (trade, UN votes …) with who counted; none lists the series."""
    from bot.looking import print_chart
    from bot.terminal import finder_or_exit

    settings = _settings()
    finder = finder_or_exit(settings.knowledge_dir, settings.cache_dir)
    sys.exit(print_chart(finder, " ".join(series), language, out))


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


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
