"""The rows of a list as one text, built column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from idic.doors.web.lists.asked import Asked
from idic.doors.web.lists.cells import Cell, Names, is_number, names_of, renderer, title_cell
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, ReadChoices
from idic.foundation.nouns.registry import make_ready, noun_of
from idic.foundation.stamps.kept import held_stamp
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import Row
from idic.foundation.views.groups import access_to

# A row and its text take some five thousand bytes together.
_MOST_ROWS = 2000
_rows: Memory[str] = Memory(_MOST_ROWS)


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


def plain_rows_html(asked: Asked, rows: Sequence[Row], record: Callable[[Row], Any], *, selectable: bool) -> SafeString:
    """As `rows_html`. A row that looks to this reader as it looked before is not written again."""
    fields = [asked.seen[name] for name in asked.look.columns]
    # What such a column shows stands in other tables, too.
    elsewhere = [
        one for one in fields
        if one.names is not None or one.attribute_id is not None or isinstance(one.choices, ReadChoices)
    ]  # fmt: skip
    stamp = held_stamp() if elsewhere else None
    if any(one.name not in asked.page.watched for one in elsewhere) or (elsewhere and stamp is None) or any(
        one.name in asked.page.moving for one in fields
    ):  # fmt: skip
        return rows_html(asked, [record(row) for row in rows], selectable=selectable)
    look = (
        asked.page.noun, tuple((one.name, access_to(asked.user, asked.page.noun, one)) for one in fields), selectable,
        get_language(), formats.current_era(), settings.CONFIGURATION.currency, timezone.localdate(),
        timezone.get_current_timezone_name(), get_script_prefix(), get_urlconf(), stamp,
    )  # fmt: skip
    texts = [_rows.get((look, row)) for row in rows]
    if None in texts:
        written = {place: record(row) for place, row in enumerate(rows) if texts[place] is None}
        write = _row_writer(asked, fields, names_of(elsewhere, [*written.values()]), selectable=selectable)
        for place, one in written.items():
            texts[place] = text = write(one)
            _rows.keep((look, rows[place]), text)
    return SafeString("".join(text for text in texts if text))


def rows_html(asked: Asked, records: Sequence[Any], *, selectable: bool) -> SafeString:
    fields = [asked.seen[name] for name in asked.look.columns]
    make_ready(asked.page.noun, records, asked.user)
    write = _row_writer(asked, fields, names_of(fields, records), selectable=selectable)
    return SafeString("".join(map(write, records)))


def _row_writer(
    asked: Asked, fields: Sequence[Field], names: Mapping[str, Names], *, selectable: bool
) -> Callable[[Any], str]:
    page, noun = asked.page, noun_of(asked.page.noun)
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

    def write(record: Any) -> str:
        parts = [f'<tr data-row="{record.pk}" data-panel-url="{panel(record)}">']
        if selectable:
            parts.append(
                f'<td class="list-check"><input class="form-check-input" type="checkbox" name="ids" value="{record.pk}"'
                f' form="list-acts" data-select aria-label="{before}{escape(noun.title(record))}{after}"></td>'
            )
        for opening, cell in cells:
            parts.append(f"{opening}{cell(record)}</td>")
        parts.append("</tr>")
        return "".join(parts)

    return write


def _lead(one: Field, title: Any, url: Any, *, has_avatar: bool, names: Any, asked: Asked) -> Cell:
    if one.name in ("name", "title"):
        return title_cell(title, url, has_avatar=has_avatar)
    inner = renderer(one, names.get(one.name, {}), asked.page.tones.get(one.name, {}))
    return lambda record: f'<a class="cell-title" href="{url(record)}">{inner(record)}</a>'
