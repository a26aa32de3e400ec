"""Whole months of service: what was open at their end, what was answered as promised, how many complained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star

Floats = NDArray[np.float64]


def service_months(star: Star, *, first: int, last: int) -> dict[str, Floats]:
    """Per month from `first` to `last`: open_cases, answered_in_time, complaints; nan before the first case there is, and
    in a snapshot of before cases were kept."""
    size = last - first + 1
    found = {name: np.full(size, np.nan) for name in ("open_cases", "answered_in_time", "complaints")}
    if not (star.holds("cases") and star.holds("complaints")):
        return found
    cases = star.table("cases")
    counted = cases.filter((cases.state != "merged") & (cases.outcome != "spam"))
    received = _by_month(counted, "received_on", met="met", broken="breached")
    resolved = _by_month(counted, "resolved_on")
    complaints = star.table("complaints")
    complained = _by_month(complaints.filter(~complaints.is_told_twice), "received_on")
    begin = min(received, default=last + 1)
    for month in range(max(begin, first), last + 1):
        place, row = month - first, received.get(month, {})
        found["open_cases"][place] = _until(received, month) - _until(resolved, month)
        found["complaints"][place] = complained.get(month, {}).get("n", 0)
        decided = row.get("met", 0) + row.get("broken", 0)
        if decided:
            found["answered_in_time"][place] = row["met"] / decided
    return found


def _by_month(rows: ir.Table, day: str, **promises: str) -> dict[int, dict[str, int]]:
    """`promises` are counted beside all rows: those of a first answer that stand so."""
    dated = rows.filter(rows[day].notnull())
    numbered = dated.mutate(month=dated[day].year().cast("int64") * 12 + dated[day].month() - 1)
    more = {name: numbered.count(where=numbered.answer_promise == state) for name, state in promises.items()}
    told = numbered.group_by("month").aggregate(n=numbered.count(), **more).to_pyarrow().to_pylist()
    return {int(row["month"]): {name: int(value) for name, value in row.items()} for row in told}


def _until(months: dict[int, dict[str, int]], last: int) -> int:
    return sum(row["n"] for month, row in months.items() if month <= last)
