"""Files that hold one row per customer already: (x, t_x, T, m), or one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from idic.doors.cli.calculations import columns
from idic.doors.cli.calculations.columns import FAULT, FAULTS, Floats
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.progress import say
from idic.foundation.tables.fields import CUSTOMER_FIELDS, PURCHASE_FIELDS
from idic.foundation.tables.mapping import header_key
from idic.methods.clv import history
from idic.methods.normalise.numbers import DecimalMark

_FORMS: tuple[Mapping[str, str], ...] = (
    {"x": "x", "tx": "t_x", "t": "T"},
    {"frequency": "x", "recency": "t_x", "t": "T"},
)
_SPEND = {"m", "monetary", "monetaryvalue", "meanrepeatspend"}


@dataclass(frozen=True)
class Summaries:
    """One entry per usable row, in weeks; `m` is None where no file holds the spend."""

    customer: pl.Series
    x: Floats
    t_x: Floats
    T: Floats
    m: Floats | None
    acquired_on_last_day: int
    rows: RowCount


@dataclass(frozen=True)
class Values:
    customer: pl.Series
    actual: Floats
    strategic: Floats | None
    rows: RowCount


def summary_columns(source: Source) -> dict[str, str] | None:
    """Which columns are x, t_x, T and perhaps m; None for a file of purchases."""
    names = {header_key(name): name for name in source.columns}
    for form in _FORMS:
        if form.keys() <= names.keys():
            found = {use: names[key] for key, use in form.items()}
            spend = next((names[key] for key in names if key in _SPEND), None)
            return found | ({"m": spend} if spend else {})
    return None


def read_summaries(sources: Sequence[Source], chosen: ColumnOptions, *, days_per_unit: float) -> Summaries:
    rows = RowCount()
    frames: list[pl.DataFrame] = []
    last_day = 0
    for source in sources:
        uses = summary_columns(source)
        if uses is None:
            refuse(f"{source.name} has no columns x, t_x and T as the other files do; calculate them apart.")
        say(f"Reading {source.name}")
        names, read, row_numbers = _read(source, uses, chosen, rows)
        # Programs write such files, and programs write a decimal point.
        figures = {use: columns.numbers(read[use], decimal_mark(chosen, read, uses) or ".")[0] for use in uses}
        unit = days_per_unit / 7.0
        checked = history.check(figures["x"], figures["t_x"], figures["T"])
        for reason in np.unique(checked.faults.reason).tolist():
            places = checked.faults.row[checked.faults.reason == reason]
            rows.refuse(str(reason), source.name, int(row_numbers[places[0]]), places.size)
        last_day += checked.excluded_last_day
        frame = pl.DataFrame(
            {"customer": names, "x": figures["x"], "t_x": figures["t_x"] * unit, "T": figures["T"] * unit}
            | ({"m": figures["m"]} if "m" in figures else {})
        )
        frames.append(frame.filter(pl.Series(checked.accepted)))
    rows.report()
    table = pl.concat(frames, how="diagonal")
    if not table.height:
        refuse("No row can be used.")
    return Summaries(
        customer=table["customer"],
        x=_floats(table["x"]),
        t_x=_floats(table["t_x"]),
        T=_floats(table["T"]),
        m=_floats(table["m"]) if "m" in table.columns else None,
        acquired_on_last_day=last_day,
        rows=rows,
    )


def read_values(sources: Sequence[Source], chosen: ColumnOptions, *, value: str, strategic: str | None) -> Values:
    rows = RowCount()
    frames: list[pl.DataFrame] = []
    for source in sources:
        uses = {"value": source.require(value)} | ({"strategic": source.require(strategic)} if strategic else {})
        say(f"Reading {source.name}")
        names, read, row_numbers = _read(source, uses, chosen, rows)
        mark = decimal_mark(chosen, read, uses)
        usable = np.ones(len(names), dtype=np.bool_)
        figures: dict[str, Floats] = {}
        for use in uses:
            figures[use], fault = columns.numbers(read[use], mark)
            unread = (fault != 0) & (fault != FAULT["number_missing"]) & usable
            for kind in np.unique(fault[unread]).tolist():
                places = np.flatnonzero(unread & (fault == kind))
                rows.refuse(FAULTS[kind], source.name, int(row_numbers[places[0]]), places.size)
            usable &= ~unread
        frames.append(pl.DataFrame({"customer": names} | figures).filter(pl.Series(usable)))
    rows.report()
    table = pl.concat(frames)
    if not table.height:
        refuse("No row can be used.")
    twice = table["customer"].filter(table["customer"].is_duplicated())
    if len(twice):
        refuse(f"The customer “{twice[0]}” stands in more than one row. Add the values up first.")
    return Values(table["customer"], _floats(table["value"]), _floats(table["strategic"]) if strategic else None, rows)


def _read(
    source: Source, uses: Mapping[str, str], chosen: ColumnOptions, rows: RowCount
) -> tuple[pl.Series, dict[str, pl.Series], npt.NDArray[np.int64]]:
    who = source.require(chosen.customer) if chosen.customer else customer_column(source, set(uses.values()))
    wanted = dict(uses) | ({"customer": who} if who else {})
    read, row_numbers = source.read(wanted, frozenset(uses), rows)
    numbered = pl.Series(row_numbers).cast(pl.String)
    names = read["customer"].fill_null("") if who else numbered
    return pl.select(pl.when(names == "").then(numbered).otherwise(names)).to_series(), read, row_numbers


def customer_column(source: Source, taken: set[str]) -> str | None:
    known = {
        header_key(header)
        for target in (PURCHASE_FIELDS["customer_key"], CUSTOMER_FIELDS["source_id"])
        for header in target.headers
    }
    return next((name for name in source.columns if name not in taken and header_key(name) in known), None)


def decimal_mark(chosen: ColumnOptions, read: Mapping[str, pl.Series], uses: Iterable[str]) -> DecimalMark | None:
    if chosen.decimal:
        return "." if chosen.decimal == "." else ","
    return columns.guessed_decimal(read[use] for use in uses)


def _floats(column: pl.Series) -> Floats:
    return column.fill_null(float("nan")).to_numpy().astype(np.float64)
