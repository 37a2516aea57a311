"""Pictures as Telegram photos: drawn once, uploaded once, and sent again by the id that Telegram gave them."""

from __future__ import annotations

from collections import OrderedDict

import structlog
from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answers.html import escape
from bot.pictures.drawing import DrawingError, Easel, picture_key
from bot.pictures.fonts import why_not
from bot.pictures.picture import Picture
from bot.telegram.addressing import thread_of
from bot.telegram.asking import house_of
from bot.telegram.sending import edit_message, send_texts
from bot.telegram.typing import typing

log = structlog.get_logger()
MOST_REMEMBERED = 500


class Photos:
    """What Telegram holds already, by picture, and where the others come from."""

    def __init__(self, easel: Easel):
        self._easel = easel
        self._ids: OrderedDict[str, str] = OrderedDict()

    async def get(self, picture: Picture) -> str | bytes:
        """Telegram's id of a picture, or the picture itself; raises DrawingError."""
        reason = why_not(picture.language)
        if reason:
            raise DrawingError(reason)
        return self._ids.get(picture_key(picture)) or await self._easel.picture(picture)

    def remember(self, picture: Picture, sent: object) -> None:
        """Keep the id that Telegram gave a picture."""
        if isinstance(sent, Message) and sent.photo:
            self._ids[picture_key(picture)] = sent.photo[-1].file_id
            if len(self._ids) > MOST_REMEMBERED:
                self._ids.popitem(last=False)

    def forget(self, picture: Picture) -> None:
        """Telegram does not know the id any more."""
        self._ids.pop(picture_key(picture), None)


def photos_of(context: ContextTypes.DEFAULT_TYPE) -> Photos:
    """The photos of the running bot."""
    photos: Photos | None = context.bot_data.get("photos")
    if photos is None:
        photos = context.bot_data["photos"] = Photos(Easel(house_of(context).settings.cache_dir))
    return photos


async def send_picture(
    photos: Photos, question: Message, picture: Picture | None, text: str, buttons: InlineKeyboardMarkup | None
) -> None:
    """Answer a message with a picture and its caption; with the text alone where it cannot be drawn."""
    bot = question.get_bot()

    async def send(photo: str | bytes) -> Message:
        return await bot.send_photo(
            question.chat_id,
            photo,
            caption=escape(text),
            parse_mode=ParseMode.HTML,
            message_thread_id=thread_of(question),
            reply_parameters=ReplyParameters(question.message_id, allow_sending_without_reply=True),
            reply_markup=buttons,
        )

    photo = await _photo(photos, bot, question, picture)
    if picture is None or photo is None:
        await send_texts(bot, question, [escape(text)], buttons)
        return
    try:
        sent = await send(photo)
    except BadRequest:
        if isinstance(photo, bytes):
            raise
        photos.forget(picture)
        sent = await send(await photos.get(picture))
    photos.remember(picture, sent)


async def show_picture(
    photos: Photos, shown: Message, picture: Picture | None, text: str, buttons: InlineKeyboardMarkup | None
) -> None:
    """Put a picture with its caption in place of a message; of one that is a picture already, only the caption."""
    bot = shown.get_bot()
    try:
        if shown.photo:
            await bot.edit_message_caption(
                shown.chat_id, shown.message_id, caption=escape(text), parse_mode=ParseMode.HTML, reply_markup=buttons
            )
            return
        photo = await _photo(photos, bot, shown, picture)
        if picture is None or photo is None:
            await edit_message(bot, shown.chat_id, shown.message_id, escape(text), buttons)
            return
        media = InputMediaPhoto(photo, caption=escape(text), parse_mode=ParseMode.HTML)
        photos.remember(
            picture, await bot.edit_message_media(media, shown.chat_id, shown.message_id, reply_markup=buttons)
        )
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise


async def _photo(photos: Photos, bot: Bot, near: Message, picture: Picture | None) -> str | bytes | None:
    """The picture, while the chat sees that one is coming, if that takes long; None where there is none."""
    if picture is None:
        return None
    try:
        async with typing(bot, near, ChatAction.UPLOAD_PHOTO):
            return await photos.get(picture)
    except DrawingError as error:
        log.warning("no_picture", reason=str(error))
        return None
