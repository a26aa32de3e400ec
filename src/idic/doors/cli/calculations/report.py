"""What a method found: tables for a person, one JSON document for a program, a file with every customer."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import click
import polars as pl
from rich.console import Console
from rich.table import Table

from idic.doors.cli import exit_codes
from idic.doors.cli.calculations.options import OutputOptions
from idic.doors.cli.calculations.source import RowCount, refuse
from idic.doors.cli.calculations.wording import sentence_of, warning
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.progress import tell
from idic.foundation.tables import TableError
from idic.foundation.tables.export import ColumnKind, ExportColumn, write_csv, write_parquet, write_xlsx

Value = str | int | float | bool | date | dict[str, float] | None
Facts = dict[str, Value]

_WRITERS: Final = {".csv": write_csv, ".parquet": write_parquet, ".xlsx": write_xlsx}
_NARROW: Final = 140


@dataclass(frozen=True)
class Section:
    """A small table; `rows` as dicts of one shape."""

    key: str
    title: str
    rows: Sequence[Facts]


@dataclass
class Report:
    """`customers` is sorted, the best first; `warnings` are codes with how many customers they concern."""

    method: str
    files: tuple[str, ...]
    rows: RowCount
    as_of: date | None
    settings: Facts
    results: Facts
    customers: pl.DataFrame
    sections: list[Section] = field(default_factory=list)
    warnings: list[tuple[str, int]] = field(default_factory=list)
    # what a row of `customers` is, where it is not a customer
    noun: str = "customers"


def check_output(output: OutputOptions, inputs: Sequence[Path]) -> None:
    """Before minutes of work, not after."""
    if output.out is None:
        return
    if output.out.suffix.lower() not in _WRITERS:
        raise click.BadParameter("the name must end in .csv, .parquet or .xlsx", param_hint="--out")
    if output.out.exists():
        if any(output.out.samefile(path) for path in inputs if path.exists()):
            refuse(f"{output.out} is the file that is read. Choose another name for --out.")
        if not output.overwrite:
            refuse(f"{output.out} exists already. Choose another name, or use --overwrite.")
    if not output.out.absolute().parent.is_dir():
        refuse(f"The folder {output.out.absolute().parent} does not exist.")


def publish(report: Report, output: OutputOptions) -> None:
    if output.out is not None:
        write_table(report.customers, output.out)
    if output.as_json:
        click.echo(json.dumps(_document(report, output.limit), ensure_ascii=False, allow_nan=False))
    else:
        _print(report, output.limit)
    if output.out is not None:
        tell(f"Wrote {report.customers.height:,} {report.noun} to {output.out}.")


def _document(report: Report, limit: int) -> dict[str, object]:
    return {
        "method": report.method,
        "files": list(report.files),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "rows": {"read": report.rows.read, "used": report.rows.used, "refused": dict(report.rows.refused)},
        "settings": _plain(report.settings),
        "results": _plain(report.results),
        **{section.key: [_plain(row) for row in section.rows] for section in report.sections},
        "warnings": [
            {"code": code, "count": count, "sentence": warning(code, count)} for code, count in report.warnings
        ],
        report.noun: [_plain(row) for row in report.customers.head(limit).iter_rows(named=True)],
    }


def _plain(facts: Facts) -> Facts:
    return {name: _json_value(value) for name, value in facts.items()}


def _json_value(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def _print(report: Report, limit: int) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_NARROW)
    facts: Facts = {"rows used": f"{report.rows.used:,} of {report.rows.read:,}"} if report.files else {}
    if report.as_of:
        facts["as of"] = report.as_of.isoformat()
    grid = Table.grid(padding=(0, 2))
    for name, value in {**facts, **report.settings, **report.results}.items():
        grid.add_row(name.replace("_", " "), _shown(value))
    console.print(grid)
    for section in report.sections:
        console.print()
        console.print(table_of(section.title, section.rows))
    for code, count in report.warnings:
        console.print(f"\n! {warning(code, count)}", markup=False)
    if limit and report.customers.height:
        shown = report.customers.head(limit)
        console.print()
        console.print(table_of(f"First {shown.height:,} of {report.customers.height:,} {report.noun}",
                             list(shown.iter_rows(named=True))))  # fmt: skip


def table_of(title: str, rows: Sequence[Facts]) -> Table:
    table = Table(title=title, title_justify="left", box=None, header_style="bold", pad_edge=False)
    names = list(rows[0]) if rows else []
    for name in names:
        right = any(isinstance(row[name], int | float) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_shown(row[name]) for name in names))
    return table


def _shown(value: Value) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 100 else f"{value:.6g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:.6g}" for name, number in value.items())
    # Brackets would be taken for colours.
    return str(value).replace("[", "\\[")


def write_table(customers: pl.DataFrame, path: Path) -> None:
    columns = [ExportColumn(name, _kind(kind)) for name, kind in customers.schema.items()]
    try:
        _WRITERS[path.suffix.lower()](path, columns, customers.iter_rows())
    except TableError as error:
        refuse(sentence_of(error))
    except PermissionError:
        raise CommandRefused(f"{path} cannot be written: permission denied.", exit_codes.NOT_AVAILABLE) from None


def _kind(kind: pl.DataType) -> ColumnKind:
    if kind.is_integer():
        return ColumnKind.INTEGER
    if kind.is_float():
        return ColumnKind.NUMBER
    return ColumnKind.DATE if kind == pl.Date else ColumnKind.TEXT
