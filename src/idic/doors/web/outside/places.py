"""Which addresses are for people outside. By their first part, so that it is known of one that leads nowhere too."""

from __future__ import annotations

from django.http import HttpRequest

OUTSIDE = frozenset({"charter", "chat", "choices", "counter", "f", "help", "portal"})


def is_outside(request: HttpRequest) -> bool:
    return request.path_info.lstrip("/").partition("/")[0] in OUTSIDE
