"""The letter under which a name stands in an index: its first one; for Chinese the first of its pinyin."""

from __future__ import annotations

from bisect import bisect_right

from bot.matching.text import fold, is_han

OTHER = "#"
# GB 2312 keeps its common characters in the order of their pinyin; these are the first ones of each letter.
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = [character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_END = b"\xd8\xa1"  # from here on characters are ordered by their shape


def initial(name: str) -> str:
    """A capital letter, or # for names that begin with none."""
    for character in fold(name):
        if not character.isalnum():
            continue
        if is_han(character):
            return _of_pinyin(character)
        return character.upper() if character.isascii() and character.isalpha() else OTHER
    return OTHER


def index_key(name: str) -> tuple[str, bytes]:
    """Orders names as an index does: by letter, then by alphabet or pinyin."""
    letters = "".join(character for character in fold(name) if character.isalnum() or character.isspace())
    return initial(name), letters.encode("gb18030")


def _of_pinyin(character: str) -> str:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return OTHER
    return _LETTERS[bisect_right(_FIRST, code) - 1] if _FIRST[0] <= code < _END else OTHER
