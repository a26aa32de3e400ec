"""How far the promises were kept: by access mode and purpose, by week, by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Count, QuerySet

from idic.domain.interact.cases.models import CaseClock, ClockState
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.methods.attainment import Attainment, attainment

#: More clocks than these are measured on their last so many.
MOST = 200_000


@dataclass(frozen=True)
class Period:
    """By the moment at which the clock began, `until` not part of it."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Cell:
    """One access mode and purpose. `volume` counts the cases received, with or without a promise."""

    mode: str
    purpose: str
    volume: int
    kept: dict[str, Attainment]


def clocks_in(user: User, period: Period, **narrowed: object) -> QuerySet[CaseClock]:
    """What was merged counts in the surviving case alone; what is no wish at all counts nowhere."""
    cases = visible_cases(user).exclude(outcome="spam")
    found = CaseClock.objects.filter(started_at__gte=period.since, started_at__lt=period.until, case__in=cases)
    return found.exclude(state=ClockState.MERGED).filter(**narrowed)


def attained(clocks: QuerySet[CaseClock]) -> Attainment:
    """Each by its own budget: a clock that runs and is late is broken already, one that runs in time says nothing."""
    rows = list(
        clocks.order_by("-started_at").values_list("elapsed_minutes", "budget_minutes", "stopped_at", "state")[:MOST]
    )
    return attained_rows(rows)


def cells(user: User, period: Period) -> list[Cell]:
    """Two statements, whatever the number of cells."""
    cases = visible_cases(user).exclude(outcome="spam").filter(merged_into__isnull=True)
    volumes = (
        cases.filter(received_at__gte=period.since, received_at__lt=period.until)
        .order_by()
        .values_list("mode", "purpose")
        .annotate(n=Count("pk"))
    )
    counted = {(mode, purpose): n for mode, purpose, n in volumes}
    grouped: dict[tuple[str, str], dict[str, list[tuple[float, int, datetime | None, str]]]] = {}
    rows = clocks_in(user, period).order_by("-started_at").values_list(
        "case__mode", "case__purpose", "measure", "elapsed_minutes", "budget_minutes", "stopped_at", "state"
    )[:MOST]  # fmt: skip
    for mode, purpose, measure, taken, budget, stopped, state in rows:
        found = grouped.setdefault((mode, purpose), {}).setdefault(measure, [])
        found.append((taken, budget, stopped, state))
    return [
        Cell(mode, purpose, counted.get((mode, purpose), 0),
             {measure: attained_rows(found) for measure, found in grouped.get((mode, purpose), {}).items()})
        for mode, purpose in sorted(counted.keys() | grouped.keys())
    ]  # fmt: skip


def uncovered(user: User, period: Period, offered: set[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Ways that people use although nobody offers them."""
    found = (
        visible_cases(user)
        .filter(received_at__gte=period.since, received_at__lt=period.until)
        .order_by()
        .values_list("mode", "purpose")
        .annotate(n=Count("pk"))
    )
    return sorted((mode, purpose, n) for mode, purpose, n in found if (mode, purpose) not in offered)


def breaches(user: User, period: Period) -> QuerySet[CaseClock]:
    """The latest first, open ones among them."""
    found = clocks_in(user, period).filter(state=ClockState.BREACHED)
    return found.select_related("case", "case__owner", "case__customer").order_by("-breached_at", "-pk")


def attained_rows(rows: list[tuple[float, int, datetime | None, str]]) -> Attainment:
    """The state that stands decides, and not the rounding of minutes: late by a second is late."""
    if not rows:
        return attainment([], [], True)
    minutes, budget, stopped, state = zip(*rows, strict=True)
    taken, target = np.array(minutes, dtype=np.float64), np.array(budget, dtype=np.float64)
    late = np.array(state) == ClockState.BREACHED
    return attainment(
        np.where(late, np.maximum(taken, np.nextafter(target, np.inf)), np.minimum(taken, target)), target,
        np.array([one is not None for one in stopped]),
    )  # fmt: skip
