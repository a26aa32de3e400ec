"""`{% load parts %}`: the reusable parts of every page. docs/guides/web-parts.md shows each in use."""

# Tag arguments carry the names of the HTML attributes that they fill.
# ruff: noqa: A002

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal
from zlib import crc32

from django import forms, template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html, json_script
from django.utils.safestring import SafeString

from idic.doors.web.shell.charts import ChartEncoder, ChartTable
from idic.doors.web.shell.frame import frame_part
from idic.doors.web.shell.sparkline import sparkline
from idic.doors.web.shell.undo_offers import undo_of
from idic.foundation.languages import formats

register = template.Library()
register.filter(undo_of)

Tone = Literal["neutral", "success", "warning", "danger", "info", "identify", "differentiate", "interact", "customize"]
Number = int | float | Decimal
Crumb = tuple[str, str]

AVATAR_COLOURS = 6
BOUND = 1000
CURSORS = ("after", "before")
SPRITE = "vendor/icons.svg"
_NOTHING = SafeString("")


def _render(part: str, /, **values: Any) -> SafeString:
    return SafeString(get_template(f"shell/parts/{part}.html").render(values))


def _trimmed(content: str) -> SafeString:
    """What a block tag holds is already escaped; `strip` alone would forget that."""
    return SafeString(content.strip())


def _address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with some query parameters changed; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(name="icon")
def icon_(name: str, label: str = "", size: Literal["sm", "md", "lg"] = "md") -> SafeString:
    """Silent beside a text; with `label` it speaks for itself."""
    return _icon(name, conditional_escape(label) if label else _NOTHING, size, staticfiles_storage.url(SPRITE))


# A safe text and a plain one are equal: what is remembered is remembered under escaped texts, so that neither is ever
# taken for the other.
@lru_cache(maxsize=2048)
def _icon(name: str, label: SafeString, size: str, sprite: str) -> SafeString:
    size_class = "" if size == "md" else f" icon-{size}"
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', size_class, label, sprite, name
        )
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', size_class, sprite, name
    )


@register.simple_tag
def badge(text: str, tone: Tone = "neutral", icon: str = "") -> SafeString:
    return _badge(conditional_escape(text), tone, icon, staticfiles_storage.url(SPRITE) if icon else "")


@lru_cache(maxsize=2048)
def _badge(text: SafeString, tone: str, icon: str, sprite: str) -> SafeString:
    mark = (
        _icon(icon, _NOTHING, "sm", sprite)
        if icon
        else SafeString('<span class="state-dot" aria-hidden="true"></span>')
    )
    return format_html('<span class="badge state state-{}">{}{}</span>', tone, mark, text)


@register.simple_tag
@lru_cache(maxsize=8192)
def avatar(name: str, size: Literal["sm", "md", "lg"] = "md") -> SafeString:
    """Initials on a colour that stays the same for the same name."""
    words = name.split()
    latin = bool(words) and all(ord(word[0]) < 0x250 for word in words)
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)) if latin else name[:1]
    # A Thai word may start with a vowel sign that reads badly alone: show the consonant that carries it.
    if name[:1] in "เแโใไ":
        initials = name[:2]
    colour = crc32(name.encode()) % AVATAR_COLOURS + 1
    return format_html(
        '<span class="avatar avatar-{} avatar-colour-{}" aria-hidden="true">{}</span>', size, colour, initials.upper()
    )


@register.simple_tag(takes_context=True)
def framepart(context: Context, template: str, *names: str) -> SafeString:
    """A part of the frame, remembered under the values of the page that it names: see `shell.frame`."""
    return frame_part(context, template, names)


@register.simple_block_tag
def pageheader(
    content: str,
    *,
    title: str,
    subtitle: str = "",
    crumbs: Sequence[Crumb] = (),
    parent: str = "",
    parent_url: str = "",
    station: str = "",
    name: str = "",
) -> SafeString:
    """`content` is the row of actions; `name` puts an avatar before the title; `station` names a place in the loop."""
    path = [*crumbs, (parent, parent_url)] if parent else list(crumbs)
    return _render(
        "page_header",
        title=title,
        subtitle=subtitle,
        crumbs=path,
        station=station,
        name=name,
        actions=_trimmed(content),
    )


@register.simple_block_tag
def emptystate(content: str, *, icon: str, title: str, text: str = "") -> SafeString:
    return _render("empty_state", icon=icon, title=title, text=text, actions=_trimmed(content))


@register.simple_tag
def figure(
    *,
    label: str,
    value: str,
    change: Number | None = None,
    good: Literal["up", "down", "neither"] = "up",
    period: str = "",
    spark: Sequence[Number] = (),
    href: str = "",
    hint: str = "",
    icon: str = "",
    station: str = "",
) -> SafeString:
    """`change` is a share of the earlier value; `good` says which way is an improvement."""
    direction = "flat" if not change else "up" if change > 0 else "down"
    verdict = "neither" if direction == "flat" or good == "neither" else "good" if direction == good else "bad"
    return _render(
        "figure",
        label=label,
        value=value,
        change=None if change is None else formats.signed_percent(change),
        amount=None if change is None else formats.percent(-change if change < 0 else change),
        direction=direction,
        verdict=verdict,
        period=period,
        spark=sparkline(spark),
        href=href,
        hint=hint,
        icon=icon,
        station=station,
    )


