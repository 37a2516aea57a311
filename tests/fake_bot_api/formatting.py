"""Telegram HTML: text and entities of a marked-up text, or the refusal of what is not well formed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from tests.fake_bot_api.refusals import Refusal, bad_request
from tests.fake_bot_api.world import Json

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
ATTRIBUTES = {
    "span": {"class"}, "a": {"href"}, "code": {"class"}, "blockquote": {"expandable"}, "tg-emoji": {"emoji-id"},
}  # fmt: skip
_TOKEN = re.compile(
    r"<(?P<end>/)?(?P<tag>[A-Za-z][\w-]*)(?P<rest>[^<>]*)>|&(?P<entity>#x?[0-9a-fA-F]+|\w+);|(?P<odd>[<&])"
)
_ATTRIBUTE = re.compile(r"\s+([\w-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
_NAMED = ("lt", "gt", "amp", "quot")


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text that is shown and its entities."""
    text, entities, stack, last = "", [], list[_Open](), 0
    for token in _TOKEN.finditer(source):
        text += source[last : token.start()]
        last = token.end()
        at = len(source[: token.start()].encode())
        if token["odd"] or (token["entity"] and not _is_known(token["entity"])):
            # The real server shows an unknown entity as it stands; here it is refused, as it tells of a missing escape.
            what = "Unclosed start tag" if token["odd"] == "<" else "Unsupported entity"
            raise _refused(f"{what} at byte offset {at}")
        if token["entity"]:
            text += html.unescape(token[0])
        elif token["end"]:
            entities += _closed(stack, token["tag"].lower(), utf16(text), at)
        else:
            stack.append(_opened(stack, token["tag"].lower(), token["rest"], utf16(text), at))
    if stack:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return _trimmed(text + source[last:], entities)


def _refused(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _is_known(entity: str) -> bool:
    return entity.startswith("#") or entity in _NAMED


def _opened(stack: list[_Open], tag: str, rest: str, offset: int, at: int) -> _Open:
    if tag not in KINDS:
        raise _refused(f'Unsupported start tag "{tag}" at byte offset {at}')
    attributes = {name: value or other for name, value, other in _ATTRIBUTE.findall(rest)}
    if _ATTRIBUTE.sub("", rest).strip() or not set(attributes) <= ATTRIBUTES.get(tag, set()):
        raise _refused(f'Unexpected attribute in the tag "{tag}" at byte offset {at}')
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    inside = {opened.tag for opened in stack}
    if inside & {"pre", "code"} and (tag, inside) != ("code", {"pre"}):
        raise _refused(f'Tag "{tag}" in code at byte offset {at}')
    if tag in inside and tag in ("blockquote", "a"):
        raise _refused(f'Tag "{tag}" within itself at byte offset {at}')
    return _Open(tag, offset, attributes)


def _closed(stack: list[_Open], tag: str, end: int, at: int) -> list[Json]:
    if not stack:
        raise _refused(f"Unexpected end tag at byte offset {at}")
    opened = stack.pop()
    if opened.tag != tag:
        raise _refused(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    entity: Json = {"type": KINDS[tag], "offset": opened.offset, "length": end - opened.offset}
    if tag == "a":
        entity["url"] = opened.attributes.get("href", "")
        if not re.match(r"(https?|tg)://[^\s/]+", entity["url"]):
            return []  # a link without a usable address is shown as plain text
    if tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return [entity] if entity["length"] else []


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram shows no space before or after a message."""
    shift = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    kept = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start = max(0, entity["offset"] - shift)
        end = min(utf16(text), entity["offset"] + entity["length"] - shift)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept
