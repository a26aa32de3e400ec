from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import WorksheetNotFound as CalamineSheetNotFound

from . import limits
from .batch import Block, Cell, RefusalReason, RefusedRow
from .content import TableKind
from .errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    PasswordProtected,
    TooManyColumns,
    UnknownSheet,
)
from .table import Table
from .workbook_guard import check_workbook

_ROWS_PER_BLOCK = 5_000

_ExcelCell = int | float | str | bool | time | date | timedelta  # a datetime is a date


@dataclass(kw_only=True)
class WorkbookTable(Table):
    """One sheet of an Excel file. Excel stores every number as a double: whole ones are given as int, dates as date or
    datetime, true and false as texts, an error value (#N/A) as an empty cell. Formulas give the value last saved.

    The reader holds the whole sheet in memory, which is why sheets are limited in cells."""

    sheet: str

    def blocks(self) -> Iterator[Block]:
        width = len(self.columns)
        row = 0
        block = Block(self.first_data_row, [], [[] for _ in range(width)])
        numbers: list[int] = []
        for cells in open_sheet(self.path, self.kind, self.sheet).iter_rows():
            row += 1
            if row < self.first_data_row:
                continue
            values = [_cell(value) for value in cells]
            reason = _refusal(values)
            if reason is not None:
                shown = ", ".join(str(value) for value in values if value is not None)
                block.refused.append(RefusedRow(row, reason, shown[: limits.EXCERPT_CHARS]))
            elif all(value is None for value in values):
                block.blank_rows += 1
            else:
                numbers.append(row)
                for column, value in zip(block.columns, values, strict=True):
                    column.append(value)
            if (row - self.first_data_row + 1) % _ROWS_PER_BLOCK == 0:
                block.next_row_number, block.row_numbers = row + 1, numbers
                yield block
                block = Block(row + 1, [], [[] for _ in range(width)])
                numbers = []
        block.next_row_number, block.row_numbers = max(row + 1, self.first_data_row), numbers
        yield block


def open_workbook(path: Path, kind: TableKind) -> CalamineWorkbook:
    if kind is TableKind.XLSX:
        check_workbook(path)
    elif path.stat().st_size > limits.MAX_XLS_BYTES:
        raise FileTooLarge(file=path.name, limit=f"{limits.MAX_XLS_BYTES // limits.MIB} MiB")
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise PasswordProtected(file=path.name) from error
    except (CalamineError, OSError) as error:
        raise DamagedFile(file=path.name) from error


def sheet_names(workbook: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet)


def sheet_of(workbook: CalamineWorkbook, path: Path, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineSheetNotFound as error:
        raise UnknownSheet(file=path.name, sheet=name, choices=", ".join(sheet_names(workbook))) from error
    except (CalamineError, OSError) as error:
        raise DamagedFile(file=path.name) from error


def open_sheet(path: Path, kind: TableKind, name: str) -> CalamineSheet:
    return sheet_of(open_workbook(path, kind), path, name)


def header_of(sheet: CalamineSheet, file: str) -> tuple[list[str], int]:
    """The first row that is not blank and its number."""
    if sheet.width > limits.MAX_COLUMNS:
        raise TooManyColumns(file=file, count=sheet.width, limit=limits.MAX_COLUMNS)
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_cell(value) for value in cells]
        if any(value is not None for value in values):
            return ["" if value is None else str(value) for value in values], row
    raise EmptyFile(file=file)


def _cell(value: _ExcelCell) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return value


def _refusal(values: list[Cell]) -> RefusalReason | None:
    for value in values:
        if isinstance(value, str):
            if len(value) > limits.MAX_FIELD_CHARS:
                return RefusalReason.FIELD_TOO_LONG
            if "\0" in value:
                return RefusalReason.NUL_CHARACTER
    return None
