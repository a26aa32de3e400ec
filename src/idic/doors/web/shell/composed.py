"""Whole pages, composed once for a reader as long as everything that they show stays the same.

The key must hold every value that the page shows or decides by; who reads, in which language and with which rights, is
put to it here. What differs from one request to the next is left out of the key and written in afterwards.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from idic.doors.web.shell.preferences import Preferences
from idic.foundation.accounts.models import User
from idic.foundation.storage.memory import Memory

_MOST = 384
_SECRET = secrets.token_hex(16)
# Safe, so that a text in a template is taken as it stands; drawn anew by every process, so that nobody can write one.
# The colon of a text that was put into an address tells how often it was quoted on the way.
_MARK = re.compile(f"mark{_SECRET}([a-z]+)(:|%(?:25)*3A|)end")
_pages: Memory[list[str]] = Memory(_MOST)


def mark(name: str) -> SafeString:
    """Stands in the page where the value of that name is written in."""
    return SafeString(f"mark{_SECRET}{name}end")


def typed_mark(name: str) -> str:
    """As `mark`, for a text that addresses of the page carry as well: there it is written in as addresses quote it."""
    return f"mark{_SECRET}{name}:end"


def composed_page(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]], *, key: Hashable,
    written: Mapping[str, str], path: str = "",
) -> HttpResponse:  # fmt: skip
    """`written` are texts of this request, by the names of their marks: a `SafeString` as it is, another one escaped.
    `path` stands in the key for the addresses of pages that are composed alike."""
    if settings.DEBUG or not isinstance(request.user, User) or len(get_messages(request)):
        return HttpResponse(_put_in(_composed(request, template, context()), request, written))
    whole = (template, key, path or request.path, _surroundings(request, request.user))
    pieces = _pages.get(whole)
    if pieces is None:
        pieces = _composed(request, template, context())
        _pages.keep(whole, pieces)
    return HttpResponse(_put_in(pieces, request, written))


def written_page(
    request: HttpRequest, template: str, context: dict[str, Any], written: Mapping[str, str], status: int = 200
) -> HttpResponse:
    """A page that nobody remembers, with its marks written out."""
    pieces = _split(render_to_string(template, context, request=request))
    return HttpResponse(_put_in(pieces, request, {"csrf": "", **written}), status=status)


def _surroundings(request: HttpRequest, user: User) -> Hashable:
    rights = user.rights
    return (
        user.pk, user.display_name, user.email, user.team_id, user.is_active, rights.key, Preferences.of(request),
        bool(getattr(request, "htmx", False)), get_script_prefix(), get_urlconf(), static("vendor/icons.svg"),
        timezone.localdate(), timezone.get_current_timezone_name(),
    )  # fmt: skip


def _composed(request: HttpRequest, template: str, context: dict[str, Any]) -> list[str]:
    marks = {"csrf_token": mark("csrf"), "here": mark("here")}
    return _split(render_to_string(template, {**context, **marks}, request=request))


def _split(page: str) -> list[str]:
    """Every second piece is the name of a mark, with a % for each time that it was quoted."""
    pieces = _MARK.split(page)
    for place in range(1, len(pieces), 3):
        colon = pieces[place + 1]
        pieces[place] += "%" * (colon.count("25") + 1) if "%" in colon else ""
    del pieces[2::3]
    return pieces


def _put_in(pieces: list[str], request: HttpRequest, written: Mapping[str, str]) -> str:
    texts = {"here": request.get_full_path(), **written}
    if "csrf" not in texts:
        texts["csrf"] = get_token(request)
    safe = {name: _written(texts, name) for name in set(pieces[1::2])}
    return "".join(safe[one] if place % 2 else one for place, one in enumerate(pieces))


def _written(texts: Mapping[str, str], name: str) -> str:
    bare = name.rstrip("%")
    text = texts[bare]
    if bare == name:
        return text if isinstance(text, SafeString) else escape(text)
    for _each in range(len(name) - len(bare)):
        text = quote_plus(text)
    return text
