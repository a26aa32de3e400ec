"""Marks and tabs look the same for most records: they are rendered once, and what names the record is put in."""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import escape
from django.utils.translation import get_language

# Drawn anew by every process: nobody can write them into a name.
_PATH = f"path{secrets.token_hex(16)}"
_CSRF = f"csrf{secrets.token_hex(16)}"
_PK = 100_000_000_000_000_000 + secrets.randbelow(800_000_000_000_000_000)
_REMEMBERED = 512

#: (code, label, icon, is current, count) of a tab.
TabLook = tuple[str, str, str, bool, int | None]


def marks_text(noun: str, pk: int, *, is_starred: bool, is_followed: bool, may_tag: bool, csrf: str) -> str:
    """Of a record without tags: a tag has a name and a number of its own."""
    write = _marks.__wrapped__ if settings.DEBUG else _marks
    text = write(noun, is_starred, is_followed, may_tag, _surroundings())
    return text.replace(str(_PK), str(pk)).replace(_CSRF, escape(csrf))


def tabs_text(noun: str, path: str, tabs: tuple[TabLook, ...], *, in_panel: bool) -> str:
    write = _tabs.__wrapped__ if settings.DEBUG else _tabs
    return write(noun, tabs, in_panel, _surroundings()).replace(_PATH, escape(path))


def _surroundings() -> Hashable:
    return get_language(), get_script_prefix(), get_urlconf(), static("vendor/icons.svg")


@lru_cache(maxsize=_REMEMBERED)
def _marks(noun: str, is_starred: bool, is_followed: bool, may_tag: bool, _around: Hashable) -> str:
    state = {"is_starred": is_starred, "is_followed": is_followed, "tags": ()}
    values = {"subject": {"code": noun, "pk": _PK}, "state": state, "may_tag": may_tag, "csrf_token": _CSRF}
    return render_to_string("records/marks.html", values)


@lru_cache(maxsize=_REMEMBERED)
def _tabs(noun: str, tabs: tuple[TabLook, ...], in_panel: bool, _around: Hashable) -> str:
    shown = [
        {
            "tab": {"code": code, "label": label, "icon": icon}, "url": f"{_PATH}?tab={code}", "is_current": is_current,
            "count": count,
        }
        for code, label, icon, is_current, count in tabs
    ]  # fmt: skip
    values = {"strip": {"subject": {"code": noun}, "tabs": shown}, "in_panel": in_panel}
    return render_to_string("records/tab_row.html", values)
