"""Tables in, tables out: anything that offers the Arrow stream interface (Arrow, Polars, pandas, DuckDB results)."""

from dataclasses import replace
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from idic.methods.clv import history, lifetime
from idic.methods.clv.arrays import Floats
from idic.methods.clv.errors import MissingColumn
from idic.methods.clv.history import Faults, History
from idic.methods.clv.lifetime import ModelName, ScoredCustomers


class ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def summaries(
    purchases: ArrowStream,
    *,
    calibration_end: np.datetime64,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
) -> tuple[pa.Table, History]:
    """One row per customer with x, t_x, T (weeks), m and first_day; faults and counts are on the History.

    `customer` may be whole numbers or text; in the History it is the position in first-seen order.
    """
    table = _read(purchases, (customer, date, amount))
    named_by = table.column(customer)
    if pa.types.is_string_view(named_by.type):
        named_by = named_by.cast(pa.large_string())  # Polars sends text as views, which Arrow cannot take from
    encoded = named_by.combine_chunks().dictionary_encode()
    code = _array(encoded.indices.cast(pa.int64()).fill_null(-1)).astype(np.int64)
    named = code >= 0
    days = _array(
        table.column(date).cast(pa.date32()).cast(pa.int32()).cast(pa.int64()).fill_null(np.iinfo(np.int64).min)
    )
    found = history.build(
        code[named],
        days.astype("datetime64[D]")[named],
        _floats(table.column(amount))[named],
        calibration_end=calibration_end,
    )
    found = _with_unnamed(found, named)
    rows = {
        customer: encoded.dictionary.take(pa.array(found.customer)),
        "x": pa.array(found.x.astype(np.int64)),
        "t_x": pa.array(found.t_x),
        "T": pa.array(found.T),
        "m": pa.array(found.m, from_pandas=True),
        "first_day": pa.array(found.first_day),
    }
    return pa.table(rows), found


def scores(
    summary: ArrowStream,
    *,
    horizon_weeks: float,
    annual_discount: float,
    margin: float,
    model: ModelName = "bgnbd",
) -> tuple[pa.Table, ScoredCustomers]:
    """The table given (columns x, t_x, T, m) with p_alive, expected_purchases, expected_spend and clv added.

    A figure that cannot be known is null.
    """
    table = _read(summary, ("x", "t_x", "T", "m"))
    scored = lifetime.score_customers(
        _floats(table.column("x")),
        _floats(table.column("t_x")),
        _floats(table.column("T")),
        _floats(table.column("m")),
        horizon_weeks=horizon_weeks,
        annual_discount=annual_discount,
        margin=margin,
        model=model,
    )
    for name, values in (
        ("p_alive", scored.p_alive),
        ("expected_purchases", scored.expected_purchases),
        ("expected_spend", scored.expected_spend),
        ("clv", scored.clv),
    ):
        table = table.append_column(name, pa.array(values, from_pandas=True))
    return table, scored


def _read(source: ArrowStream, columns: tuple[str, ...]) -> pa.Table:
    table = pa.table(source)
    for column in columns:
        if column not in table.column_names:
            raise MissingColumn(column, tuple(table.column_names))
    return table


def _with_unnamed(found: History, named: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> History:
    """Put rows without a customer into the faults and give all faults their row numbers in the table."""
    unnamed = np.flatnonzero(~named)
    row = np.concatenate([np.flatnonzero(named)[found.faults.row], unnamed])
    reason = np.concatenate([found.faults.reason, np.full(unnamed.size, history.MISSING_CUSTOMER)])
    order = np.argsort(row, kind="stable")
    return replace(found, faults=Faults(row[order].astype(np.int64), reason[order]))


def _array(column: pa.Array | pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def _floats(column: pa.ChunkedArray) -> Floats:
    """Nulls become nan; decimals become binary floating point, which is enough for a forecast."""
    return np.asarray(pc.fill_null(column.cast(pa.float64()), float("nan")).to_numpy(), dtype=np.float64)
