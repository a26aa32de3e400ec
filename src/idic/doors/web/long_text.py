"""A text of a stranger may be as long as a book: its first part is made ready with its links, all of it on request."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FIRST = 20_000
#: So far back a place between lines or words is looked for.
_BACK = 2_000


def long_text(
    text: str, name: str, whole: str, render: Callable[[str], str], *, kept: dict[str, str] | None = None
) -> SafeString:
    """`name` stands in the address where this one is shown as a whole, which `whole` is then; `kept` stays in the address.
    What follows the first part is shown without links."""
    if len(text) <= FIRST:
        return SafeString(render(text))
    at = _place(text)
    first = SafeString(render(text[:at]))
    if name == whole:
        rest = SafeString(linebreaks(text[at:].strip("\n"), autoescape=True))
        return format_html('<div id="text-{}">{}{}</div>', name, first, rest)
    address = urlencode({**(kept or {}), "whole": name})
    return format_html(
        '<div id="text-{}">{}<p><a class="btn btn-sm" href="?{}#text-{}">{}</a></p></div>',
        name, first, address, name, _("Show all"),
    )  # fmt: skip


def _place(text: str) -> int:
    for sign in ("\n", " "):
        found = text.rfind(sign, FIRST - _BACK, FIRST)
        if found > 0:
            return found
    return FIRST
