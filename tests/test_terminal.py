"""The bot in the terminal, its contract for machines, and the settings it starts with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import SettingsError, load_settings
from tests.conftest import PROJECT

ANSWER_KEYS = ["question", "outcome", "language", "score", "margin", "facts", "text"]
FACT_KEYS = ["id", "date", "status", "text", "sources"]
SOURCE_KEYS = ["id", "title", "publisher", "url", "published"]
OUTCOMES = {"answer", "list", "choices", "closest", "decline", "chat"}

RECOGNITION = "diplomatic-relations-established-1960-09-28"
HU_2008 = "hu-jintao-state-visit-november-2008"

# arguments, exit status, words of what is printed
ASKED = {
    "English": (["When did Cuba recognise Beijing?"], 0, "28 September 1960"),
    "Spanish": (["¿Cuándo", "reconoció", "Cuba", "a", "Pekín?"], 0, "28 de septiembre de 1960"),
    "Chinese": (["古巴什么时候与中国建交？"], 0, "1960年9月28日"),
    "traditional Chinese": (["古巴什麼時候與中國建交？"], 0, "1960年9月28日"),
    "language chosen": (["--language", "zh", "When did Cuba recognise Beijing?"], 0, "1960年9月28日"),
    "disputed": (["Is there a Chinese spy base in Cuba?"], 0, "Disputed; claimed by The Wall Street Journal"),
    "sources": (["When did Cuba recognise Beijing?"], 0, "https://"),
    "list": (["Which Chinese presidents have visited Cuba?"], 0, "oldest first"),
    "greeting": (["hello"], 0, "Hello!"),
    "no answer": (["best pizza recipe"], 1, "I do not know"),
    "no answer in Spanish": (["¿cuál es la mejor receta de pizza?"], 1, "No lo sé"),
    "nothing but signs": (["?!"], 1, ""),
    "broken character": (["When did Cuba recognise Beijing? \udcff"], 0, "28 September 1960"),
    "no question": ([], 2, "give a question"),
    "question and --jsonl": (["--jsonl", "hello"], 2, "give a question, or --jsonl"),
    "unknown language": (["--language", "fr", "hello"], 2, "'fr'"),
    "unknown option": (["--loud", "hello"], 2, "--loud"),
}

# line: a part of what is said about it
BAD_LINES = {
    '{"question": ': "not valid JSON",
    "{}": '"question" is missing',
    '{"question": ""}': '"question" is missing',
    '{"question": 1960}': '"question" is missing',
    '{"question": null}': '"question" is missing',
    '{"question": "hello", "chat": {}}': '"chat" must be',
    '{"question": "hello", "chat": [1]}': '"chat" must be',
    '{"question": "hello", "language": "fr"}': '"language" must be one of en, es, zh',
    '{"question": "hello", "language": ["en"]}': '"language" must be one of',
    '{"a":' * 100_000: "not valid JSON",
}

GOOD_LINES = {
    "hello": "chat",
    "  When did Cuba recognise Beijing?  ": "answer",
    '{"question": "When did Cuba recognise Beijing?"}': "answer",
    '{"question": "When did Cuba recognise Beijing?", "chat": 7, "language": "es"}': "answer",
    '{"question": "hello", "chat": null, "language": null, "more": "ignored"}': "chat",
    '"hello"': "chat",
    r'{"question": "hello \ud83c"}': None,
    "[1, 2]": None,
    "null": None,
    "\x00\x01": None,
    "x" * 5000: None,
}

# setting, value, words of the one line
BAD_SETTINGS = {
    "owner that is no number": ("OWNER_IDS", "12, bob", "OWNER_IDS: "),
    "unknown format": ("LOG_FORMAT", "xml", "LOG_FORMAT: "),
    "unknown level": ("LOG_LEVEL", "LOUD", "LOG_LEVEL: "),
    "no number": ("MESSAGES_PER_MINUTE", "many", "MESSAGES_PER_MINUTE: "),
    "number too small": ("MESSAGES_PER_MINUTE", "0", "MESSAGES_PER_MINUTE: "),
    "address that is none": ("TELEGRAM_API_URL", "api.telegram.org", "TELEGRAM_API_URL: "),
    "address of another kind": ("TELEGRAM_API_URL", "ftp://api.telegram.org", "TELEGRAM_API_URL: "),
    "token that is none": ("TELEGRAM_BOT_TOKEN", "hunter2", "TELEGRAM_BOT_TOKEN: "),
}

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the built index is kept, so that it is built once for all runs."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(clean_environment: Path, monkeypatch: pytest.MonkeyPatch, small_folder: Path, cache: Path) -> Run:
    """Runs the command line in this process, over the small base."""
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_folder))
    monkeypatch.setenv("CACHE_DIR", str(cache))

    def invoke(*args: str, stdin: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, args, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def bad_folder(tmp_path: Path, small_folder: Path) -> Path:
    """A base with two faults."""
    folder = tmp_path / "bad"
    shutil.copytree(small_folder, folder)
    facts = (folder / "facts.yaml").read_text(encoding="utf-8")
    faulty = facts.replace("date: '1960-09-28'", "date: 1960-13", 1).replace("topic: visits", "topic: cooking", 1)
    (folder / "facts.yaml").write_text(faulty, encoding="utf-8")
    return folder


def _answers(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", ASKED)
def test_asking_once(run: Run, name: str) -> None:
    """A script could not tell an answer from none; or a person would not get it in his language with its sources."""
    args, status, words = ASKED[name]
    result = run("ask", *args)
    assert result.exit_code == status
    assert words in (result.stderr if status == 2 else result.stdout)
    assert "Traceback" not in result.output


def test_one_json_object(run: Run) -> None:
    """Programs that read the answer would break."""
    result = run("ask", "--json", "When did Cuba recognise Beijing?")
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    assert list(answer) == ANSWER_KEYS
    assert answer["question"] == "When did Cuba recognise Beijing?"
    assert (answer["outcome"], answer["language"]) == ("answer", "en")
    assert 0 <= answer["score"] <= 1
    assert 0 <= answer["margin"] <= 1
    assert answer["facts"][0]["id"] == RECOGNITION
    for fact in answer["facts"]:
        assert list(fact) == FACT_KEYS
        assert 1 <= len(fact["sources"]) <= 4
        assert all(list(source) == SOURCE_KEYS for source in fact["sources"])
    assert answer["facts"][0]["text"] in answer["text"]
    assert "建" in run("ask", "--json", "古巴什么时候与中国建交？").stdout


def test_json_keeps_the_exit_status(run: Run) -> None:
    """A script that asks for JSON could not tell an answer from none."""
    result = run("ask", "--json", "best pizza recipe")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["facts"] == []


def test_lines_plain_and_json(run: Run) -> None:
    """One line of a long run would get no answer, or another line's."""
    answers = _answers(run("ask", "--jsonl", stdin="\n".join(GOOD_LINES) + "\n\n   \n"))
    assert len(answers) == len(GOOD_LINES)
    for answer, outcome in zip(answers, GOOD_LINES.values(), strict=True):
        assert list(answer) == ANSWER_KEYS
        assert answer["outcome"] in OUTCOMES
        assert outcome is None or answer["outcome"] == outcome
    assert [answer["language"] for answer in answers[1:4]] == ["en", "en", "es"]
    assert answers[1]["question"] == "When did Cuba recognise Beijing?"


