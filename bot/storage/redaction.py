"""What tells of people is taken out of a question before it is kept: handles, telephone numbers, addresses, links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_TEXT, LONGEST_READ = 300, 1000
# Full-width letters, digits and signs, but not the punctuation that Chinese is written with.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？"}
_MAIL = re.compile(r"[^\s@<>]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"(?:https?|tg)://\S+|\bwww\.\S+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|edu|gov|io|me|tv|app|dev|es|cu|cn|hk|tw|mx|ar|ru)\b(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_HANDLE = re.compile(r"@\w+")
_NUMBER = re.compile(r"\+?\(?\d(?:[\d\s().,/\-–—]*\d)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}")
_LONGEST_FIGURE = 4


def redacted(text: str, names: Sequence[str] = ()) -> str:
    """The text without what tells of people, in one line; names are those of users mentioned in it."""
    text = text[:LONGEST_READ].translate(_FULL_WIDTH)
    for name in sorted(filter(None, map(str.strip, names)), key=len, reverse=True):
        text = text.replace(name.translate(_FULL_WIDTH), " ")
    for pattern in (_MAIL, _LINK, _HANDLE):
        text = pattern.sub(" ", text)
    text = _NUMBER.sub(lambda found: found[0] if _is_harmless(found[0]) else " ", text)
    return " ".join(text.split())[:LONGEST_TEXT].strip()


def _is_harmless(number: str) -> bool:
    """Whether it is a figure of a few digits, a date, or several years, and no telephone number."""
    if number.startswith(("+", "(")):
        return False
    parts = re.findall(r"\d+", number)
    if len(parts) == 1:
        return len(parts[0]) <= _LONGEST_FIGURE
    pieces = re.split(r"(?<=\d)[\s,]+(?=\d)", number)
    apart = [piece for piece in pieces if not _DATE.fullmatch(piece)]
    inner = [part for piece in apart for part in re.findall(r"\d+", piece)]
    return all(_YEAR.fullmatch(part) for part in inner) or len("".join(inner)) <= _LONGEST_FIGURE


def folded(text: str) -> str:
    """What two texts must share to be counted as the same question: letters and digits, whatever case and accents."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))
