"""The palette's answer as text: the page asks for it with every letter, and a template would take longer than the search."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from idic.doors.web.shell.parts.signs import icon_
from idic.doors.web.shell.search import Group


def written(text: str, groups: Sequence[Group]) -> SafeString:
    """Every word that comes from data goes through `conditional_escape`, as in a template."""
    if groups:
        return mark_safe("".join(_group(place, group) for place, group in enumerate(groups, 1)))  # noqa: S308
    if not text:
        return SafeString()
    nothing = _("Nothing found for “%(text)s”. Try a part of the name, a phone number or an e-mail address.")
    return format_html(
        '<div class="search-none" role="option" aria-disabled="true" aria-selected="false">{}</div>',
        nothing % {"text": text},
    )


def _group(place: int, group: Group) -> str:
    label, icon = conditional_escape(group.label), icon_(group.icon)
    hits = "".join(
        f'<a class="search-hit" role="option" aria-selected="false" id="hit-{place}-{number}" tabindex="-1" '
        f'href="{conditional_escape(hit.url)}">{icon}<span class="search-hit-text">'
        f'<span class="search-hit-title">{conditional_escape(hit.title)}</span>{_detail(hit.detail)}</span></a>'
        for number, hit in enumerate(group.hits, 1)
    )
    return (
        f'<div class="search-group" role="group" aria-label="{label}">'
        f'<p class="search-group-label" role="presentation">{label}</p>{hits}</div>'
    )


def _detail(text: str) -> str:
    return f'<span class="search-hit-detail">{conditional_escape(text)}</span>' if text else ""
