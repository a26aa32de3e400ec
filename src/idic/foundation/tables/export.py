"""Tables written so that no text of a customer's can run as a formula where the file is opened.

CSV: a text that a spreadsheet would take for a formula gets an apostrophe in front; so does a text that already starts
with apostrophes and then such a sign, so that `unguarded(guarded(text)) == text` for every text. Excel: texts are
written as text cells that Excel keeps as text even when edited (quote prefix), unchanged. Parquet: a typed file that
nothing evaluates, unchanged. Numbers and dates stay numbers and dates in all three."""

from __future__ import annotations

import csv
import io
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from .batch import Cell
from .errors import TableError

if TYPE_CHECKING:
    import pyarrow as pa

MAX_SHEET_ROWS: Final = 1_048_576  # of the Excel format, header included
MAX_SHEET_CELL_CHARS: Final = 32_767  # of the Excel format
_EXACT_IN_EXCEL: Final = 10**15  # Excel shows 15 digits; longer whole numbers are keys and go out as text
_ROWS_PER_PIECE: Final = 10_000

# The full-width forms are taken for formulas by East Asian editions of Excel.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")

Row = Sequence[Cell]


class TooManyRowsForSheet(TableError):
    code = "too_many_rows_for_sheet"
    template = _("An Excel sheet holds at most %(limit)s rows, and this export has more. Choose CSV or Parquet.")


class TextTooLongForSheet(TableError):
    code = "text_too_long_for_sheet"
    template = _(
        "Row %(row)s of the export holds a text longer than the %(limit)s characters of an Excel cell. "
        "Choose CSV or Parquet."
    )


class ValueNotOfColumn(TableError):
    code = "value_not_of_column"
    template = _("A value of the column %(column)s is not of its kind (%(kind)s).")


class ColumnKind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """`kind` is what Parquet stores; CSV and Excel go by the values."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT


def guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def csv_pieces(columns: Sequence[ExportColumn], rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file for a streamed answer: UTF-8 with byte order mark, CRLF, in pieces of some thousand rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([guarded(column.name) for column in columns])
    encoding = "utf-8-sig"
    rows = iter(rows)
    while True:
        piece = list(islice(rows, _ROWS_PER_PIECE))
        writer.writerows([_csv_value(cell) for cell in row] for row in piece)
        yield buffer.getvalue().encode(encoding)
        encoding = "utf-8"
        buffer.seek(0)
        buffer.truncate()
        if len(piece) < _ROWS_PER_PIECE:
            return


def write_csv(path: Path, columns: Sequence[ExportColumn], rows: Iterable[Row]) -> None:
    with _whole_or_nothing(path) as partial, partial.open("wb") as file:
        for piece in csv_pieces(columns, rows):
            file.write(piece)


def write_xlsx(
    path: Path,
    columns: Sequence[ExportColumn],
    rows: Iterable[Row],
    *,
    sheet: str = "Sheet1",
    notes: Callable[[], Iterable[tuple[str, str]]] | None = None,
) -> None:
    """One sheet, row by row in constant memory. Moments with a time zone are written as ISO text: Excel has none.

    `notes` is asked when all rows are written; its pairs stand on a second sheet.
    """
    with _whole_or_nothing(path) as partial:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(partial, options) as book:
            formats = {
                "head": book.add_format({"bold": True, "quote_prefix": True}),
                "text": book.add_format({"quote_prefix": True}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
                "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            }
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            for index, column in enumerate(columns):
                page.write_string(0, index, column.name, formats["head"])
            for number, row in enumerate(rows, start=1):
                if number >= MAX_SHEET_ROWS:
                    raise TooManyRowsForSheet(limit=MAX_SHEET_ROWS)
                for index, cell in enumerate(row):
                    if isinstance(cell, datetime) and cell.tzinfo is None and cell.year >= 1900:
                        page.write_datetime(number, index, cell, formats["moment"])
                    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell.year >= 1900:
                        page.write_datetime(number, index, cell, formats["date"])
                    elif _is_excel_number(cell):
                        page.write_number(number, index, cell)
                    elif cell is not None and not _is_no_number(cell):
                        text = _plain_text(cell)
                        if len(text) > MAX_SHEET_CELL_CHARS:
                            raise TextTooLongForSheet(row=number + 1, limit=MAX_SHEET_CELL_CHARS)
                        page.write_string(number, index, text, formats["text"] if _FORMULA.match(text) else None)
            if notes is not None:
                page = book.add_worksheet()
                for number, pair in enumerate(notes()):
                    for index, text in enumerate(pair):
                        page.write_string(number, index, text[:MAX_SHEET_CELL_CHARS], formats["text"])


def write_parquet(path: Path, columns: Sequence[ExportColumn], rows: Iterable[Row]) -> None:
    # Arrow takes 50 MB: only who writes such a file pays.
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(column.name, _arrow_type(column.kind)) for column in columns])
    with _whole_or_nothing(path) as partial, pq.ParquetWriter(partial, schema, compression="zstd") as writer:
        rows = iter(rows)
        while piece := list(islice(rows, _ROWS_PER_PIECE * 5)):
            values = zip(*piece, strict=True)
            arrays = [_arrow_array(column, cells) for column, cells in zip(columns, values, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _arrow_type(kind: ColumnKind) -> pa.DataType:
    import pyarrow as pa

    types: dict[ColumnKind, pa.DataType] = {
        ColumnKind.TEXT: pa.string(),
        ColumnKind.INTEGER: pa.int64(),
        ColumnKind.NUMBER: pa.float64(),
        ColumnKind.DECIMAL: pa.decimal128(38, 10),
        ColumnKind.DATE: pa.date32(),
        ColumnKind.MOMENT: pa.timestamp("us", tz="UTC"),
    }
    return types[kind]


def _arrow_array(column: ExportColumn, cells: Sequence[Cell]) -> pa.Array:
    import pyarrow as pa

    if column.kind is ColumnKind.TEXT:
        cells = [None if cell is None else _plain_text(cell) for cell in cells]
    try:
        return pa.array(cells, type=_arrow_type(column.kind))
    except (pa.ArrowException, TypeError, OverflowError) as error:
        raise ValueNotOfColumn(column=column.name, kind=column.kind.value) from error


def _plain_text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def _csv_value(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return guarded(cell)
    if cell is None or _is_no_number(cell):
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell if isinstance(cell, int | float) else _plain_text(cell)


def _is_no_number(cell: Cell) -> bool:
    return isinstance(cell, float | Decimal) and not math.isfinite(cell)


def _is_excel_number(cell: Cell) -> bool:
    if isinstance(cell, int):
        return abs(cell) < _EXACT_IN_EXCEL
    return isinstance(cell, float | Decimal) and math.isfinite(cell)


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    """A file that appears under its name only when it is complete."""
    partial = path.with_name(path.name + ".partial")
    try:
        yield partial
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
