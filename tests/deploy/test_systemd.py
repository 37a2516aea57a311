"""The systemd units: verified, hardened, and they name files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.conftest import PROJECT
from tests.deploy import DEPLOY, ran, tool

UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
MOST_EXPOSED = 1.5  # of 10; systemd calls what is below 2 OK


def test_the_units_are_verified(tmp_path: Path) -> None:
    """systemd would ignore a line with a slip in it, or refuse the unit."""
    program = tool("systemd-analyze", "apt-get install systemd")
    copies = []
    for unit in UNITS:
        # The paths of an installation are not on this machine.
        text = unit.read_text(encoding="utf-8").replace("/opt/china-cuba-bot/.venv/bin/python", "/bin/true")
        copies.append(tmp_path / unit.name)
        copies[-1].write_text(text.replace("file:///opt/china-cuba-bot", "file:///usr"), encoding="utf-8")
    assert ran(program, "verify", *copies) == ""


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_exposed_to_little(path: Path) -> None:
    """Whoever finds a hole in a library would have the machine to work with."""
    written = ran(tool("systemd-analyze", "apt-get install systemd"), "security", "--offline=yes", "--no-pager", path)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", written)
    assert found
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_names_what_there_is(path: Path) -> None:
    """The unit would start a command that does not exist, or set what has no effect."""
    text = path.read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=\S+ -m bot ?(\w*)", text, flags=re.MULTILINE)
    assert command
    assert command[1] in ("", "backup")
    settings = set(re.findall(r"^Environment=([A-Z_]+)=", text, flags=re.MULTILINE)) - {"PYTHONDONTWRITEBYTECODE"}
    assert settings <= {name.upper() for name in Settings.model_fields}
    assert "EnvironmentFile=/etc/china-cuba-bot.env" in text
    assert not re.search(r"TOKEN=|SECRET=|PASSWORD=", text), "a unit can be read by anybody"


def test_stopping_and_exit_status() -> None:
    """systemd would kill the bot while it finishes, or start it for ever with a wrong token."""
    text = (DEPLOY / "systemd" / "china-cuba-bot.service").read_text(encoding="utf-8")
    assert "RestartPreventExitStatus=2" in text
    wait = re.search(r"^TimeoutStopSec=(\d+)", text, flags=re.MULTILINE)
    assert wait
    assert int(wait[1]) > 5


def test_reloading() -> None:
    """`systemctl reload` would end the bot, as an unknown signal does."""
    pytest.importorskip("bot.telegram.reloading", reason="this version does not reload")
    text = (DEPLOY / "systemd" / "china-cuba-bot.service").read_text(encoding="utf-8")
    assert re.search(r"^ExecReload=/bin/kill -HUP \$MAINPID$", text, flags=re.MULTILINE)
    assert "reload_on_sighup(" in (PROJECT / "bot" / "telegram" / "serving.py").read_text(encoding="utf-8")
