"""What a list shows, read off its page: a page that is remembered comes without the values it was made of."""

from __future__ import annotations

import html
import re
from typing import Any

_TITLE = re.compile(r'<tr data-row="\d+".*?(?:cell-title"|<div><a) href="[^"]*">(.*?)</a>', re.DOTALL)


def names(response: Any) -> list[str]:
    return [html.unescape(one) for one in _TITLE.findall(response.content.decode())]


def cursor(response: Any, direction: str) -> str:
    """`direction` is "after" for the next page and "before" for the previous one; empty where there is none."""
    rel = "next" if direction == "after" else "prev"
    found = re.search(rf'rel="{rel}" href="[^"]*[?;&]{direction}=([\w%-]+)', response.content.decode())
    return found[1] if found else ""
