"""The fake server refuses what Telegram refuses of photos, documents and captions."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest

from tests.fake_bot_api import TOKEN, FakeBotApi, Speaker
from tests.telegram.test_timeline import PNG


@pytest.fixture
async def caller(server: FakeBotApi) -> AsyncIterator[Bot]:
    """A bare client of the server."""
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        yield bot


def sized(width: int, height: int) -> bytes:
    return PNG[:16] + struct.pack(">II", width, height) + PNG[24:]


async def test_a_photo_is_kept_and_known_by_its_id(caller: Bot, ana: Speaker) -> None:
    """Tests could not tell an upload from a photo sent again."""
    first = await caller.send_photo(ana.chat.id, PNG, caption="<b>a</b> &amp; b", parse_mode="HTML")
    assert first.caption == "a & b"
    again = await caller.send_photo(ana.chat.id, first.photo[-1].file_id)
    assert again.photo[-1].file_id == first.photo[-1].file_id


REFUSED: dict[str, tuple[bytes | str, str, str]] = {
    "no picture": (b"hello", "", "IMAGE_PROCESS_FAILED"),
    "too large": (sized(9000, 2000), "", "PHOTO_INVALID_DIMENSIONS"),
    "too steep": (sized(2100, 100), "", "PHOTO_INVALID_DIMENSIONS"),
    "unknown id": ("AgACunknown", "", "wrong file identifier"),
    "long caption": (PNG, "x" * 1025, "caption is too long"),
    "astral caption": (PNG, "😀" * 513, "caption is too long"),
    "broken markup": (PNG, "<b>x", "can't parse entities"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_photos_are_refused_as_by_telegram(caller: Bot, ana: Speaker, name: str) -> None:
    """What real chats refuse would pass all tests."""
    photo, text, reason = REFUSED[name]
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await caller.send_photo(ana.chat.id, photo, caption=text, parse_mode="HTML")


async def test_a_caption_may_hold_as_much_as_is_shown(caller: Bot, ana: Speaker) -> None:
    """The limit would count markup, which Telegram does not."""
    sent = await caller.send_photo(ana.chat.id, PNG, caption=f"<b>{'x' * 1020}</b>&amp;&amp;", parse_mode="HTML")
    assert sent.caption == "x" * 1020 + "&&"


async def test_media_are_edited_as_in_telegram(caller: Bot, ana: Speaker) -> None:
    """A text could not get a picture, or a picture's text be edited as if it were one."""
    text = await caller.send_message(ana.chat.id, "words")
    with pytest.raises(BadRequest, match=r"(?i)no caption"):
        await caller.edit_message_caption(ana.chat.id, text.message_id, caption="x")
    edited = await caller.edit_message_media(InputMediaPhoto(PNG, caption="y"), ana.chat.id, text.message_id)
    assert not isinstance(edited, bool) and edited.photo and edited.caption == "y" and edited.text is None
    with pytest.raises(BadRequest, match=r"(?i)no text"):
        await caller.edit_message_text("x", ana.chat.id, text.message_id)
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await caller.edit_message_caption(ana.chat.id, text.message_id, caption="y")


async def test_an_empty_file_is_refused(caller: Bot, ana: Speaker) -> None:
    """An empty document would pass as one."""
    sent = await caller.send_document(ana.chat.id, b"a,b", filename="x.csv", caption="c")
    assert sent.document is not None and sent.document.file_name == "x.csv"
    with pytest.raises(BadRequest, match=r"(?i)non-empty"):
        await caller.send_document(ana.chat.id, b"", filename="x.csv")
