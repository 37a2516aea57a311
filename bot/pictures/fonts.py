"""The typeface of the pictures: one that has Chinese characters, from PyPI or the system."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.facts.model import Language

_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
_OF_THE_SYSTEM = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
ADVICE = f"install the package {_PACKAGE.replace('_', '-')}, or on Debian fonts-noto-cjk"


@cache
def font_file() -> Path | None:
    """The font with Chinese characters; None where there is none."""
    package = find_spec(_PACKAGE)
    places = [Path(folder) / _FILE for folder in (package.submodule_search_locations or [])] if package else []
    return next((place for place in (*places, *map(Path, _OF_THE_SYSTEM)) if place.is_file()), None)


def why_not(language: Language) -> str:
    """Why no picture can be drawn in a language, and what to do; empty when it can."""
    if find_spec("matplotlib") is None:
        return "no pictures: matplotlib is missing; install it with pip install matplotlib"
    if language == "zh" and font_file() is None:
        return f"no pictures in Chinese: no font with Chinese characters was found; {ADVICE}"
    return ""
