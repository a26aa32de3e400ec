"""Looks that a mail brings along, reduced to what colours and spaces a text: nothing that is fetched, moved or laid over."""

from __future__ import annotations

import re

_KEPT = frozenset({
    "color", "background-color", "font-family", "font-size", "font-style", "font-variant", "font-weight", "line-height",
    "letter-spacing", "text-align", "text-decoration", "text-transform", "vertical-align", "white-space", "direction", "width",
    "max-width", "height", "list-style-type", "border-collapse", "border-spacing", "border-radius", "display",
})  # fmt: skip
_KEPT_FAMILIES = ("margin", "padding", "border")
_SHOWN = frozenset({"none", "block", "inline", "inline-block", "table", "table-row", "table-cell", "list-item"})
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\)|\b(?!url\b|none\b|no-repeat\b)[a-z]{3,20}\b(?!-)", re.I
)
# Words, numbers and colours. No escape, comment or function can stand in it.
_PLAIN = re.compile(r"(?:(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\)|[\w\s#%.,+'!-])*", re.I | re.A)
_BACKGROUND_WORDS = frozenset({
    "center", "top", "bottom", "left", "right", "repeat", "scroll", "fixed", "cover", "contain", "auto", "local", "initial",
    "inherit", "unset", "important", "round", "space",
})  # fmt: skip
# Where a picture was behind the text: both dark and light words can be read on it.
_BEHIND = "#767676"
_LONGEST = 200


def reduced(style: str) -> str:
    found = []
    for declaration in style[:20_000].split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "background":
            name, value = "background-color", _colour_of(value)
        if value and len(value) <= _LONGEST and _is_kept(name, value) and _PLAIN.fullmatch(value):
            found.append(f"{name}:{value}")
    return ";".join(found)


def _is_kept(name: str, value: str) -> bool:
    if name == "display":
        return value.lower().removesuffix("!important").strip() in _SHOWN
    if name.startswith("margin") and "-" in value:
        return False
    return name in _KEPT or (name.partition("-")[0] in _KEPT_FAMILIES and not name.startswith("border-image"))


def _colour_of(value: str) -> str:
    """Of the short form, which may name a picture as well."""
    without = re.sub(r"url\([^)]*\)?", " ", value, flags=re.I)
    for one in _COLOUR.findall(without):
        if one.lower() not in _BACKGROUND_WORDS:
            return str(one)
    return _BEHIND if without != value else ""
