"""One row per customer: what is known, what became of them, who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from idic.doors.cli.calculations import columns
from idic.doors.cli.calculations.columns import Floats
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.calculations.summaries import customer_column, decimal_mark
from idic.doors.cli.progress import say
from idic.methods.classification import FeatureTable
from idic.methods.normalise.numbers import DecimalMark

_YES = {"1", "yes", "y", "true", "t", "left", "churned", "是", "ใช่"}
_NO = {"0", "no", "n", "false", "f", "stayed", "kept", "否", "ไม่", "ไม่ใช่"}


@dataclass(frozen=True)
class Rows:
    """`outcome` is NaN where the cell is empty; `period` None where no column was named. `left_out`: features that name
    rows, or that nobody has.
    """

    features: FeatureTable
    customer: pl.Series
    outcome: Floats
    period: npt.NDArray[np.object_] | None
    rows: RowCount
    left_out: tuple[str, ...] = field(default=())


def read_rows(
    source: Source,
    chosen: ColumnOptions,
    *,
    outcome: str,
    positive: str | None,
    period: str | None,
    skip: Sequence[str],
) -> Rows:
    taken = {source.require(outcome), *(source.require(name) for name in skip)}
    if period:
        taken.add(source.require(period))
    who = source.require(chosen.customer) if chosen.customer else customer_column(source, taken)
    names = [name for name in source.columns if name not in taken and name != who]
    if not names:
        refuse(f"{source.name} has no column left to learn from.")
    say(f"Reading {source.name}")
    rows = RowCount()
    uses = {f"feature {name}": name for name in names} | {"outcome": outcome}
    uses |= ({"customer": who} if who else {}) | ({"period": period} if period else {})
    read, row_numbers = source.read(uses, frozenset(use for use in uses if use.startswith("feature ")), rows)
    rows.report()
    if not row_numbers.size:
        refuse("No row can be used.")
    mark = decimal_mark(chosen, read, [use for use in uses if use.startswith("feature ")])
    found: dict[str, npt.NDArray[np.float64] | npt.NDArray[np.object_]] = {}
    left_out = []
    for name in names:
        column = _typed(read[f"feature {name}"], mark)
        if column is None:
            left_out.append(name)
        else:
            found[name] = column
    if not found:
        refuse("Every column is empty or names its rows: nothing is left to learn from.")
    numbered = pl.Series(row_numbers).cast(pl.String)
    names_of = read["customer"].fill_null("") if who else numbered
    return Rows(
        features=FeatureTable.of(found),
        customer=pl.select(pl.when(names_of == "").then(numbered).otherwise(names_of)).to_series(),
        outcome=_outcome(read["outcome"], positive, outcome),
        period=read["period"].fill_null("").to_numpy().astype(object) if period else None,
        rows=rows,
        left_out=tuple(left_out),
    )


def _typed(column: pl.Series, mark: DecimalMark | None) -> npt.NDArray[np.float64] | npt.NDArray[np.object_] | None:
    """Numbers where every cell that is filled is one, else a category; None where it is of no use to a model."""
    values, fault = columns.numbers(column, mark)
    absent = columns.FAULT["number_missing"]
    if bool((fault == absent).all()):
        return None
    if not bool(((fault != 0) & (fault != absent)).any()):
        return values
    texts = column.cast(pl.String)
    if texts.n_unique() == len(texts) and len(texts) > 1:
        return None
    return texts.fill_null("").to_numpy().astype(object)


def _outcome(column: pl.Series, positive: str | None, name: str) -> Floats:
    texts = column.cast(pl.String).str.strip_chars()
    known = texts.drop_nulls().unique().sort().to_list()
    if positive is not None:
        if positive not in known:
            refuse(f"No row has “{positive}” in the column “{name}”; it holds: {', '.join(known[:10])}.")
        if len(known) > 2:
            refuse(f"The column “{name}” holds {len(known)} values; an outcome has two.")
        left = {positive}
    else:
        meant = {one: one.removesuffix(".0").lower() for one in known}
        if not set(meant.values()) <= _YES | _NO:
            refuse(f"Say with --left which value of “{name}” means that the customer left: {', '.join(known[:10])}.")
        left = {one for one, word in meant.items() if word in _YES}
    return np.array([np.nan if one is None else float(one in left) for one in texts.to_list()], dtype=np.float64)
