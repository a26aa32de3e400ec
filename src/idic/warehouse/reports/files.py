"""A told report on paper: each part a table, under a heading of its own where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.warehouse.reports.cells import is_number, shown, value_of
from idic.warehouse.reports.parts import Part, Told

#: A paper of more rows is read by nobody; the workbook holds them all.
PAPER_ROWS = 500
_WIDE_FROM = 7


def pdf_report(told: Told, *, language: str) -> bytes:
    # Setting type takes thirty megabytes: only who prints pays.
    from idic.foundation.printing.pdf import pdf_of

    as_of = _("Figures of %(moment)s") % {"moment": formats.moment(told.as_of)}
    data = {
        "title": told.title, "author": "IDIC", "subtitle": as_of, "note": told.note, "remarks": told.remarks,
        "parts": [_told(part) for part in told.parts], "empty": _("No row fits the question."),
        "wide": any(len(part.headings) >= _WIDE_FROM for part in told.parts),
        "footer": _("%(title)s · for %(name)s · %(moment)s")
        % {"title": told.title, "name": told.for_whom, "moment": formats.moment(told.as_of)},
    }  # fmt: skip
    return pdf_of("report", data, language=language)


def cell_text(part: Part, row: Sequence[object], column: int) -> str:
    return shown(value_of(row[column], part.answer.types[column]), part.answer.columns[column])


def sum_of(part: Part, column: int) -> Decimal:
    values = (value_of(row[column], part.answer.types[column]) for row in part.answer.rows)
    return sum((Decimal(str(one)) for one in values if isinstance(one, int | float | Decimal)), Decimal(0))


def _told(part: Part) -> dict[str, object]:
    answer = part.answer
    remarks = [part.problem] if part.problem else []
    if len(answer.rows) > PAPER_ROWS:
        remarks.append(
            _("The paper holds the first %(shown)s of %(rows)s rows; the workbook holds all.")
            % {"shown": formats.number(PAPER_ROWS), "rows": formats.number(len(answer.rows))}
        )
    return {
        "title": part.title, "note": part.note, "remarks": remarks, "head": part.headings,
        "numeric": [is_number(one) for one in answer.types], "is_told": not part.problem,
        "rows": [[cell_text(part, row, column) for column in range(len(answer.columns))] for row in answer.rows[:PAPER_ROWS]],
        "total": _totals(part),
    }  # fmt: skip


def _totals(part: Part) -> list[str]:
    if not part.summed or not part.answer.rows:
        return []
    found = ["" for _heading in part.headings]
    found[0] = _("Total")
    for column in part.summed:
        total = sum_of(part, column)
        is_whole = total == int(total) and not part.answer.types[column].startswith("DECIMAL")
        found[column] = formats.number(int(total)) if is_whole else formats.number(total, 2)
    return found