@register.simple_tag
def definitions(rows: Sequence[tuple[str, object]], columns: int = 1) -> SafeString:
    """Rows of (label, value); an empty value shows a dash that screen readers hear as "not given"."""
    return _render("definitions", rows=rows, columns=columns)


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Each item has `label`, `url` and `current`, and may have `count` and `icon`."""
    return _render("tabs", items=items, label=label)


@register.simple_block_tag(takes_context=True)
def datatable(context: Context, content: str, *, label: str, sticky: bool = False) -> SafeString:
    return _render("data_table", content=content, label=label, sticky=sticky)


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
    return _render("sort_header", label=label, url=url, direction=direction, align=align)


@register.simple_tag(takes_context=True)
def pager(
    context: Context,
    *,
    previous: str | None = None,
    next: str | None = None,
    count: int | None = None,
    bound: int = BOUND,
    shown: int | None = None,
) -> SafeString:
    """Cursors become `?before=` and `?after=`. A count at the bound reads "1,000+": nobody counted further."""
    request = context["request"]
    return _render(
        "pager",
        previous_url=_address(request, before=previous, after=None) if previous else "",
        next_url=_address(request, after=next, before=None) if next else "",
        count=None if count is None else formats.number(min(count, bound)) + ("+" if count >= bound else ""),
        shown=None if shown is None else formats.number(shown),
    )


@register.simple_block_tag(takes_context=True)
def filterbar(
    context: Context, content: str, *, search: str | None = None, placeholder: str = "", label: str = ""
) -> SafeString:
    """A GET form; `search` (the text in force, "" for none) adds a box named `q`. `content` holds the filters."""
    request = context["request"]
    kept = [(name, value) for name, value in request.GET.items() if name == "sort"]
    return _render(
        "filter_bar",
        action=request.path,
        kept=kept,
        search=search,
        placeholder=placeholder,
        label=label,
        filters=_trimmed(content),
    )


@register.simple_tag(takes_context=True)
def filterchips(context: Context, chips: Sequence[tuple[str, str, str]]) -> SafeString:
    """Rows of (parameter, label, value in words): one removable chip each, and a way to clear them all."""
    request = context["request"]
    nothing = dict.fromkeys(CURSORS)
    shown = [(label, words, _address(request, **{name: None}, **nothing)) for name, label, words in chips]
    clear = _address(request, **{name: None for name, _label, _words in chips}, **nothing)
    return _render("filter_chips", chips=shown, clear_url=clear)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    *,
    id: str,
    title: str,
    action: str,
    yes: str,
    danger: bool = False,
    fields: Mapping[str, str] | None = None,
) -> SafeString:
    """A dialog that posts to `action`. Any `<button type="button" data-dialog-open="ID">` opens it."""
    return _render(
        "confirm",
        id=id,
        title=title,
        action=action,
        yes=yes,
        danger=danger,
        fields=fields or {},
        content=content,
        csrf_token=get_token(context["request"]),
    )


@register.simple_tag
def progress(
    *,
    id: str,
    label: str,
    url: str = "",
    percent: Number | None = None,
    detail: str = "",
    state: Literal["running", "done", "failed", "cancelled"] = "running",
) -> SafeString:
    """Asks `url` every second while it runs; the answer is this same part, and without `url` or running it stops."""
    return _render(
        "progress",
        id=id,
        label=label,
        url=url if state == "running" else "",
        percent=None if percent is None else max(0, min(100, int(percent))),
        shown=None if percent is None else formats.percent(Decimal(str(percent)) / 100, 0),
        detail=detail,
        state=state,
    )


@register.simple_block_tag
def timelineitem(
    content: str, *, icon: str, title: str, at: datetime, who: str = "", tone: Tone = "neutral", href: str = ""
) -> SafeString:
    """Stands inside `<ol class="timeline-list">`."""
    return _render(
        "timeline_item", icon=icon, title=title, at=at, who=who, tone=tone, href=href, content=_trimmed(content)
    )


@register.simple_tag
def chart(
    *,
    id: str,
    option: Mapping[str, Any],
    title: str,
    table: ChartTable,
    value: str = "number",
    category: str = "",
    height: Literal["sm", "md", "lg", "xl"] = "md",
    note: str = "",
) -> SafeString:
    """`value` and `category` name the format of the axes ("number", "percent", "money:THB"; "month", "day")."""
    return _render(
        "chart",
        id=id,
        data=json_script(option, f"{id}-option", encoder=ChartEncoder),
        title=title,
        headings=table.headings(),
        rows=table.shown_rows(),
        links=any(table.links),
        value=value,
        category=category,
        height=height,
        note=note,
    )


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    return "text"


@register.simple_tag
def field(bound: BoundField, *, label: str = "", prefix: str = "", suffix: str = "") -> SafeString:
    """Label, control, help and errors, tied together for screen readers."""
    kind = _kind(bound)
    if bound.is_hidden:
        return SafeString(bound)
    widget_class = {"check": "form-check-input", "select": "form-select", "text": "form-control"}.get(kind, "")
    given = str(bound.field.widget.attrs.get("class", ""))
    invalid = "is-invalid" if bound.errors else ""
    described = [f"{bound.id_for_label}_helptext"] if bound.help_text else []
    described += [f"{bound.id_for_label}_error"] if bound.errors else []
    attributes: dict[str, Any] = {"class": " ".join(filter(None, (given, widget_class, invalid)))}
    if kind in ("check", "select", "text") and described:
        attributes["aria-describedby"] = " ".join(described)
    return _render(
        "field",
        bound=bound,
        kind=kind,
        control=bound.as_widget(attrs=attributes) if kind not in ("checks", "radios") else "",
        choices=list(bound) if kind in ("checks", "radios") else (),
        label=label or bound.label,
        described=" ".join(described),
        prefix=prefix,
        suffix=suffix,
    )


@register.simple_tag
def formerrors(form: forms.BaseForm) -> SafeString:
    """What is wrong with the form as a whole; nothing where nothing is."""
    return _render("form_errors", errors=form.non_field_errors()) if form.non_field_errors() else SafeString("")
