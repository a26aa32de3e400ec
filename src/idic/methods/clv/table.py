"""Tables in, tables out: anything that offers the Arrow stream interface (Arrow, Polars, pandas, DuckDB results)."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from idic.methods.clv import history, lifetime
from idic.methods.clv.arrays import Floats
from idic.methods.clv.errors import MissingColumn
from idic.methods.clv.history import Faults, History
from idic.methods.clv.lifetime import ModelName, ScoredCustomers
from idic.methods.table import TableLike, arrow_table, coded, days, numbers


def summaries(
    purchases: TableLike,
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
    code, names = coded(table, customer)
    named = code >= 0
    found = history.build(
        code[named],
        days(table, date)[named],
        numbers(table, amount)[named],
        calibration_end=calibration_end,
    )
    found = _with_unnamed(found, named)
    rows = {
        customer: names.take(pa.array(found.customer)),
        "x": pa.array(found.x.astype(np.int64)),
        "t_x": pa.array(found.t_x),
        "T": pa.array(found.T),
        "m": pa.array(found.m, from_pandas=True),
        "first_day": pa.array(found.first_day),
    }
    return pa.table(rows), found


def scores(
    summary: TableLike,
    *,
    horizon_weeks: float,
    annual_discount: float,
    margin: float | Floats,
    model: ModelName = "bgnbd",
) -> tuple[pa.Table, ScoredCustomers]:
    """The table given (columns x, t_x, T, m) with p_alive, expected_purchases, expected_spend and clv added.

    A figure that cannot be known is null.
    """
    table = _read(summary, ("x", "t_x", "T", "m"))
    scored = lifetime.score_customers(
        numbers(table, "x"),
        numbers(table, "t_x"),
        numbers(table, "T"),
        numbers(table, "m"),
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


def _read(source: TableLike, columns: tuple[str, ...]) -> pa.Table:
    table = arrow_table(source)
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
