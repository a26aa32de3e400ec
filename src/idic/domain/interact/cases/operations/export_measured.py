"""The data of measured cases, to count attainment anew elsewhere: one row for each clock, under the names of the method."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from idic.domain.interact.cases.models import CaseClock, CasePause, ClockState
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

COLUMNS = (
    "case_id", "clock", "mode", "purpose", "segment", "priority", "standard_id", "standard_version", "calendar_id",
    "calendar_version", "started", "target_since", "counted_from",
    "received", "first_response", "resolved", "confirmed", "closed", "pauses", "budget_min",
    "elapsed_min", "paused_min", "gross_min", "state", "breach_at",
)  # fmt: skip
MOST = 100_000
_PIECE = 2_000
_READ = (
    "case_id", "measure", "case__mode", "case__purpose", "tier", "case__priority", "standard_version__standard_id",
    "standard_version__number", "calendar_id", "calendar_version", "started_at", "target_since",
    "counted_from", "case__received_at",
    "case__first_response_at", "case__resolved_at", "case__confirmed_at", "case__closed_at", "budget_minutes",
    "elapsed_minutes", "paused_minutes", "gross_minutes", "state", "breached_at",
)  # fmt: skip
_BEFORE_PAUSES = COLUMNS.index("pauses")
Row = tuple[Any, ...]


@transaction.atomic
def export_measured(period: Period, *, by: User) -> Iterator[Row]:
    """Of clocks that began in the period, in cases that the user may take out; the latest so many. Who took them is on record
    before the first row goes out."""
    cases = visible_cases(by, "case.export")
    found = CaseClock.objects.filter(started_at__gte=period.since, started_at__lt=period.until, case__in=cases)
    told = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    append_event(NewEvent("clocks.exported", "user", by.pk, after=told), by=by)
    rows = found.order_by("-started_at", "-pk").values_list(*_READ)[:MOST]
    return _rows(rows.iterator(_PIECE))


def _rows(clocks: Iterator[Row]) -> Iterator[Row]:
    while piece := list(islice(clocks, _PIECE)):
        pauses: dict[object, list[str]] = {}
        stood = CasePause.objects.filter(case__in={one[0] for one in piece}).order_by("started_at")
        for case, begin, end, reason in stood.values_list("case_id", "started_at", "ended_at", "reason"):
            pauses.setdefault(case, []).append(f"{_utc(begin)}/{_utc(end)} {reason}")
        for one in piece:
            plain = [_utc(value) if isinstance(value, datetime) else value for value in one]
            plain[-2] = ClockState.RUNNING.value if one[-2] == ClockState.PAUSED else one[-2]
            yield (*plain[:_BEFORE_PAUSES], ", ".join(pauses.get(one[0], ())), *plain[_BEFORE_PAUSES:])


def _utc(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
