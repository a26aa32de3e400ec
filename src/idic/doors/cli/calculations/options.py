"""Options that several methods take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


@dataclass(frozen=True)
class ColumnOptions:
    """What the user said about how the files are to be read; None is guessed."""

    customer: str | None = None
    date: str | None = None
    amount: str | None = None
    quantity: str | None = None
    price: str | None = None
    date_order: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class OutputOptions:
    as_json: bool
    out: Path | None
    overwrite: bool
    limit: int


_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
_COLUMNS = (
    click.option("--customer", metavar="COLUMN", help="The column that names the customer."),
    click.option("--date", metavar="COLUMN", help="The column with the day of the purchase."),
    click.option("--amount", metavar="COLUMN", help="The column with the money of the row."),
    click.option("--quantity", metavar="COLUMN", help="With --price, instead of an amount."),
    click.option("--price", metavar="COLUMN", help="The price of one piece."),
    click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How 03/04/2026 is to be read."),
    click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the numbers."),
    click.option("--encoding", help="utf-8, cp874, gb18030, big5 ... instead of the guess."),
    click.option("--delimiter", help="comma, semicolon, tab, bar or the sign itself."),
    click.option("--sheet", help="The sheet of a workbook, instead of the first."),
)
_AS_OF = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures; default: the last purchase day."
)
_OUTPUT = (
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of tables."),
    click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                 help="Write all customers to FILE (.csv, .parquet or .xlsx)."),
    click.option("--overwrite", is_flag=True, help="Replace the --out file when it exists."),
    click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
                 help="How many customers are printed."),
)  # fmt: skip
_VALUE = (
    click.option("--model", type=click.Choice(["bgnbd", "mbgnbd", "pareto_nbd"]), default="bgnbd", show_default=True,
                 help="The model of buying."),
    click.option("--horizon-weeks", type=click.FloatRange(min=0, min_open=True), default=52, show_default=True,
                 help="How far ahead purchases are valued."),
    click.option("--discount", type=click.FloatRange(min=-1, min_open=True), default=0.10, show_default=True,
                 help="Yearly discount rate."),
    click.option("--margin", type=float, default=0.25, show_default=True, help="The share of money that is kept."),
    click.option("--calibration-end", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
                 help="Also fit until DAY and compare the forecast with what came after it."),
)  # fmt: skip


_READING = _COLUMNS[5:]


def table_options(command: CommandT) -> CommandT:
    """Files of any columns, and how they are to be read."""
    return _decorated(command, _FILES, *_READING)


def purchase_options(command: CommandT) -> CommandT:
    return _decorated(command, _FILES, *_COLUMNS, _AS_OF)


def value_options(command: CommandT) -> CommandT:
    return _decorated(command, *_VALUE)


def output_options(command: CommandT) -> CommandT:
    return _decorated(command, *_OUTPUT)


def day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def taken_columns(values: dict[str, Any]) -> ColumnOptions:
    return ColumnOptions(**{name: values.pop(name) for name in ColumnOptions.__dataclass_fields__})


def reading_of(values: dict[str, Any]) -> ColumnOptions:
    """How files of any columns are read; the columns are the command's own options."""
    return ColumnOptions(
        **{name: values.pop(name) for name in ("date_order", "decimal", "encoding", "delimiter", "sheet")}
    )


def taken_output(values: dict[str, Any]) -> OutputOptions:
    return OutputOptions(**{name: values.pop(name) for name in OutputOptions.__dataclass_fields__})


def _decorated(command: CommandT, *decorators: Callable[[CommandT], CommandT]) -> CommandT:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
