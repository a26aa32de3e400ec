"""The rows of a list as one text, built column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from idic.doors.web.lists.asked import Asked
from idic.doors.web.lists.cells import Cell, is_number, names_of, renderer, title_cell
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import noun_of


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    # "ascending", "descending" or "", and the address that turns it round; no address: no order
    direction: str
    url: str
    align: str


def columns_of(asked: Asked) -> tuple[Column, ...]:
    found = []
    for name in asked.look.columns:
        one = asked.seen[name]
        direction, url = "", ""
        if one.order:
            direction = {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "")
            url = asked.address(sort=f"-{name}" if direction == "ascending" else name)
        found.append(Column(name, str(one.label), direction, url, "end" if is_number(one) else "start"))
    return tuple(found)


def url_maker(url_name: str, *before_id: str) -> Any:
    """`reverse` once: fifty of them cost more than the rest of the table."""
    pattern = reverse(url_name, args=[*before_id, 0])
    before, _zero, after = pattern.rpartition("0")
    return lambda record: f"{before}{record.pk}{after}"


def rows_html(asked: Asked, records: Sequence[Any], *, selectable: bool) -> SafeString:
    page, noun = asked.page, noun_of(asked.page.noun)
    fields = [asked.seen[name] for name in asked.look.columns]
    names = names_of(fields, records)
    lead = next(
        (one.name for one in fields if one.name == "name" or one.name == "title"), fields[0].name if fields else ""
    )
    url, panel = url_maker(page.detail_url), url_maker("records:panel", page.noun)
    cells: list[tuple[str, Cell]] = []
    for one in fields:
        if one.name == lead:
            cell = _lead(one, noun.title, url, has_avatar=page.has_avatar, names=names, asked=asked)
        else:
            cell = renderer(one, names.get(one.name, {}), page.tones.get(one.name, {}))
        cells.append(('<td class="text-end text-nowrap">' if is_number(one) else "<td>", cell))
    label = escape(_("Select %(name)s"))
    before, _placeholder, after = label.partition("%(name)s")
    parts: list[str] = []
    for record in records:
        parts.append(f'<tr data-row="{record.pk}" data-panel-url="{panel(record)}">')
        if selectable:
            parts.append(
                f'<td class="list-check"><input class="form-check-input" type="checkbox" name="ids" value="{record.pk}"'
                f' form="list-acts" data-select aria-label="{before}{escape(noun.title(record))}{after}"></td>'
            )
        for opening, cell in cells:
            parts.append(f"{opening}{cell(record)}</td>")
        parts.append("</tr>")
    return SafeString("".join(parts))


def _lead(one: Field, title: Any, url: Any, *, has_avatar: bool, names: Any, asked: Asked) -> Cell:
    if one.name in ("name", "title"):
        return title_cell(title, url, has_avatar=has_avatar)
    inner = renderer(one, names.get(one.name, {}), asked.page.tones.get(one.name, {}))
    return lambda record: f'<a class="cell-title" href="{url(record)}">{inner(record)}</a>'
