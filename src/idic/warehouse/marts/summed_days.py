"""The customer mart from the days of customers, without an engine: a few passes over columns that are in order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_history import median_gap_days
from idic.warehouse.customer_days.reading import Days, Ints, ReadDays, number_of, read_days, run_starts
from idic.warehouse.snapshots import EMPTY, Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

_UNITS = 10_000
_WEEK = 7.0


FIGURES = ("orders", "net_e4", "gross_e4", "sold_e4")


def summed_mart(snapshot: Snapshot, *, as_of: date, currency: str, days: ReadDays | None = None) -> pa.Table:
    """What `customer_mart_expression` says, column by column. `days`: where they were read already, with FIGURES."""
    import pyarrow as pa

    customers = known_customers(snapshot).column("customer_id").to_numpy()
    read = days.until(as_of) if days is not None else read_days(snapshot, *FIGURES, until=as_of, currency=currency)
    days = of_known(read, customers)
    starts = run_starts(days.customer)
    whose = np.searchsorted(customers, days.customer[starts])
    sums = {name: np.zeros(customers.size, dtype=np.int64) for name in ("orders", "net_e4", "gross_e4")}
    for name, column in sums.items():
        column[whose] = _summed(days.figures[name], starts)
    history = _History(days.with_orders, customers)
    never, once = history.order_days == 0, history.order_days < 2
    return pa.table({
        "customer_id": customers,
        "net": sums["net_e4"] / _UNITS,
        "gross": sums["gross_e4"] / _UNITS,
        "returned": (sums["gross_e4"] - sums["net_e4"]) / _UNITS,
        "orders": sums["orders"],
        "order_days": history.order_days,
        "first_day": pa.array(history.first, pa.int32(), mask=never).cast(pa.date32()),
        "last_day": pa.array(history.last, pa.int32(), mask=never).cast(pa.date32()),
        "repeat_spend": pa.array(history.repeat_spend, mask=once),
        "median_gap": pa.array(history.median_gap, mask=once),
        "repeat_days": np.maximum(history.order_days - 1, 0),
        "last_week": pa.array((history.last - history.first) / _WEEK, mask=never),
        "age_weeks": pa.array((number_of(as_of) - history.first) / _WEEK, mask=never),
    })  # fmt: skip


def known_customers(snapshot: Snapshot, *columns: str) -> pa.Table:
    """customer_id and `columns` of everybody who has a record, by number."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    pattern = snapshot.table("customers")
    paths = sorted(pattern.parent.glob(pattern.name), key=lambda path: (path.name != EMPTY, path.name))
    return pa.concat_tables([parquet.ParquetFile(path).read(["customer_id", *columns]) for path in paths])


def of_known(days: ReadDays, customers: Ints) -> ReadDays:
    """Without the days of those who have no record."""
    starts = run_starts(days.customer)
    known = np.isin(days.customer[starts], customers, assume_unique=True)
    if known.all():
        return days
    return days.where(np.repeat(known, np.diff(starts, append=days.customer.size)))


class _History:
    """Of the days with an order; one entry per customer, 0 and NaN where there is none."""

    def __init__(self, days: ReadDays, customers: Ints) -> None:
        starts = run_starts(days.customer)
        index = np.searchsorted(customers, days.customer[starts])
        sold = days.figures["sold_e4"]
        count = np.diff(starts, append=days.customer.size)
        self.order_days = np.zeros(customers.size, dtype=np.int64)
        self.order_days[index] = count
        self.first: Days = np.zeros(customers.size, dtype=np.int32)
        self.last = self.first.copy()
        self.first[index], self.last[index] = days.day[starts], days.day[starts + count - 1]
        self.repeat_spend: npt.NDArray[np.float64] = np.full(customers.size, np.nan)
        again = count > 1
        repeated = (_summed(sold, starts) - sold[starts])[again]
        self.repeat_spend[index[again]] = repeated / _UNITS / (count[again] - 1)
        self.median_gap = median_gap_days(np.repeat(index, count), days.day.astype("datetime64[D]"), customers.size)


def _summed(values: Ints, starts: npt.NDArray[np.intp]) -> Ints:
    return np.add.reduceat(values, starts) if starts.size else values[:0]
