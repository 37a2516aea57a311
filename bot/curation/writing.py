"""Writing the new fact into its file, and taking it out again if the base then has a problem that it did not have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.curation.interview import Interview
from bot.facts import checks
from bot.facts.base import Knowledge, part_files, read_knowledge
from bot.facts.dates import parse_edtf
from bot.facts.problems import Problem


def choose_file(folder: Path, interview: Interview) -> Path:
    """The file that the fact shall stand in, as chosen among those there are; proposed is that of the nearest fact."""
    files = part_files(folder, "facts") or [folder / "facts.yaml"]
    if len(files) == 1:
        return files[0]
    for number, path in enumerate(files, 1):
        interview.tell(f"{number:3}  {path.stem}")
    best = files.index(_nearest_file(folder, files, interview)) + 1
    names = {path.stem: path for path in files} | {str(number): path for number, path in enumerate(files, 1)}
    while True:
        answer = interview.ask(f"Which file, by number or name ({best}): ").strip() or str(best)
        chosen = names.get(answer.removesuffix(".yaml"))
        if chosen:
            return chosen
        interview.tell(f"  there is no file '{answer}'")


def _nearest_file(folder: Path, files: list[Path], interview: Interview) -> Path:
    """The file with the fact nearest in time, one of the same topic if there is any within three years."""
    day = parse_edtf(interview.fact["date"]).first_day
    topic = interview.fact["topic"]
    by_name = {path.relative_to(folder).as_posix(): path for path in files}
    distances = []
    for (kind, part_id), located in interview.knowledge.located.items():
        if kind == "facts" and part_id in interview.base.facts:
            fact = interview.base.facts[part_id]
            away = abs((fact.when.first_day - day).days)
            distances.append((away + (0 if fact.topic == topic else 3 * 365), located.entry.file))
    return by_name[min(distances)[1]] if distances else files[-1]


def write(folder: Path, target: Path, interview: Interview) -> bool:
    """Append the entries, re-read the base, and take them out again if that makes a problem."""
    entries = [(_source_file(folder, source), source) for source in interview.new_sources]
    entries.append((target, interview.fact))
    texts = {path: path.read_bytes() if path.exists() else None for path, _ in entries}
    fact_id = interview.fact["id"]
    kept = False
    try:
        for path, entry in entries:
            _append(path, entry)
        problems = _new_problems(interview.knowledge, read_knowledge(folder), target.relative_to(folder), fact_id)
        kept = not problems
    except OSError as error:
        problems = [Problem(str(error.filename), 0, fact_id, f"cannot be written: {error.strerror}", "allow it")]
    finally:
        if not kept:
            _restore(texts)
    if kept:
        interview.tell(f"Written: {fact_id} in {target}.")
        return True
    interview.tell("\n".join(map(str, problems)))
    interview.tell("Because of this the fact was taken out again.")
    tell_answers(interview)
    return False


def _new_problems(before: Knowledge, after: Knowledge, target: Path, fact_id: str) -> list[Problem]:
    """The problems that were not there before; a fact that cannot be seen afterwards is one."""
    known = {*before.problems, *checks.check_knowledge(before)}
    found = sorted({*after.problems, *checks.check_knowledge(after)} - known)
    if not found and fact_id not in after.base.facts:
        return [Problem(target.as_posix(), 0, fact_id, "the file cannot be read", "mend it first; see the check")]
    return found


def _source_file(folder: Path, source: dict[str, Any]) -> Path:
    single = folder / "sources.yaml"
    return single if single.is_file() else folder / "sources" / f"{source['kind']}.yaml"


def _append(path: Path, entry: dict[str, Any]) -> None:
    text = path.read_bytes().rstrip() if path.exists() else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((text + b"\n\n" if text else b"") + _as_yaml(entry).encode())


def _restore(texts: Mapping[Path, bytes | None]) -> None:
    for path, text in texts.items():
        if text is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != text:
            path.write_bytes(text)


def _as_yaml(entry: dict[str, Any]) -> str:
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=120)


def tell_answers(interview: Interview) -> None:
    """What was answered, so that no work is lost."""
    given = {name: value for name, value in interview.fact.items() if value}
    if given:
        entries = "\n".join(map(_as_yaml, (*interview.new_sources, given)))
        interview.tell(f"What you answered, to copy from:\n{entries}")
