from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import typst

from idic.foundation.printing.errors import FontsMissing

_ROOM = Path(__file__).resolve().parent
_PAPERS = _ROOM / "papers"
_FONTS = _ROOM / "fonts"

#: The regional forms of a Chinese character differ, so the reader's own face stands first.
_FACES = {
    "th": ("Noto Sans Thai", "Noto Sans", "Noto Sans SC", "Noto Sans TC"),
    "zh-hans": ("Noto Sans SC", "Noto Sans", "Noto Sans Thai", "Noto Sans TC"),
    "zh-hant": ("Noto Sans TC", "Noto Sans", "Noto Sans Thai", "Noto Sans SC"),
    "en": ("Noto Sans", "Noto Sans Thai", "Noto Sans SC", "Noto Sans TC"),
}
_REGIONS = {"th": ("th", "TH"), "zh-hans": ("zh", "CN"), "zh-hant": ("zh", "TW"), "en": ("en", "GB")}


def pdf_of(paper: str, data: Mapping[str, object], *, language: str) -> bytes:
    """`paper` is a file of papers/ without its ending; `data` is what it reads as JSON: texts, numbers and lists."""
    language = language if language in _FACES else "en"
    code, region = _REGIONS[language]
    told = {**data, "fonts": _FACES[language], "lang": code, "region": region}
    return typst.compile(
        str(_PAPERS / f"{paper}.typ"), root=str(_PAPERS), font_paths=_fonts(), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
    )  # fmt: skip


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read once: thirty megabytes of Chinese type are not opened for every page."""
    if not any(_FONTS.glob("*.ttf")):
        raise FontsMissing
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
