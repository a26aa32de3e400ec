"""How long customers take to buy of a category again, and who is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from idic.domain.differentiate.behaviour.asking import Asked
from idic.foundation.jobs.errors import JobRefused
from idic.warehouse.marts.category_days import category_days
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from idic.methods.next_purchase import Due, Rhythm

Report = Callable[[str, int, int], None]

DUE_WITHIN_DAYS = 14
DUE, OVERDUE = "due", "overdue"


def compute(
    snapshot: Snapshot, asked: Asked, *, until: date, currency: str, customers: Sequence[int] | None, report: Report
) -> dict[str, Any]:
    import numpy as np

    report("rhythm_read", 0, 0)
    names, rhythm, due = _read(snapshot, asked, until=until, currency=currency, customers=customers)
    if not rhythm.category.size:
        raise JobRefused("too_few_buyers", customers=0, fewest=1)
    soon = np.bincount(due.category[_is_due(due, until)], minlength=rhythm.category.size)
    late = np.bincount(due.category[due.overdue], minlength=rhythm.category.size)
    rows = []
    for place, category in enumerate(rhythm.category.tolist()):
        known = not np.isnan(rhythm.median[place])
        rows.append(
            {
                "category": names[category], "buyers": int(rhythm.buyers[place]), "repeat": int(rhythm.repeat[place]),
                "gaps": int(rhythm.gaps[place]), "median": float(rhythm.median[place]) if known else None,
                "p90": float(rhythm.p90[place]) if known else None,
                "due": int(soon[place]), "overdue": int(late[place]),
            }
        )  # fmt: skip
    rows.sort(key=lambda row: (-row["gaps"], row["category"]))
    return {
        "since": asked.since(until).isoformat(),
        "until": until.isoformat(),
        "rows": rows,
        "within": DUE_WITHIN_DAYS,
    }


def customers_due(
    snapshot: Snapshot, asked: Asked, *, until: date, currency: str, customers: Sequence[int] | None, category: str,
    what: str,
) -> set[int]:  # fmt: skip
    import numpy as np

    names, rhythm, due = _read(snapshot, asked, until=until, currency=currency, customers=customers)
    wanted = [place for place, code in enumerate(rhythm.category.tolist()) if names[code] == category]
    chosen = np.isin(due.category, wanted) & (due.overdue if what == OVERDUE else _is_due(due, until))
    return set(due.customer[chosen].tolist())


def _read(
    snapshot: Snapshot, asked: Asked, *, until: date, currency: str, customers: Sequence[int] | None
) -> tuple[tuple[str, ...], Rhythm, Due]:
    from idic.methods import next_purchase

    days = category_days(
        snapshot, since=asked.since(until), until=until, level=asked.level, currency=currency, customers=customers
    )
    return days.names, *next_purchase.rhythm(days.customer, days.category, days.day, as_of=until.isoformat())


def _is_due(due: Due, until: date) -> Any:
    """Due: the usual time is over or will be within two weeks, and they are not yet long overdue."""
    import numpy as np

    soon = np.datetime64(until.isoformat()) + np.timedelta64(DUE_WITHIN_DAYS, "D")
    return ~np.isnat(due.due) & (due.due <= soon) & ~due.overdue
