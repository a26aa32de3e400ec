"""Tables, and what sorts, filters and pages them."""

# Tag arguments carry the names of the HTML attributes that they fill.
# ruff: noqa: A002

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from idic.doors.web.shell.parts.rendering import register, rendered, trimmed
from idic.foundation.languages import formats

BOUND = 1000
CURSORS = ("after", "before")


@register.simple_block_tag(takes_context=True)
def datatable(context: Context, content: str, *, label: str, sticky: bool = False) -> SafeString:
    return rendered("data_table", content=content, label=label, sticky=sticky)


@register.simple_block_tag(takes_context=True)
def datalist(context: Context, content: str, *, id: str) -> SafeString:
    """The region that sorting, filtering and paging replace; everything that they change stands inside it."""
    return format_html('<div id="{}" class="card list" data-list>{}</div>', id, content)


@register.simple_tag(takes_context=True)
def sortheader(
    context: Context, key: str, label: str, sort: str, align: Literal["start", "end"] = "start"
) -> SafeString:
    """`sort` is the order on show, as "name" or "-name"; a click turns it round or starts with ascending."""
    direction = "ascending" if sort == key else "descending" if sort == f"-{key}" else ""
    target = f"-{key}" if direction == "ascending" else key
    url = _address(context["request"], sort=target, after=None, before=None)
    return rendered("sort_header", label=label, url=url, direction=direction, align=align)


@register.simple_tag(takes_context=True)
def pager(
    context: Context,
    *,
    previous: str | None = None,
    next: str | None = None,
    count: int | str | None = None,
    bound: int = BOUND,
    shown: int | str | None = None,
    total_url: str = "",
) -> SafeString:
    """Cursors become `?before=` and `?after=`. A count at the bound reads "1,000+": nobody counted further, unless
    somebody asks for it at `total_url`. Texts are numbers that somebody has written already."""
    request = context["request"]
    return rendered(
        "pager",
        previous_url=_address(request, before=previous, after=None) if previous else "",
        next_url=_address(request, after=next, before=None) if next else "",
        count=formats.number(min(count, bound)) + ("+" if count >= bound else "") if isinstance(count, int) else count,
        shown=formats.number(shown) if isinstance(shown, int) else shown,
        total_url=total_url,
    )


@register.simple_block_tag(takes_context=True)
def filterbar(
    context: Context, content: str, *, search: str | None = None, placeholder: str = "", label: str = ""
) -> SafeString:
    """A GET form; `search` (the text in force, "" for none) adds a box named `q`. `content` holds the filters."""
    request = context["request"]
    kept = [(name, value) for name, value in request.GET.items() if name == "sort"]
    return rendered(
        "filter_bar",
        action=request.path,
        kept=kept,
        search=search,
        placeholder=placeholder,
        label=label,
        filters=trimmed(content),
    )


@register.simple_tag(takes_context=True)
def filterchips(context: Context, chips: Sequence[tuple[str, str, str]]) -> SafeString:
    """Rows of (parameter, label, value in words): one removable chip each, and a way to clear them all."""
    request = context["request"]
    nothing = dict.fromkeys(CURSORS)
    shown = [(label, words, _address(request, **{name: None}, **nothing)) for name, label, words in chips]
    clear = _address(request, **{name: None for name, _label, _words in chips}, **nothing)
    return rendered("filter_chips", chips=shown, clear_url=clear)


def _address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with some query parameters changed; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
