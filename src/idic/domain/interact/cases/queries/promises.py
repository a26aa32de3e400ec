"""How far one promise after another was kept: by standard, by week, by person, and for everybody to see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from idic.domain.interact.cases.models import CaseClock, ClockState
from idic.domain.interact.cases.queries.attainment import MOST, Period, attained_rows, clocks_in
from idic.foundation.accounts.models import User
from idic.methods.attainment import Attainment

_MET = Count("pk", filter=Q(state=ClockState.MET))
_BROKEN = Count("pk", filter=Q(state=ClockState.BREACHED))


def by_standard(user: User, period: Period, standards: Iterable[int]) -> dict[int, Attainment]:
    """All versions of a standard together, each case by its own budget. One statement."""
    rows = (
        clocks_in(user, period, standard_version__standard__in=list(standards))
        .order_by("-started_at")
        .values_list("standard_version__standard_id", "elapsed_minutes", "budget_minutes", "stopped_at", "state")[:MOST]
    )
    found: dict[int, list[tuple[float, int, datetime | None, str]]] = {}
    for standard, taken, budget, stopped, state in rows:
        found.setdefault(standard, []).append((taken, budget, stopped, state))
    return {standard: attained_rows(clocks) for standard, clocks in found.items()}


def by_day(user: User, period: Period, standard_id: int) -> tuple[list[date], list[str]]:
    """The day on which each decided promise was due, in the zone that is active, and whether it was kept."""
    rows = (
        clocks_in(user, period, standard_version__standard=standard_id, state__in=(ClockState.MET, ClockState.BREACHED))
        .order_by("-started_at")
        .values_list("due_at", "stopped_at", "started_at", "state")[:MOST]
    )
    days, states = [], []
    for due, stopped, started, state in rows:
        days.append(timezone.localdate(due or stopped or started))
        states.append(str(state))
    return days, states


def by_person(user: User, period: Period, people: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Owner and standard -> promises kept, promises broken."""
    rows = (
        clocks_in(user, period, case__owner__in=list(people))
        .order_by()
        .values_list("case__owner_id", "standard_version__standard_id")
        .annotate(met=_MET, broken=_BROKEN)
    )
    return {(owner, standard): (met, broken) for owner, standard, met, broken in rows}


def for_everybody(period: Period) -> dict[int, tuple[int, int]]:
    """Standard -> promises kept, promises broken, of all cases whoever may see them: figures for the charter alone."""
    rows = (
        CaseClock.objects.filter(
            started_at__gte=period.since, started_at__lt=period.until, case__deleted_at__isnull=True
        )
        .exclude(case__outcome="spam")
        .exclude(state=ClockState.MERGED)
        .order_by()
        .values_list("standard_version__standard_id")
        .annotate(met=_MET, broken=_BROKEN)
    )
    return {standard: (met, broken) for standard, met, broken in rows}
