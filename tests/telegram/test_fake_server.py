"""The fake server refuses what the real one refuses: else the other tests would prove little."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.fake_bot_api.formatting import parse_html
from tests.fake_bot_api.refusals import Refusal
from tests.fake_bot_api.speaking import entities_of

FORMATTED = {
    "<b>28 September 1960</b>": "bold",
    "<strong>a</strong>": "bold",
    "<i>a</i>": "italic",
    "<u>a</u>": "underline",
    "<del>a</del>": "strikethrough",
    '<span class="tg-spoiler">a</span>': "spoiler",
    '<a href="https://example.org/?a=1&amp;b=2">a</a>': "text_link",
    "<blockquote>a</blockquote>": "blockquote",
    "<blockquote expandable>a</blockquote>": "expandable_blockquote",
    '<pre><code class="language-python">a</code></pre>': "pre",
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>': "custom_emoji",
}
ILL_FORMATTED = {
    "<b>a": 'Can\'t find end tag corresponding to start tag "b"',
    "a</b>": "Unexpected end tag",
    "<b><i>a</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "<p>a</p>": 'Unsupported start tag "p" at byte offset 0',
    "ñ<br>": 'Unsupported start tag "br" at byte offset 2',
    "1 < 2": "Unclosed start tag",
    "<span>a</span>": 'must have class "tg-spoiler"',
    "<b class='x'>a</b>": "Unexpected attribute",
    "<blockquote>a<blockquote>b</blockquote></blockquote>": "within itself",
    "<code><b>a</b></code>": "in code",
    "&nbsp;": "Unsupported entity",
    "Mao & Che": "Unsupported entity",
}


def button(data: str) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": data}]]})


def keyboard(**action: Any) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "a", **action}]]})


def article(result_id: str, text: str = "a", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "a", "input_message_content": content, **more}


def inline(*results: dict[str, Any], refusal: str, **more: Any) -> tuple[str, dict[str, Any], str]:
    given = {name: json.dumps(value) for name, value in more.items()}
    params = {"inline_query_id": "1", "results": json.dumps(results), **given}
    return "answerInlineQuery", params, f"400 Bad Request: {refusal}"


ANA = 5_000_000_001
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown chat": ("sendMessage", {"chat_id": 1, "text": "a"}, "400 Bad Request: chat not found"),
    "no text": ("sendMessage", {"chat_id": ANA, "text": " \n"}, "400 Bad Request: message text is empty"),
    "only tags": (
        "sendMessage", {"chat_id": ANA, "text": "<b></b>", "parse_mode": "HTML"}, "400 Bad Request: message text is empty"
    ),
    "too long": ("sendMessage", {"chat_id": ANA, "text": "a" * 4097}, "400 Bad Request: message is too long"),
    "too long in UTF-16": ("sendMessage", {"chat_id": ANA, "text": "🇨" * 2049}, "400 Bad Request: message is too long"),
    "torn tag": (
        "sendMessage", {"chat_id": ANA, "text": "<b>a", "parse_mode": "HTML"}, "400 Bad Request: can't parse entities: "
    ),
    "button without data": (
        "sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button("")}, "400 Bad Request: BUTTON_DATA_INVALID"
    ),
    "65 bytes of data": (
        "sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": button("古" * 22)},
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    "no topic": (
        "sendMessage", {"chat_id": ANA, "text": "a", "message_thread_id": 1}, "400 Bad Request: message thread not found"
    ),
    "reply to nothing": (
        "sendMessage", {"chat_id": ANA, "text": "a", "reply_parameters": '{"message_id": 9}'},
        "400 Bad Request: message to be replied not found",
    ),
    "same content": (
        "editMessageText", {"chat_id": ANA, "message_id": 11, "text": "hello"}, "400 Bad Request: message is not modified"
    ),
    "edit of nothing": (
        "editMessageText", {"chat_id": ANA, "message_id": 9, "text": "a"}, "400 Bad Request: message to edit not found"
    ),
    "edit of another's": (
        "editMessageText", {"chat_id": ANA, "message_id": 12, "text": "a"}, "400 Bad Request: message can't be edited"
    ),
    "deletion of nothing": (
        "deleteMessage", {"chat_id": ANA, "message_id": 9}, "400 Bad Request: message to delete not found"
    ),
    "unknown query": (
        "answerCallbackQuery", {"callback_query_id": "1"},
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    "unknown action": (
        "sendChatAction", {"chat_id": ANA, "action": "dance"}, "400 Bad Request: wrong parameter action in request"
    ),
    "bad command": (
        "setMyCommands", {"commands": '[{"command": "Ask!", "description": "a"}]'}, "400 Bad Request: BOT_COMMAND_INVALID"
    ),
    "command without description": (
        "setMyCommands", {"commands": '[{"command": "ask", "description": " "}]'},
        "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "101 commands": (
        "setMyCommands", {"commands": json.dumps([{"command": f"c{n}", "description": "a"} for n in range(101)])},
        "400 Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    "menu of an unknown scope": (
        "setMyCommands", {"commands": "[]", "scope": '{"type": "friends"}'},
        "400 Bad Request: can't parse BotCommandScope",
    ),
    "menu of an unknown chat": (
        "setMyCommands", {"commands": "[]", "scope": '{"type": "chat", "chat_id": 1}'}, "400 Bad Request: chat not found"
    ),
    "menu in a language and country": (
        "getMyCommands", {"language_code": "zh-hans"}, "400 Bad Request: invalid language code specified"
    ),
    "name of 65 characters": ("setMyName", {"name": "a" * 65}, "400 Bad Request: BOT_NAME_TOO_LONG"),
    "description of 513": (
        "setMyDescription", {"description": "a" * 513}, "400 Bad Request: BOT_DESCRIPTION_TOO_LONG"
    ),
    "short description of 121": (
        "setMyShortDescription", {"short_description": "a" * 121},
        "400 Bad Request: BOT_SHORT_DESCRIPTION_TOO_LONG",
    ),
    "copied text too long": (
        "sendMessage", {"chat_id": ANA, "text": "a", "reply_markup": keyboard(copy_text={"text": "a" * 257})},
        "400 Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    "sharing with nobody": (
        "sendMessage",
        {"chat_id": ANA, "text": "a", "reply_markup": keyboard(switch_inline_query_chosen_chat={"query": "a"})},
        "400 Bad Request: at least one chat type must be allowed",
    ),
    "51 results": inline(*(article(str(number)) for number in range(51)), refusal="RESULTS_TOO_MUCH"),
    "two results of one id": inline(article("a"), article("a"), refusal="RESULT_ID_DUPLICATE"),
    "an id of 65 bytes": inline(article("古" * 21 + "ab"), refusal="RESULT_ID_INVALID"),
    "no id": inline(article(""), refusal="RESULT_ID_INVALID"),
    "no title": inline(article("a", title=" "), refusal="ARTICLE_TITLE_EMPTY"),
    "no message": inline({"type": "article", "id": "a", "title": "a"}, refusal="MESSAGE_EMPTY"),
    "message too long": inline(article("a", "a" * 4097), refusal="message is too long"),
    "torn tag in a result": inline(article("a", "<b>a"), refusal="can't parse entities"),
    "bad button in a result": inline(
        article("a", reply_markup=json.loads(button("古" * 22))), refusal="BUTTON_DATA_INVALID"
    ),
    "bad start parameter": inline(button={"text": "a", "start_parameter": "a b"}, refusal="START_PARAM_INVALID"),
    "button that leads nowhere": inline(button={"text": "a"}, refusal="exactly one of the optional fields"),
    "results in the past": inline(cache_time=-1, refusal="CACHE_TIME_INVALID"),
    "unknown inline query": inline(article("a"), refusal="query is too old"),
    "unknown guest query": (
        "answerGuestQuery", {"guest_query_id": "1", "result": json.dumps(article("a"))},
        "400 Bad Request: query is too old",
    ),
    "edit of an unknown inline message": (
        "editMessageText", {"inline_message_id": "a", "text": "a"}, "400 Bad Request: MESSAGE_ID_INVALID"
    ),
    "link to elsewhere": (
        "answerCallbackQuery", {"callback_query_id": "1", "url": "https://example.org"}, "400 Bad Request: URL_INVALID"
    ),
    "webhook without TLS": ("setWebhook", {"url": "http://example.org"}, "400 Bad Request: bad webhook: "),
    "no such method": ("sendMesage", {"chat_id": ANA, "text": "a"}, "404 Not Found"),
}  # fmt: skip


@pytest.fixture
async def http(server: FakeBotApi) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose relative addresses are methods."""
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{TOKEN}") as client:
        ana = server.private()
        assert ana.chat.id == ANA
        await client.post("/sendMessage", data={"chat_id": ANA, "text": "hello"})
        ana.says("hello yourself")
        yield client


