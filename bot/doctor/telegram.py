"""What Telegram says: the token, the switches set with @BotFather, the webhook, and the clock."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.finding import Finding, fault, ok, skipped, warning
from bot.settings import Settings
from bot.telegram.inspection import Profile, TelegramState, Webhook

CLOCK_WARNING_SECONDS, CLOCK_FAULT_SECONDS = 30, 300
RECENTLY_SECONDS = 3600
MANY_WAITING = 100


def examine_telegram(state: TelegramState, settings: Settings) -> Iterator[Finding]:
    """Everything that is known only by asking Telegram."""
    yield _token(state, settings)
    if state.profile is None:
        for check in ("privacy mode", "inline mode", "guest mode", "webhook"):
            yield skipped(check, "needs an answer to getMe")
    else:
        yield from _switches(state.profile)
    if state.webhook is not None:
        yield from _webhook(state.webhook, settings)
    yield _clock(state)


def _token(state: TelegramState, settings: Settings) -> Finding:
    if settings.telegram_bot_token is None:
        return skipped("token", "TELEGRAM_BOT_TOKEN is not set; without it the bot chats in the terminal only")
    if state.token_is_refused:
        then = "copy it again, or get a new one from @BotFather (/token, /revoke)"
        return fault("token", "Telegram does not know this token: mistyped or revoked", then)
    if state.profile is None:
        then = "check the network, the proxy and TELEGRAM_API_URL"
        return fault("token", f"{settings.api_base} does not answer as it should: {state.trouble}", then)
    return ok("token", f"this is @{state.profile.username}")


def _switches(profile: Profile) -> Iterator[Finding]:
    if not profile.joins_groups:
        yield warning("groups", "it cannot be added to groups", "@BotFather: /setjoingroups, Enable")
    if profile.hears_everything_in_groups:
        what = "off: Telegram sends it everything that is said in its groups"
        then = "unless a group has switched overhearing on: @BotFather: /setprivacy, Enable; then add it to its groups anew"
        yield warning("privacy mode", what, then)
    else:
        yield ok("privacy mode", "on: in groups it gets what is addressed to it")
    for name, is_on, then in (
        ("inline mode", profile.has_inline_mode, "@BotFather: /setinline, and a placeholder"),
        ("guest mode", profile.has_guest_mode, "@BotFather: Bot Settings, Guest Mode"),
    ):
        yield ok(name, "on") if is_on else warning(name, "off: it cannot be asked from chats that it is not in", then)


def _webhook(webhook: Webhook, settings: Settings) -> Iterator[Finding]:
    if webhook.url != settings.webhook_url:
        yield _elsewhere(webhook, settings)
        return
    where = webhook.url or "none; updates come by long polling"
    if webhook.waiting > MANY_WAITING:
        yield warning(
            "webhook", f"{webhook.waiting} updates wait at Telegram", "look whether the bot runs, and its log"
        )
    elif webhook.last_fault and webhook.last_fault_seconds_ago < RECENTLY_SECONDS:
        minutes = round(webhook.last_fault_seconds_ago / 60)
        what = f"{where}: {minutes} min ago Telegram met: {webhook.last_fault}"
        yield warning("webhook", what, "look at the proxy's log and its certificate, and whether the bot runs")
    elif webhook.not_sent:
        what = f"{where}: Telegram does not send {', '.join(webhook.not_sent)}"
        yield warning("webhook", what, "python -m bot webhook set")
    else:
        yield ok("webhook", where)


def _elsewhere(webhook: Webhook, settings: Settings) -> Finding:
    if not settings.webhook_url:
        then = "python -m bot webhook delete, or set WEBHOOK_URL"
        return fault("webhook", f"is set to {webhook.url}, so that polling gets nothing", then)
    what = f"Telegram sends to {webhook.url}" if webhook.url else "is not set at Telegram"
    return fault("webhook", f"{what}, not to WEBHOOK_URL", "python -m bot webhook set")


def _clock(state: TelegramState) -> Finding:
    if state.seconds_ahead is None:
        return skipped("clock", f"no time from the Bot API server: {state.trouble or 'it does not say its date'}")
    off = round(abs(state.seconds_ahead))
    what = f"{off} s {'ahead of' if state.seconds_ahead > 0 else 'behind'} Telegram's"
    then = "let the machine follow a time server: timedatectl set-ntp true"
    if off >= CLOCK_FAULT_SECONDS:
        return fault("clock", what, then)
    return warning("clock", what, then) if off >= CLOCK_WARNING_SECONDS else ok("clock", what)
