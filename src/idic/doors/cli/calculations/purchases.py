"""Rows of the user's files as purchases: who, which day, how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from idic.doors.cli.calculations import columns
from idic.doors.cli.calculations.columns import FAULT, FAULTS, Days, Faults, Floats
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.progress import say
from idic.foundation.tables.fields import ImportKind
from idic.foundation.tables.mapping import guess_mapping
from idic.methods.normalise.dates import DateOrder
from idic.methods.normalise.numbers import DecimalMark

_NUMERIC = frozenset({"line_amount", "quantity", "unit_price", "discount"})
# Only these of the fields of an import matter to a calculation.
_USED = ("customer_key", "at", "line_amount", "quantity", "unit_price", "discount", "invoice_key")


@dataclass(frozen=True)
class Purchases:
    """One entry per usable row. `code` is the place of the customer in `names`, which is sorted; `order` numbers the
    invoices, None where no file names any."""

    names: pl.Series
    code: npt.NDArray[np.int64]
    day: Days
    amount: Floats
    order: npt.NDArray[np.int64] | None
    as_of: date
    rows: RowCount
    files: tuple[str, ...]


def read_purchases(paths: Sequence[Path], chosen: ColumnOptions, *, as_of: date | None) -> Purchases:
    return gather([Source(path, chosen) for path in paths], chosen, as_of=as_of)


def gather(sources: Sequence[Source], chosen: ColumnOptions, *, as_of: date | None) -> Purchases:
    rows = RowCount()
    # Somewhere on earth it is tomorrow already.
    today = (datetime.now(UTC) + timedelta(hours=14)).date()
    frames = []
    for source in sources:
        say(f"Reading {source.name}")
        frames.append(_frame(source, chosen, rows, today=today, as_of=as_of))
    table = pl.concat(frames)
    rows.report()
    if not table.height:
        refuse("No row can be used. Check which columns were chosen, and how dates and numbers are written.")
    names = table["customer"].unique().sort()
    coded = table["customer"].cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64)
    order = None
    if table["invoice"].null_count() < table.height:
        # A row without an invoice belongs to the day's order.
        keys = table.select(pl.coalesce("invoice", pl.format("@{}", "day"))).to_series()
        order = keys.rank("dense").to_numpy().astype(np.int64)
    day = table["day"].to_numpy().astype("datetime64[D]")
    return Purchases(
        names=names,
        code=coded,
        day=day,
        amount=table["amount"].to_numpy().astype(np.float64),
        order=order,
        as_of=as_of or day.max().astype(object),
        rows=rows,
        files=tuple(source.name for source in sources),
    )


def _frame(source: Source, chosen: ColumnOptions, rows: RowCount, *, today: date, as_of: date | None) -> pl.DataFrame:
    wanted = _wanted(source, chosen)
    read, row_numbers = source.read(wanted, _NUMERIC, rows)
    customer, nameless = columns.keys(read["customer_key"])
    order = DateOrder(chosen.date_order) if chosen.date_order else None
    day, undated = columns.days(read["at"], order, today=today)
    mark: DecimalMark | None = "." if chosen.decimal == "." else "," if chosen.decimal == "," else None
    mark = mark or columns.guessed_decimal(read[name] for name in _NUMERIC if name in read)
    amount, uncounted = _amount(read, mark)
    fault = columns.first_fault(nameless, undated, uncounted)
    if as_of is not None:
        late = np.where(day > np.datetime64(as_of), FAULT["after_as_of"], 0).astype(np.int8)
        fault = columns.first_fault(fault, late)
    for kind in np.unique(fault[fault != 0]).tolist():
        places = np.flatnonzero(fault == kind)
        rows.refuse(FAULTS[kind], source.name, int(row_numbers[places[0]]), places.size)
    invoice = read.get("invoice_key", pl.Series([None] * len(customer), dtype=pl.String))
    frame = pl.DataFrame({"customer": customer, "day": day, "amount": amount, "invoice": invoice})
    return frame.filter(pl.Series(fault == 0))


def _amount(read: Mapping[str, pl.Series], mark: DecimalMark | None) -> tuple[Floats, Faults]:
    if "line_amount" in read:
        return columns.numbers(read["line_amount"], mark)
    quantity, no_quantity = columns.numbers(read["quantity"], mark)
    price, no_price = columns.numbers(read["unit_price"], mark)
    amount, fault = quantity * price, columns.first_fault(no_quantity, no_price)
    if "discount" in read:
        discount, unread = columns.numbers(read["discount"], mark)
        unread = np.where(unread == FAULT["number_missing"], 0, unread).astype(np.int8)
        amount, fault = amount - np.nan_to_num(discount), columns.first_fault(fault, unread)
    return amount, fault


def _wanted(source: Source, chosen: ColumnOptions) -> dict[str, str]:
    named = {
        "customer_key": chosen.customer,
        "at": chosen.date,
        "line_amount": chosen.amount,
        "quantity": chosen.quantity,
        "unit_price": chosen.price,
    }
    taken = {use: source.require(column) for use, column in named.items() if column}
    guessed = guess_mapping(source.columns, source.sample, ImportKind.PURCHASES).choices
    found = {
        use: choice.column for use, choice in guessed.items() if use in _USED and choice.column not in taken.values()
    } | taken
    if "line_amount" not in taken and {"quantity", "unit_price"} <= taken.keys():
        found.pop("line_amount", None)
    missing = [f"--{option}" for use, option in (("customer_key", "customer"), ("at", "date")) if use not in found]
    if "line_amount" not in found and not {"quantity", "unit_price"} <= found.keys():
        missing.append("--amount (or --quantity and --price)")
    if missing:
        refuse(
            f"{source.name}: say which column to use with {' and '.join(missing)}. "
            f"The file has: {', '.join(source.columns)}."
        )
    if "line_amount" in found:
        for use in ("quantity", "unit_price", "discount"):
            found.pop(use, None)
    return found