def told(answer: httpx.Response) -> str:
    data = answer.json()
    assert data["ok"] is False
    assert data["error_code"] == answer.status_code
    return f"{data['error_code']} {data['description']}"


@pytest.mark.parametrize(("method", "params", "refusal"), REFUSED.values(), ids=list(REFUSED))
async def test_refusals(http: httpx.AsyncClient, method: str, params: dict[str, Any], refusal: str) -> None:
    """A message that Telegram refuses would pass all tests and never reach anybody."""
    assert told(await http.post(f"/{method}", data=params)).startswith(refusal)


@pytest.mark.parametrize(("text", "kind"), FORMATTED.items(), ids=list(FORMATTED))
def test_html_that_telegram_knows(text: str, kind: str) -> None:
    """Good markup would be taken for bad."""
    shown, entities = parse_html(f"🇨🇺 {text} &lt;&#39;")
    assert shown.endswith(" <'")
    assert (kind, 5) in [(entity["type"], entity["offset"]) for entity in entities]


@pytest.mark.parametrize(("text", "reason"), ILL_FORMATTED.items(), ids=list(ILL_FORMATTED))
def test_html_that_telegram_refuses(text: str, reason: str) -> None:
    """A torn tag would go unnoticed until an answer does not arrive."""
    with pytest.raises(Refusal, match="can't parse entities") as refused:
        parse_html(text)
    assert reason in refused.value.description