def test_lines_are_answered_in_the_language_asked_for(run: Run) -> None:
    """A script that asks for Spanish would get English; or a line would not get the language that it names itself."""
    lines = ["When did Cuba recognise Beijing?", '{"question": "When did Cuba recognise Beijing?", "language": "zh"}']
    answers = _answers(run("ask", "--jsonl", "--language", "es", stdin="\n".join(lines)))
    assert [answer["language"] for answer in answers] == ["es", "zh"]
    assert "septiembre de 1960" in answers[0]["text"]
    assert "1960年9月28日" in answers[1]["text"]


def test_bad_lines_are_told_and_the_run_goes_on(run: Run) -> None:
    """One bad line in ten thousand would lose all that follow."""
    lines = [line for bad in BAD_LINES for line in (bad, "hello")]
    answers = _answers(run("ask", "--jsonl", stdin="\n".join(lines)))
    assert [answer["outcome"] for answer in answers[1::2]] == ["chat"] * len(BAD_LINES)
    for answer, words in zip(answers[::2], BAD_LINES.values(), strict=True):
        assert list(answer) == ["error"]
        assert words in answer["error"]


def test_a_line_that_is_not_utf8_does_not_end_the_run(run: Run) -> None:
    """A file in an old encoding would stop the run with a stack trace."""
    answers = _answers(run("ask", "--jsonl", stdin="¿Cuándo?\n".encode("latin-1") + b"\xff\xfe\nhello\n"))
    assert [answer["outcome"] for answer in answers][2:] == ["chat"]


