from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from idic.warehouse.marts.months import month_number
from idic.warehouse.marts.service_months import service_months

JANUARY = month_number(date(2026, 1, 1))


class _Star:
    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self._tables = {name: ibis.memtable(pa.Table.from_pylist(rows)) for name, rows in tables.items()}

    def table(self, name: str) -> Any:
        return self._tables[name]

    def holds(self, name: str) -> bool:
        return name in self._tables


def _case(month: int, resolved: int | None, promise: str, **more: str) -> dict[str, Any]:
    ended = date(2026, resolved, 20) if resolved else None
    return {"received_on": date(2026, month, 10), "resolved_on": ended, "answer_promise": promise, "state": "closed",
            "outcome": "solved", **more}  # fmt: skip


def test_the_months_of_service() -> None:
    cases = [
        _case(2, 2, "met"), _case(2, 4, "breached"), _case(2, None, "running"), _case(3, 3, "met"),
        # neither counts: one is told in another case, one is no wish at all
        _case(3, None, "merged", state="merged"), _case(3, 3, "breached", outcome="spam"),
    ]  # fmt: skip
    complaints = [{"received_on": date(2026, 3, 1), "is_told_twice": twice} for twice in (False, False, True)]
    found = service_months(_Star(cases=cases, complaints=complaints), first=JANUARY, last=JANUARY + 3)  # type: ignore[arg-type]  # as small a star as serves
    assert found["open_cases"].tolist()[1:] == [2, 2, 1]
    assert found["answered_in_time"].tolist()[1:3] == [0.5, 1.0]
    assert found["complaints"].tolist()[1:] == [0, 2, 0]
    # nothing was kept before February, and nothing was decided in April
    assert all(np.isnan(values[0]) for values in found.values())
    assert np.isnan(found["answered_in_time"][3])


def test_a_snapshot_of_before_cases_were_kept_knows_nothing_of_them() -> None:
    found = service_months(_Star(), first=JANUARY, last=JANUARY + 1)  # type: ignore[arg-type]  # as small a star as serves
    assert all(np.isnan(values).all() for values in found.values())
