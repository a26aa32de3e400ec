"""What a page is built of: its head, figures, tabs, charts, and what it says when it is empty."""

# Tag arguments carry the names of the HTML attributes that they fill.
# ruff: noqa: A002

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.template.context import Context
from django.utils.html import json_script
from django.utils.safestring import SafeString

from idic.doors.web.shell.charts import ChartEncoder, ChartTable
from idic.doors.web.shell.frame import frame_part
from idic.doors.web.shell.parts.rendering import register, rendered, trimmed
from idic.doors.web.shell.parts.signs import Tone
from idic.doors.web.shell.sparkline import sparkline
from idic.foundation.languages import formats

Number = int | float | Decimal
Crumb = tuple[str, str]


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
    return rendered(
        "page_header",
        title=title,
        subtitle=subtitle,
        crumbs=path,
        station=station,
        name=name,
        actions=trimmed(content),
    )


@register.simple_block_tag
def emptystate(content: str, *, icon: str, title: str, text: str = "") -> SafeString:
    return rendered("empty_state", icon=icon, title=title, text=text, actions=trimmed(content))


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
    return rendered(
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
    return rendered("definitions", rows=rows, columns=columns)


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Each item has `label`, `url` and `current`, and may have `icon` and a `count`, or as a text one that is `counted`."""
    return rendered("tabs", items=items, label=label)


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
    return rendered(
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
    return rendered(
        "timeline_item", icon=icon, title=title, at=at, who=who, tone=tone, href=href, content=trimmed(content)
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
    return rendered(
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