def test_entities_count_utf16_units() -> None:
    """Mentions behind an emoji would be tested at places where Telegram never puts them."""
    assert entities_of("🇨🇺 @china_cuba_bot /ask") == [
        {"type": "mention", "offset": 5, "length": 15},
        {"type": "bot_command", "offset": 21, "length": 4},
    ]


async def test_4096_units_are_not_too_many(http: httpx.AsyncClient) -> None:
    """The longest message that Telegram takes would be refused: only what is shown counts, not the tags."""
    text = f"<b>{'🇨' * 2048}</b>"
    assert (await http.post("/sendMessage", data={"chat_id": ANA, "text": text, "parse_mode": "HTML"})).is_success


@pytest.mark.parametrize(
    ("token", "refusal"), [("8110201543:AAwrong", "401 Unauthorized"), ("nonsense", "404 Not Found")]
)
async def test_tokens(server: FakeBotApi, token: str, refusal: str) -> None:
    """A wrong token would be accepted."""
    async with httpx.AsyncClient() as client:
        assert told(await client.post(f"{server.url}/bot{token}/getMe")) == refusal


@pytest.mark.parametrize(("standing", "kind", "reason"), [
    ("blocked", "private", "bot was blocked by the user"),
    ("kicked", "supergroup", "bot was kicked from the supergroup chat"),
    ("left", "group", "bot is not a member of the group chat"),
])  # fmt: skip
async def test_chats_without_the_bot(
    server: FakeBotApi, http: httpx.AsyncClient, standing: Any, kind: str, reason: str
) -> None:
    """The bot could write to people who have blocked it."""
    chat = server.private().chat if kind == "private" else server.group(kind=kind)
    chat.standing = standing
    assert told(await http.post("/sendMessage", data={"chat_id": chat.id, "text": "a"})) == f"403 Forbidden: {reason}"


