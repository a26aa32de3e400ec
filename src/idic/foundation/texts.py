"""Typed and received texts as they may be kept: what PostgreSQL refuses is left out, blanks around them too."""

from __future__ import annotations

import re

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def one_line(text: str, longest: int | None = None) -> str:
    """Names, titles, reasons: any white space becomes one blank."""
    return " ".join(_NOT_STORABLE.sub("", text).split())[:longest].rstrip()


def trimmed(text: str, longest: int | None = None) -> str:
    """Texts of several lines, and what somebody searches for: within, white space stays."""
    return _NOT_STORABLE.sub("", text).strip()[:longest].rstrip()
