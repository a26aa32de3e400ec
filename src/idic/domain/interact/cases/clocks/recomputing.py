"""Clocks of many cases worked out anew: after the hours of a calendar changed, only those that run; in full, all.

What stopped keeps the hours by which it was measured unless it is asked for by name (`stopped_too`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from numpy.typing import NDArray

from idic.domain.interact.cases.clocks.hours import MeasuredHours, hours_of
from idic.domain.interact.cases.clocks.reading import WARNINGS
from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.models import NEVER
from idic.domain.interact.standards.enums import STEPS
from idic.methods.business_clock import Pauses, due_instants, elapsed_minutes, limited_pauses

# The case before its clock, as whoever works on one locks them.
_CLOCKS = """
SELECT k.id, k.case_id, least(coalesce(k.counted_from, k.started_at), k.stopped_at) AT TIME ZONE 'UTC',
       k.stopped_at AT TIME ZONE 'UTC', k.budget_minutes, k.warned, v.escalation @> '[{"share": 150}]', v.most_pause_minutes,
       v.pauses_for_others
FROM cases_caseclock k JOIN standards_standardversion v ON v.id = k.standard_version_id JOIN cases_case c ON c.id = k.case_id
WHERE k.state <> 'merged' AND k.calendar_id IS NOT DISTINCT FROM %s AND (%s OR k.stopped_at IS NULL)
ORDER BY k.case_id FOR NO KEY UPDATE OF c, k
"""
_PAUSES = """
SELECT case_id, started_at AT TIME ZONE 'UTC', ended_at AT TIME ZONE 'UTC', reason FROM cases_casepause
WHERE case_id = ANY(%s::bigint[])
"""
_WRITE = """
UPDATE cases_caseclock k SET
    due_at = n.due AT TIME ZONE 'UTC', state = n.state, breached_at = n.breached AT TIME ZONE 'UTC',
    elapsed_minutes = n.elapsed, gross_minutes = n.gross, paused_minutes = n.paused,
    next_at = n.next AT TIME ZONE 'UTC', calendar_version = %s
FROM unnest(%s::bigint[], %s::timestamp[], %s::text[], %s::timestamp[], %s::float8[], %s::float8[], %s::float8[],
            %s::timestamp[])
    AS n(id, due, state, breached, elapsed, gross, paused, next)
