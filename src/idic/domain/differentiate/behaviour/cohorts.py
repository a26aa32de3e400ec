"""Who came back, and what they spent, by the month of their first purchase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from idic.domain.differentiate.behaviour.asking import Asked
from idic.foundation.jobs.errors import JobRefused
from idic.warehouse.marts.cohort_months import cohort_months
from idic.warehouse.snapshots import Snapshot

Report = Callable[[str, int, int], None]


def compute(
    snapshot: Snapshot, asked: Asked, *, until: date, currency: str, customers: Sequence[int] | None, report: Report
) -> dict[str, Any]:
    """The last month runs still where `until` is not its last day: the page says so."""
    import numpy as np

    from idic.methods import cohorts

    report("cohorts_read", 0, 0)
    rows = cohort_months(snapshot, until=until, currency=currency, customers=customers)
    found = cohorts.retention(rows.customer, rows.month, amount=rows.amount, as_of=until.isoformat())
    if not found.months.size:
        raise JobRefused("too_few_buyers", customers=0, fewest=1)
    kept = slice(max(0, found.months.size - asked.months), None)
    width = min(asked.months, found.months.size)

    def table(values: Any, digits: int) -> list[list[float | None]]:
        return [
            [None if np.isnan(cell) else round(float(cell), digits) for cell in row[:width]] for row in values[kept]
        ]

    return {
        "until": until.isoformat(),
        "months": [str(month) for month in found.months[kept]],
        "size": found.size[kept].tolist(),
        "retention": table(found.retention, 4),
        "active": table(found.active, 0),
        "revenue": table(found.revenue, 2),
        "revenue_retention": table(found.revenue_retention, 4),
    }
