"""How deep the elements of an HTML stand in one another. Reading takes the square of that: two megabytes of nothing but
opened blocks would keep the worker busy for minutes."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

#: Of tables in tables, as newsletters have them, some two hundred are usual.
DEEPEST = 2_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9:]{0,20})", re.I)
_MARKUP = re.compile(r"<[^<>]*>")
# Closed by themselves, or never open.
_FLAT = frozenset({
    "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "col", "colgroup", "option", "br", "hr",
    "img", "input", "meta", "link", "base", "area", "embed", "source", "track", "wbr", "param",
})  # fmt: skip


def is_too_deep(html: str) -> bool:
    """A closing tag counts only where its like is open: others are passed over by whoever reads it, too."""
    depth, opened = 0, Counter[str]()
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _FLAT:
            continue
        if not closing:
            depth, opened[tag] = depth + 1, opened[tag] + 1
            if depth > DEEPEST:
                return True
        elif opened[tag]:
            depth, opened[tag] = depth - 1, opened[tag] - 1
    return False


def bare_words(html: str) -> str:
    """Without its markup, and without understanding it."""
    return "\n".join(line for one in unescape(_MARKUP.sub("\n", html)).split("\n") if (line := " ".join(one.split())))
