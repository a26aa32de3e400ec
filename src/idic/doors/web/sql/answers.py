"""An answer as a page of a table, as a chart, and as the cells of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.foundation.languages import formats
from idic.foundation.tables.batch import Cell as FileCell
from idic.foundation.tables.export import ColumnKind, ExportColumn
from idic.warehouse.adhoc.spec import Answer

PAGE = 100
SHOWN = 10_000
_MOST_POINTS = 400
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_NO_QUANTITY = ("_id", "id", "year", "code")


@dataclass(frozen=True)
class ShownPage:
    head: list[tuple[str, bool]]
    rows: list[list[tuple[str, bool]]]
    first: int
    last: int
    shown: int
    previous: int | None
    next: int | None


def kind_of(type_name: str) -> ColumnKind:
    if type_name in _WHOLE:
        return ColumnKind.INTEGER
    if type_name.startswith("DECIMAL"):
        return ColumnKind.DECIMAL
    if type_name in ("DOUBLE", "FLOAT"):
        return ColumnKind.NUMBER
    if type_name == "DATE":
        return ColumnKind.DATE
    return ColumnKind.MOMENT if type_name in ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS") else ColumnKind.TEXT


def typed(value: object, kind: ColumnKind) -> FileCell:
    if value is None:
        return None
    match kind:
        case ColumnKind.DECIMAL:
            return Decimal(str(value))
        case ColumnKind.DATE:
            return _day(str(value))
        case ColumnKind.MOMENT:
            return _moment(str(value))
        case ColumnKind.INTEGER | ColumnKind.NUMBER if isinstance(value, int | float):
            return value
    return str(value)


def file_columns(answer: Answer) -> list[ExportColumn]:
    return [ExportColumn(name, kind_of(told)) for name, told in zip(answer.columns, answer.types, strict=True)]


def file_rows(answer: Answer) -> Iterator[list[FileCell]]:
    kinds = [kind_of(told) for told in answer.types]
    for row in answer.rows:
        yield [typed(value, kind) for value, kind in zip(row, kinds, strict=True)]


def shown_page(answer: Answer, number: int) -> ShownPage:
    shown = min(len(answer.rows), SHOWN)
    pages = max(1, -(-shown // PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * PAGE
    rows = answer.rows[first : min(first + PAGE, shown)]
    kinds = [kind_of(told) for told in answer.types]
    numeric = [kind in (ColumnKind.INTEGER, ColumnKind.NUMBER, ColumnKind.DECIMAL) for kind in kinds]
    return ShownPage(
        list(zip(answer.columns, numeric, strict=True)),
        [
            [(_text(row[place], kinds[place], name), numeric[place]) for place, name in enumerate(answer.columns)]
            for row in rows
        ],
        first + 1 if rows else 0, first + len(rows), shown,
        number - 1 if number > 1 else None, number + 1 if number < pages else None,
    )  # fmt: skip


def picture_of(answer: Answer) -> tuple[Picture, str] | None:
    """Two columns, the second a figure: a line over days, else bars. With the name of how the category is written."""
    if len(answer.columns) != 2 or not 2 <= len(answer.rows) <= _MOST_POINTS:
        return None
    first, second = (kind_of(told) for told in answer.types)
    if second not in (ColumnKind.INTEGER, ColumnKind.NUMBER, ColumnKind.DECIMAL) or first is ColumnKind.NUMBER:
        return None
    is_time = first in (ColumnKind.DATE, ColumnKind.MOMENT)
    if not is_time and len(answer.rows) > 60:
        return None
    heads: list[Cell] = []
    for row in answer.rows:
        value = typed(row[0], first)
        heads.append(
            value.date() if isinstance(value, datetime) else value if isinstance(value, date) else _head(value)
        )
    figures = [_figure(row[1]) for row in answer.rows]
    option = {
        "xAxis": {"type": "category", "data": [one.isoformat() if isinstance(one, date) else one for one in heads]},
        "yAxis": {"type": "value"},
        "series": [{"name": answer.columns[1], "type": "line" if is_time else "bar", "data": figures}],
    }
    rows: list[list[Cell]] = [[head, figure] for head, figure in zip(heads, figures, strict=True)]
    table = ChartTable(answer.columns, rows, forms=("day" if is_time else "", "number:2"))
    return Picture(option, table), "day" if is_time else ""


def _figure(value: object) -> float | int | None:
    if isinstance(value, int | float):
        return value
    return float(value) if isinstance(value, str) else None


def _head(value: object) -> str:
    return "–" if value is None else str(value)


def _text(value: object, kind: ColumnKind, name: str) -> str:
    if value is None:
        return ""
    found = typed(value, kind)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int):
        return str(found) if name.lower().endswith(_NO_QUANTITY) else formats.number(found)
    if isinstance(found, float | Decimal):
        figure = float(found)
        return formats.number(round(figure, 4), 0 if figure == int(figure) else 2 if abs(figure) >= 1 else 4)
    if isinstance(found, datetime):
        return found.isoformat(sep=" ", timespec="minutes") if found.time() != time.min else formats.day(found.date())
    if isinstance(found, date):
        return formats.day(found)
    return str(found)


def _day(text: str) -> FileCell:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _moment(text: str) -> FileCell:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
