"""Working time of the cases of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from idic.methods.business_clock import BusinessClock, MomentWithoutZone, due_instants, elapsed_minutes
from idic.methods.table import Frame, NotDays, arrow_table, column, like, numbers


@dataclass(frozen=True, slots=True)
class WorkingMinutes(Generic[Frame]):
    """`table`: the rows as they came, and minutes (with an end) and due (with a budget; in UTC, null where it is not
    reached within 400 days)."""

    table: Frame
    minutes: NDArray[np.float64] | None
    due: NDArray[np.datetime64] | None


def working_minutes(
    cases: Frame,
    clock: BusinessClock,
    *,
    start: str = "start",
    end: str | None = None,
    budget: str | float | None = None,
) -> WorkingMinutes[Frame]:
    """One row per case, its moments with a time zone. `budget`: a column of minutes, or the same promise for all."""
    source = arrow_table(cases)
    begins = _moments(source, start)
    told = {name: source.column(name) for name in source.column_names}
    minutes, due = None, None
    if end is not None:
        minutes = elapsed_minutes(clock, begins, _moments(source, end))
        told["minutes"] = pa.array(minutes, from_pandas=True)
    if budget is not None:
        due = due_instants(clock, begins, numbers(source, budget) if isinstance(budget, str) else budget)
        told["due"] = pa.array(due, type=pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
    return WorkingMinutes(like(cases, pa.table(told)), minutes, due)


def _moments(table: pa.Table, name: str) -> NDArray[np.datetime64]:
    values = column(table, name)
    if not pa.types.is_timestamp(values.type):
        raise NotDays(name)
    if values.type.tz is None:
        known = values.drop_null()
        if len(known):
            raise MomentWithoutZone(known[0].as_py())
    found: NDArray[np.datetime64] = values.cast(pa.timestamp("us", "UTC")).to_numpy().astype("datetime64[us]")
    return found