WHERE k.id = n.id
"""
_DUE_OF_CASES = """
UPDATE cases_case c SET due_at = d.due
FROM (
    SELECT a.id, coalesce(min(k.due_at) FILTER (WHERE k.stopped_at IS NULL), %s) AS due
    FROM unnest(%s::bigint[]) AS a(id) LEFT JOIN cases_caseclock k ON k.case_id = a.id GROUP BY a.id
) AS d
WHERE c.id = d.id AND c.due_at <> d.due
"""
_Instants = NDArray[np.datetime64]
#: Case, begin, end, reason.
_Row = tuple[int, datetime, datetime | None, str]


@transaction.atomic
def recompute_clocks(calendar_id: int | None, *, stopped_too: bool = False, now: datetime | None = None) -> int:
    """Of one calendar; returns how many. A clock that is late by the new hours is told of at the next tick."""
    moment = np.datetime64((now or timezone.now()).astimezone(UTC).replace(tzinfo=None), "us")
    hours = hours_of(calendar_id)
    with connection.cursor() as cursor:
        cursor.execute(_CLOCKS, [calendar_id, stopped_too])
        rows = cursor.fetchall()
        if not rows:
            return 0
        ids, cases, starts, stops, budgets, warned, beyond, most, for_others = zip(*rows, strict=True)
        case_ids = np.array(cases, dtype=np.int64)
        cursor.execute(_PAUSES, [sorted(set(cases))])
        begun = np.array(starts, "datetime64[us]")
        pauses = _pauses(
            hours, begun, np.array(most, dtype=np.float64), np.array(for_others), case_ids, cursor.fetchall()
        )
        written = _written(hours, begun, np.array(stops, "datetime64[us]"),
                           np.array(budgets, dtype=np.float64), np.array(warned), np.array(beyond), pauses, moment)  # fmt: skip
        cursor.execute(_WRITE, [hours.version, list(ids), *written])
        cursor.execute(_DUE_OF_CASES, [NEVER, sorted(set(cases))])
    return len(ids)


def _pauses(
    hours: MeasuredHours, starts: _Instants, most: NDArray[np.float64], for_others: NDArray[np.bool_],
    cases: NDArray[np.int64], rows: Sequence[_Row],
) -> Pauses | None:  # fmt: skip
    """As far as they count: up to the limit of the standard, and the time in which the case had ended whole."""
    if not rows:
        return None
    ended, others = (
        _of_clocks(cases, [one for one in rows if one[3] == why])
        for why in (PauseReason.ENDED, PauseReason.THIRD_PARTY)
    )
    chosen = _of_clocks(cases, [one for one in rows if one[3] not in (PauseReason.ENDED, PauseReason.THIRD_PARTY)])
    chosen = _joined(chosen, _where(others, for_others))
    if not np.isnan(most).all():
        chosen = limited_pauses(hours.clock, starts, most, chosen)
    return _joined(chosen, ended)


def _joined(some: Pauses, more: Pauses) -> Pauses:
    return Pauses(*(np.concatenate([a, b]) for a, b in zip(_columns(some), _columns(more), strict=True)))


def _where(pauses: Pauses, allowed: NDArray[np.bool_]) -> Pauses:
    """Of the clocks whose standard allows them."""
    case, begins, ends = _columns(pauses)
    kept = allowed[case.astype(np.int64)]
    return Pauses(case[kept], begins[kept], ends[kept])


def _columns(pauses: Pauses) -> tuple[NDArray[np.generic], ...]:
    return np.asarray(pauses.case), np.asarray(pauses.begins), np.asarray(pauses.ends)


def _of_clocks(cases: NDArray[np.int64], rows: Sequence[_Row]) -> Pauses:
    """Every clock of a case stands still with it. `cases` of the clocks are in order."""
    case, begins, ends, _reason = zip(*rows, strict=True) if rows else ((), (), (), ())
    first = np.searchsorted(cases, case, side="left")
    count = np.searchsorted(cases, case, side="right") - first
    place = np.repeat(first - np.append(0, np.cumsum(count)[:-1]), count) + np.arange(count.sum())
    return Pauses(
        place, np.repeat(np.array(begins, "datetime64[us]"), count), np.repeat(np.array(ends, "datetime64[us]"), count)
    )


def _written(
    hours: MeasuredHours, starts: _Instants, stops: _Instants, budgets: NDArray[np.float64],
    warned: NDArray[np.int64], beyond: NDArray[np.bool_], pauses: Pauses | None, now: np.datetime64,
) -> list[list[object]]:  # fmt: skip
    """The columns that are written, as plain values."""
    runs = np.isnat(stops)
    reached = np.where(runs, now, stops)
    until = np.maximum(starts, np.minimum(reached, now))
    due = due_instants(hours.clock, starts, budgets, pauses)
    late = ~np.isnat(due) & (reached > due)
    elapsed = elapsed_minutes(hours.clock, starts, until, pauses)
    gross = (until - starts) / np.timedelta64(1, "m")
    paused, stood = np.zeros(starts.size, dtype=np.bool_), np.zeros(starts.size)
    runs_on = np.full(starts.size, np.datetime64("NaT"), dtype="datetime64[us]")
    if pauses is not None:
        case, begins, ends = _columns(pauses)
        goes_on = (begins <= now) & (np.isnat(ends) | (now < ends))
        paused[case[goes_on]] = True
        runs_on[case[goes_on]] = ends[goes_on]
        stood = elapsed_minutes(hours.clock, starts, until) - elapsed
    state = np.where(late, "breached", np.where(~runs, "met", np.where(paused, "paused", "running")))
    steps = np.array(sorted({*WARNINGS, *STEPS}))
    place = np.searchsorted(steps, warned, side="right")
    share = np.where(runs & (place < steps.size - ~beyond), steps[np.minimum(place, steps.size - 1)], np.nan)
    soon = due_instants(hours.clock, starts, budgets * share / 100, pauses)
    breached = np.where(late, due, np.datetime64("NaT"))
    soon = np.fmin(soon, np.where(runs, runs_on, np.datetime64("NaT")))
    return [_plain(column) for column in (due, state, breached, elapsed, gross, stood, soon)]


def _plain(column: NDArray[np.generic]) -> list[object]:
    """What is not a time is NULL."""
    return [*column.tolist()]