def test_lines_of_one_chat_share_a_conversation(run: Run) -> None:
    """ "And the sources?" would not be understood; or one person would be answered for another."""
    lines = [
        {"question": "When was Hu Jintao in Cuba in 2008?", "chat": "a"},
        {"question": "When did Cuba recognise Beijing?", "chat": "b"},
        {"question": "sources?", "chat": "a"},
        {"question": "sources?", "chat": "b"},
        {"question": "sources?"},
    ]
    answers = _answers(run("ask", "--jsonl", stdin="\n".join(map(json.dumps, lines))))
    assert [[fact["id"] for fact in answer["facts"]][:1] for answer in answers[:4]] == [
        [HU_2008],
        [RECOGNITION],
        [HU_2008],
        [RECOGNITION],
    ]
    assert answers[4]["outcome"] != "answer"


def test_without_a_token_the_chat_opens(run: Run) -> None:
    """On a fresh machine nothing would happen, or a stack trace would."""
    result = run(stdin="When did Cuba recognise Beijing?\n\n谢谢\n")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ["No TELEGRAM_BOT_TOKEN is set, so the chat opens here; Ctrl-D ends it."]
    assert "28 September 1960" in result.stdout
    assert "不客气" in result.stdout
    assert "> " not in result.stdout


@pytest.mark.parametrize("token", ["", "  "])
def test_an_empty_token_is_none(run: Run, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """The line TELEGRAM_BOT_TOKEN= in .env, not yet filled in, would be taken for a token."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    assert run(stdin="hello\n").exit_code == 0


def test_a_number_chooses_in_the_chat(run: Run) -> None:
    """What is offered with numbers could not be chosen by number."""
    result = run(stdin="Which Chinese presidents have visited Cuba?\n2\n")
    assert "as the island was recovering from three hurricanes" in result.stdout
    other = run(stdin="Which Chinese presidents have visited Cuba?\n99\n²\n" + "9" * 5000)
    assert other.exit_code == 0
    assert "three hurricanes" not in other.stdout


def test_the_check_of_a_bad_base(run: Run, bad_folder: Path) -> None:
    """A curator, or CI, would take a bad base for a good one."""
    result = run("check", str(bad_folder))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(("facts.yaml:", "sources.yaml:")) for line in lines)
    assert f"facts.yaml:2: {RECOGNITION}: " in result.stdout
    problems = json.loads(run("check", "--json", str(bad_folder)).stdout)
    assert [f"{p['file']}:{p['line']}: {p['id']}: {p['message']}; {p['advice']}" for p in problems] == lines


def test_the_check_of_a_good_base(run: Run, small_folder: Path) -> None:
    """A curator would be told of problems that are none."""
    assert run("check").exit_code == 0
    result = run("check", str(small_folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith(": 0 problems\n")


@pytest.mark.parametrize("args", [["ask", "hello"], ["ask", "--jsonl"], []], ids=["ask", "lines", "chat"])
def test_a_bad_base_stops_the_start(
    run: Run, bad_folder: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """The bot would answer from a base that holds faults; or the curator would not learn which."""
    told = run("check", str(bad_folder)).stdout.splitlines()
    monkeypatch.setenv("KNOWLEDGE_DIR", str(bad_folder))
    result = run(*args, stdin="hello\n")
    assert result.exit_code == 2
    assert [line for line in result.stderr.splitlines() if not line.startswith("No TELEGRAM")] == told
    assert result.stdout == ""


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_a_bad_setting_stops_the_start(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A mistyped setting would be ignored in silence, or end in a stack trace with the token in it."""
    setting, value, words = BAD_SETTINGS[name]
    monkeypatch.setenv(setting, value)
    for args in (["ask", "hello"], []):
        result = run(*args, stdin="hello\n")
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert line.startswith(words)
        assert "hunter2" not in line
        assert result.stdout == ""


def test_settings_come_from_env_file_and_environment(clean_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting in .env would be ignored, or could not be overridden for one run."""
    (clean_environment / ".env").write_text(
        "TELEGRAM_BOT_TOKEN=123456:from-file\nOWNER_IDS=1, 2 3\nLOG_FORMAT=json\nUNKNOWN=1\n", encoding="utf-8"
    )
    monkeypatch.setenv("LOG_FORMAT", "console")
    settings = load_settings()
    assert settings.owner_ids == (1, 2, 3)
    assert settings.log_format == "console"
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == "123456:from-file"
    assert "from-file" not in repr(settings)


def test_settings_without_anything_set(clean_environment: Path) -> None:
    """A fresh machine would need settings before the bot can be tried."""
    settings = load_settings()
    assert settings.telegram_bot_token is None
    assert settings.knowledge_dir == PROJECT / "knowledge"
    assert settings.api_base == "https://api.telegram.org"
    assert settings.owner_ids == ()


def test_an_env_file_in_another_encoding_is_told(clean_environment: Path) -> None:
    """The start would end in a stack trace."""
    (clean_environment / ".env").write_bytes("OWNER_IDS=1 # dueño\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"\.env: not UTF-8"):
        load_settings()


def test_the_slash_at_the_end_of_the_address_does_not_matter(
    clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A local Bot API server would be asked for //bot… and answer 404."""
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    assert load_settings().api_base == "http://127.0.0.1:8081"


def _python_m_bot(
    folder: Path, cache: Path, *args: str, stdin: bytes = b"", **environment: str
) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *args],
        input=stdin,
        capture_output=True,
        cwd=cache,
        env={**kept, "PYTHONPATH": str(PROJECT), "KNOWLEDGE_DIR": str(folder), "CACHE_DIR": str(cache), **environment},
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def test_a_process_of_its_own_answers(small_folder: Path, cache: Path) -> None:
    """The command of the README would fail where the tests pass: outside of the test process."""
    status, out, err = _python_m_bot(small_folder, cache, "ask", "--json", "¿Cuándo reconoció Cuba a Pekín?")
    assert (status, err) == (0, "")
    assert json.loads(out)["facts"][0]["id"] == RECOGNITION


def test_a_process_of_its_own_chats_through_a_pipe(small_folder: Path, cache: Path) -> None:
    """`echo question | python -m bot` would wait for a terminal, or choke on a byte."""
    status, out, err = _python_m_bot(small_folder, cache, stdin=b"hello \xff\nhello\n")
    assert status == 0
    assert err.count("\n") == 1
    assert "Hello!" in out


def test_a_bad_base_stops_telegram_before_anything_is_sent(bad_folder: Path, cache: Path) -> None:
    """The bot would go on-line with a base that holds faults."""
    token = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    status, out, err = _python_m_bot(bad_folder, cache, TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_URL="http://127.0.0.1:9")
    told = _python_m_bot(bad_folder, cache, "check")[1]
    assert (status, out) == (2, "")
    assert err == told
