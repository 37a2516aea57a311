"""Everything that an operator can set, in one table: environment variables, or lines of a .env file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AnyHttpUrl, BeforeValidator, Field, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

OUR_KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"


_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message is one clear line."""


def _numbers(value: object) -> object:
    return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value


class Settings(BaseSettings):
    """The settings of one process; each field's description is its line in the README."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    telegram_bot_token: SecretStr | None = Field(
        None, description="Token from @BotFather; without it the chat opens in the terminal."
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Address of the Bot API server.")
    knowledge_dir: Path = Field(OUR_KNOWLEDGE, description="Folder of the fact base.")
    database_url: str = Field(
        "sqlite:///data/bot.sqlite3",
        description="Where updates, chats' settings and answers are kept: `sqlite:///…` (its folder is made) or `postgresql://…`.",
    )
    cache_dir: Path = Field(
        Path("data/cache"), description="Where the built index is kept, so that the next start is quick; made at need."
    )
    owner_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)] = Field(
        (), description="Telegram user ids of the owners, separated by commas."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people (console) or for machines (json)."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least serious log line to write."
    )
    messages_per_minute: int = Field(
        20, ge=1, le=600, description="Questions a minute that one person may ask before being asked to wait."
    )
    buttons_per_minute: int = Field(
        40, ge=1, le=600, description="Buttons a minute that one person may press before being asked to wait."
    )
    inline_per_minute: int = Field(
        60,
        ge=1,
        le=600,
        description="Inline queries a minute of one person that are answered; each pause in typing is one.",
    )
    group_per_minute: int = Field(
        60,
        ge=1,
        le=600,
        description="Questions a minute that one group may ask, and buttons that may be pressed in it.",
    )

    webhook_url: str = Field(
        "", description="Public https address to which Telegram sends updates; empty: long polling."
    )
    webhook_secret: SecretStr | None = Field(
        None, description="Secret that Telegram sends along with each update (letters, digits, _ and -)."
    )
    webhook_listen: str = Field(
        "127.0.0.1:8080", description="Address and port on which webhook calls are taken, behind a reverse proxy."
    )
    metrics_listen: str = Field(
        "", description="Address and port for /healthz, /readyz and /metrics, not for the public; empty: none."
    )
    inbox_limit: int = Field(
        10_000, ge=100, description="Updates that may wait; beyond it nothing is fetched until there is room."
    )
    stale_update_minutes: int = Field(
        60, ge=1, description="Minutes after which a question in a group is dropped unanswered (in private: a day)."
    )

    @property
    def api_base(self) -> str:
        """The Bot API address without a slash at its end."""
        return self.telegram_api_url.rstrip("/")


def load_settings() -> Settings:
    """The settings of this process; a wrong value raises SettingsError with one clear line."""
    try:
        settings = Settings()
    except UnicodeDecodeError:
        raise SettingsError(".env: not UTF-8 text; save it again as UTF-8") from None
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = str(fault["loc"][0]).upper() if fault["loc"] else "settings"
        raise SettingsError(f"{name}: {fault['msg']}; correct it in the environment or in .env") from None
    try:
        TypeAdapter(AnyHttpUrl).validate_python(settings.telegram_api_url)
    except ValidationError:
        raise SettingsError(
            "TELEGRAM_API_URL: not an http(s) address; correct it in the environment or in .env"
        ) from None
    _check_webhook(settings)
    token = settings.telegram_bot_token
    if token is not None and not token.get_secret_value().strip():
        settings = settings.model_copy(update={"telegram_bot_token": None})
    elif token is not None and not _TOKEN.fullmatch(token.get_secret_value().strip()):
        raise SettingsError("TELEGRAM_BOT_TOKEN: not a token (123456:ABC…); copy it again from @BotFather")
    return settings


def _check_webhook(settings: Settings) -> None:
    for name in ("webhook_listen", "metrics_listen"):
        if (value := getattr(settings, name)) and not re.fullmatch(r"\S+:\d{1,5}", value):
            raise SettingsError(f"{name.upper()}: not an address and port; write for instance 127.0.0.1:8080")
    if not settings.webhook_url:
        return
    if not settings.webhook_url.startswith("https://"):
        raise SettingsError("WEBHOOK_URL: Telegram sends to https addresses only; write https://…")
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsError(
            "WEBHOOK_SECRET: needs 16 to 256 letters, digits, _ or -; make one with openssl rand -hex 32"
        )