async def test_a_query_is_answered_once(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """A second notice for one press would pass."""
    server.state.open_queries.add("7")
    assert (await http.post("/answerCallbackQuery", data={"callback_query_id": "7", "text": "a" * 200})).is_success
    assert "query is too old" in told(await http.post("/answerCallbackQuery", data={"callback_query_id": "7"}))


async def test_one_poller_at_a_time(http: httpx.AsyncClient) -> None:
    """Two processes with one token would live in peace here, and only here."""
    first = asyncio.create_task(http.post("/getUpdates", data={"timeout": 30, "offset": 10**12}))
    await asyncio.sleep(0.05)
    assert (await http.post("/getUpdates", data={"timeout": 0})).is_success
    assert told(await first).startswith("409 Conflict: terminated by other getUpdates request")


async def test_offsets_confirm_and_webhooks_exclude_polling(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """Updates would come again for ever, or to two places at once."""
    waiting = (await http.post("/getUpdates")).json()["result"]
    assert [update["message"]["text"] for update in waiting] == ["hello yourself"]
    assert (await http.post("/getUpdates")).json()["result"] == waiting
    assert (await http.get("/getUpdates", params={"offset": waiting[0]["update_id"] + 1})).json()["result"] == []
    assert server.state.updates.waiting == []
    await http.post("/setWebhook", data={"url": "https://example.org/hook"})
    assert told(await http.post("/getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    await http.post("/deleteWebhook")
    assert (await http.post("/getWebhookInfo")).json()["result"]["url"] == ""


async def test_what_is_known_about_bot_and_chats(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """The bot would not know its own name, or who leads a group."""
    me = (await http.get("/getMe")).json()["result"]
    assert (me["id"], me["username"], me["can_join_groups"]) == (BOT.id, BOT.username, True)
    chat = server.group("Foro", forum=True)
    li, ana = server.member(chat).user, server.member(chat).user
    chat.administrators.add(li.id)
    assert (await http.get("/getChat", params={"chat_id": chat.id})).json()["result"]["is_forum"] is True
    leaders = (await http.get("/getChatAdministrators", params={"chat_id": chat.id})).json()["result"]
    assert [leader["user"]["id"] for leader in leaders] == [li.id]
    member = (await http.get("/getChatMember", params={"chat_id": chat.id, "user_id": ana.id})).json()["result"]
    assert member["status"] == "member"


async def test_markup_alone_can_change(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """Taking buttons away would lose the text."""
    params = {"chat_id": ANA, "message_id": 11, "reply_markup": button("o:1")}
    assert (await http.post("/editMessageReplyMarkup", data=params)).is_success
    assert "not modified" in told(await http.post("/editMessageReplyMarkup", data=params))
    assert (await http.post("/editMessageReplyMarkup", data={**params, "reply_markup": "{}"})).is_success
    assert server.state.chats[ANA].messages[11]["text"] == "hello"


async def test_a_group_that_has_moved_says_where(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """The bot could go on writing into a group that is a supergroup by now."""
    old = server.group(kind="group")
    new = server.migrates(old)
    for method, params in (("sendMessage", {"text": "a"}), ("getChat", {})):
        refused = await http.post(f"/{method}", data={"chat_id": old.id, **params})
        assert told(refused) == "400 Bad Request: group chat was upgraded to a supergroup chat"
        assert refused.json()["parameters"] == {"migrate_to_chat_id": new.id}
    moves = [update["message"] for update in server.state.updates.waiting[-2:]]
    assert (moves[0]["migrate_to_chat_id"], moves[1]["migrate_from_chat_id"]) == (new.id, old.id)
    assert (await http.post("/sendMessage", data={"chat_id": new.id, "text": "a"})).is_success


async def test_standings_in_a_group(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """Rights would be tested against members as Telegram never tells of them."""
    group = server.group()
    standings = {
        "creator": server.administrator(group, is_owner=True),
        "administrator": server.administrator(group),
        "member": server.member(group),
    }
    for status, somebody in standings.items():
        params = {"chat_id": group.id, "user_id": somebody.user.id}
        assert (await http.get("/getChatMember", params=params)).json()["result"]["status"] == status
    stranger = await http.get("/getChatMember", params={"chat_id": group.id, "user_id": 7})
    assert told(stranger) == "400 Bad Request: PARTICIPANT_ID_INVALID"


async def test_inline_and_guest_queries_are_answered_once(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """Two answers to one question, of which Telegram shows the first, would pass for two."""
    ana = server.private()
    for kind, query, given in (
        ("Inline", ana.types("a").query_id, {"results": json.dumps([article("a")])}),
        ("Guest", server.elsewhere().calls_guest("a").query_id, {"result": json.dumps(article("a"))}),
    ):
        params = {f"{kind.lower()}_query_id": query, **given}
        assert (await http.post(f"/answer{kind}Query", data=params)).is_success
        assert "query is too old" in told(await http.post(f"/answer{kind}Query", data=params))


async def test_a_chat_elsewhere_cannot_be_written_to(server: FakeBotApi, http: httpx.AsyncClient) -> None:
    """A bot that writes into chats where it is a guest would not be found out."""
    params = {"chat_id": server.elsewhere().chat.id, "text": "a"}
    assert told(await http.post("/sendMessage", data=params)).startswith("403 Forbidden: bot is not a member")
