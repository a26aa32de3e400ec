"""A told report as an Excel workbook: numbers are numbers and days are days; the head stands still, and sums are sums
that Excel keeps up to date. Each part has a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.warehouse.reports.cells import Value, is_quantity, value_of
from idic.warehouse.reports.files import cell_text, sum_of
from idic.warehouse.reports.parts import Part, Told

_WIDEST, _NARROWEST = 48, 9
_LONGEST_CELL = 32_000
_LONGEST_NAME = 31

Styles = Mapping[str, Any]


def workbook_report(told: Told) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": told.title, "author": "IDIC"})
        style = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "note": book.add_format({"font_color": "#5f6b7a"}),
            "head": book.add_format({"bold": True, "bg_color": "#eef1f6", "bottom": 1, "text_wrap": True, "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0"}), "plain": book.add_format({"num_format": "0"}),
            "number": book.add_format({"num_format": "#,##0.00"}), "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "text": book.add_format({"quote_prefix": True}),
            "total": book.add_format({"bold": True, "top": 1, "num_format": "#,##0.##"}),
        }  # fmt: skip
        taken: set[str] = set()
        for part in told.parts:
            page = book.add_worksheet(_sheet_name(part.title or told.title, taken))
            _fill(page, told, part, style)
    return buffer.getvalue()


def _fill(page: Any, told: Told, part: Part, style: Styles) -> None:
    """`page` is a worksheet of XlsxWriter, which ships no types."""
    answer = part.answer
    page.write_string(0, 0, part.title or told.title, style["title"])
    page.write_string(1, 0, _("Figures of %(moment)s") % {"moment": formats.moment(told.as_of)}, style["note"])
    lines = [one for one in (told.note if not part.title else "", part.note, part.problem, *told.remarks) if one]
    for number, line in enumerate(lines, start=2):
        page.write_string(number, 0, line, style["note"])
    if part.problem:
        return
    head = len(lines) + 3
    for column, heading in enumerate(part.headings):
        page.write_string(head, column, heading, style["head"])
    for number, row in enumerate(answer.rows, start=head + 1):
        for column, one in enumerate(row):
            _write(page, number, column, value_of(one, answer.types[column]), answer.columns[column], style)
    last = head + len(answer.rows)
    if answer.rows:
        page.autofilter(head, 0, last, len(part.headings) - 1)
    _write_sums(page, part, head, style)
    for column, heading in enumerate(part.headings):
        texts = [cell_text(part, row, column) for row in answer.rows[:200]]
        widest = max([len(heading), *(len(one) for one in texts)])
        page.set_column(column, column, min(_WIDEST, max(_NARROWEST, widest + 2)))
    page.freeze_panes(head + 1, 0)
    page.repeat_rows(head)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_sums(page: Any, part: Part, head: int, style: Styles) -> None:
    from xlsxwriter.utility import xl_col_to_name

    answer = part.answer
    summed = part.summed
    if summed is None:
        names = enumerate(answer.columns)
        summed = tuple(column for column, name in names if column and is_quantity(name, answer.types[column]))
    if not summed or len(answer.rows) < 2:
        return
    last = head + len(answer.rows)
    page.write_string(last + 1, 0, _("Total"), style["total"])
    for column in summed:
        name = xl_col_to_name(column)
        formula = f"=SUM({name}{head + 2}:{name}{last + 1})"
        page.write_formula(last + 1, column, formula, style["total"], float(sum_of(part, column)))


def _write(page: Any, row: int, column: int, value: Value, name: str, style: Styles) -> None:
    match value:
        case None:
            return
        case bool():
            page.write_boolean(row, column, value)
        case int() if abs(value) < 10**15:
            form = style["plain"] if name.lower().endswith(("_id", "year", "code")) else style["whole"]
            page.write_number(row, column, value, form)
        case float() | Decimal():
            page.write_number(row, column, float(value), style["number"])
        case datetime() if value.year >= 1900:
            page.write_datetime(row, column, value, style["moment"])
        case date() if value.year >= 1900:
            page.write_datetime(row, column, datetime(value.year, value.month, value.day), style["day"])
        case _:
            page.write_string(row, column, str(value)[:_LONGEST_CELL], style["text"])


def _sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 signs, without those that Excel keeps for itself, and each once, whatever the case of its letters."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip() or "Report"
    name, number = plain[:_LONGEST_NAME].strip(), 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1].strip()} {number}"
    taken.add(name.lower())
    return name
