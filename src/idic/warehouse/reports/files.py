"""A told report as PDF and as an Excel workbook."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.warehouse.reports.cells import Value, is_number, is_quantity, shown, value_of
from idic.warehouse.reports.telling import Told

#: A paper of more rows is read by nobody; the workbook holds them all.
PAPER_ROWS = 500
_WIDEST, _NARROWEST = 48, 9
_LONGEST_CELL = 32_000


def pdf_report(told: Told, *, language: str) -> bytes:
    # Setting type takes thirty megabytes: only who prints pays.
    from idic.foundation.printing.pdf import pdf_of

    answer = told.answer
    rows = [[_cell(told, row, column) for column in range(len(answer.columns))] for row in answer.rows[:PAPER_ROWS]]
    remarks = list(told.remarks)
    if len(answer.rows) > PAPER_ROWS:
        remarks.append(
            _("The paper holds the first %(shown)s of %(rows)s rows; the workbook holds all.")
            % {"shown": formats.number(PAPER_ROWS), "rows": formats.number(len(answer.rows))}
        )
    as_of = _("Figures of %(moment)s") % {"moment": formats.moment(told.as_of)}
    data = {
        "title": told.title, "author": "IDIC", "subtitle": as_of, "note": told.note, "head": told.headings,
        "numeric": [is_number(one) for one in answer.types], "rows": rows, "total": _totals(told), "remarks": remarks,
        "empty": _("No row fits the question."), "wide": len(answer.columns) > 6,
        "footer": _("%(title)s · for %(name)s · %(moment)s")
        % {"title": told.title, "name": told.for_whom, "moment": formats.moment(told.as_of)},
    }  # fmt: skip
    return pdf_of("report", data, language=language)


def _cell(told: Told, row: list[object], column: int) -> str:
    return shown(value_of(row[column], told.answer.types[column]), told.answer.columns[column])


def sum_of(told: Told, column: int) -> Decimal:
    values = (value_of(row[column], told.answer.types[column]) for row in told.answer.rows)
    return sum((Decimal(str(one)) for one in values if isinstance(one, int | float | Decimal)), Decimal(0))


def _totals(told: Told) -> list[str]:
    if not told.summed or not told.answer.rows:
        return []
    found = ["" for _heading in told.headings]
    found[0] = _("Total")
    for column in told.summed:
        total = sum_of(told, column)
        is_whole = total == int(total) and not told.answer.types[column].startswith("DECIMAL")
        found[column] = formats.number(int(total)) if is_whole else formats.number(total, 2)
    return found


def workbook_report(told: Told) -> bytes:
    """Numbers are numbers and days are days; the head stands still, and sums are sums that Excel keeps up to date."""
    import xlsxwriter

    answer = told.answer
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
        page = book.add_worksheet(_sheet_name(told.title))
        page.write_string(0, 0, told.title, style["title"])
        page.write_string(1, 0, _("Figures of %(moment)s") % {"moment": formats.moment(told.as_of)}, style["note"])
        lines = [one for one in (told.note, *told.remarks) if one]
        for number, line in enumerate(lines, start=2):
            page.write_string(number, 0, line, style["note"])
        head = len(lines) + 3
        for column, heading in enumerate(told.headings):
            page.write_string(head, column, heading, style["head"])
        for number, row in enumerate(answer.rows, start=head + 1):
            for column, one in enumerate(row):
                _write(page, number, column, value_of(one, answer.types[column]), answer.columns[column], style)
        last = head + len(answer.rows)
        if answer.rows:
            page.autofilter(head, 0, last, len(told.headings) - 1)
        summed = (
            told.summed
            if told.summed is not None
            else tuple(
                column
                for column, name in enumerate(answer.columns)
                if is_quantity(name, answer.types[column]) and column
            )
        )
        if summed and len(answer.rows) > 1:
            page.write_string(last + 1, 0, _("Total"), style["total"])
            for column in summed:
                name = xlsxwriter.utility.xl_col_to_name(column)
                formula = f"=SUM({name}{head + 2}:{name}{last + 1})"
                page.write_formula(last + 1, column, formula, style["total"], float(sum_of(told, column)))
        for column, heading in enumerate(told.headings):
            texts = [_cell(told, row, column) for row in answer.rows[:200]]
            widest = max([len(heading), *(len(one) for one in texts)])
            page.set_column(column, column, min(_WIDEST, max(_NARROWEST, widest + 2)))
        page.freeze_panes(head + 1, 0)
        page.repeat_rows(head)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    return buffer.getvalue()


def _write(page: Any, row: int, column: int, value: Value, name: str, style: dict[str, object]) -> None:
    """`page` is a worksheet of XlsxWriter, which ships no types."""
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


def _sheet_name(title: str) -> str:
    """At most 31 signs, without those that Excel keeps for itself."""
    name = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[:31].strip()
    return name or "Report"
