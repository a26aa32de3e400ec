"""What stands on the wall: how much is open, what runs out, what came and went today. Four statements, whatever there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import NEVER, Case, CaseClock, ClockState
from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases, counted
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User
from idic.methods.proportion import Proportion, wilson

#: What runs out within it is pressing.
SOON = timedelta(hours=1)
NEXT = 10


@dataclass(frozen=True)
class Tally:
    """Of the open ones: how many wait for their first answer, run out soon, are overdue, run out soon with nobody at
    work; and since when the longest waits for a first answer. Then what came and what was resolved today."""

    open: int = 0
    unanswered: int = 0
    soon: int = 0
    overdue: int = 0
    unclaimed: int = 0
    waits_since: datetime | None = None
    opened: int = 0
    resolved: int = 0

    def __add__(self, other: Tally) -> Tally:
        since = [one for one in (self.waits_since, other.waits_since) if one is not None]
        return Tally(
            self.open + other.open, self.unanswered + other.unanswered, self.soon + other.soon,
            self.overdue + other.overdue, self.unclaimed + other.unclaimed, min(since, default=None),
            self.opened + other.opened, self.resolved + other.resolved,
        )  # fmt: skip


@dataclass(frozen=True)
class Wall:
    """`teams` by id, None for none. `kept`: of the promises that were `decided` today, None where there was none."""

    all: Tally
    teams: dict[int | None, Tally]
    modes: dict[str, Tally]
    kept: Proportion | None
    decided: int
    next: list[Case]


def wall_of(user: User, chosen: Chosen, *, now: datetime) -> Wall:
    tallies = _tallies(user, chosen, now)
    teams: dict[int | None, Tally] = {}
    modes: dict[str, Tally] = {}
    for (team, mode), tally in tallies.items():
        teams[team] = teams.get(team, Tally()) + tally
        modes[mode] = modes.get(mode, Tally()) + tally
    decided, broken = _decided(user, chosen, now)
    kept = wilson(decided - broken, decided) if decided else None
    return Wall(sum(tallies.values(), start=Tally()), teams, modes, kept, decided, _next(user, chosen, now))


def _tallies(user: User, chosen: Chosen, now: datetime) -> dict[tuple[int | None, str], Tally]:
    soon, unanswered = Q(due_at__gte=now, due_at__lt=now + SOON), Q(first_response_at__isnull=True)
    rows = (
        chosen_cases(user, chosen)
        .filter(state__in=OPEN_STATES)
        .values_list("team_id", "mode")
        .annotate(
            n=Count("pk"), unanswered=Count("pk", filter=unanswered), soon=Count("pk", filter=soon),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            unclaimed=Count("pk", filter=soon & Q(owner__isnull=True)), waits=Min("received_at", filter=unanswered),
        )
    )  # fmt: skip
    found = {(team, mode): Tally(*counts) for team, mode, *counts in rows}
    since = start_of(timezone.localdate(now))
    today = (
        counted(chosen_cases(user, chosen))
        .filter(Q(received_at__gte=since) | Q(resolved_at__gte=since))
        .values_list("team_id", "mode")
        .annotate(
            opened=Count("pk", filter=Q(received_at__gte=since)), resolved=Count("pk", filter=Q(resolved_at__gte=since))
        )
    )
    for team, mode, opened, resolved in today:
        found[team, mode] = replace(found.get((team, mode), Tally()), opened=opened, resolved=resolved)
    return found


def _decided(user: User, chosen: Chosen, now: datetime) -> tuple[int, int]:
    """How many promises, and how many of them broken: stopped today, or still running and due today. One past its due
    moment is broken before that is told."""
    since = start_of(timezone.localdate(now))
    broken = Q(state=ClockState.BREACHED) | Q(stopped_at__isnull=True)
    found = (
        CaseClock.objects.filter(
            Q(stopped_at__gte=since) | Q(stopped_at__isnull=True, due_at__gte=since, due_at__lt=now),
            case__in=counted(chosen_cases(user, chosen)),
        )
        .exclude(state__in=(ClockState.MERGED, ClockState.PAUSED))
        .aggregate(all=Count("pk"), broken=Count("pk", filter=broken))
    )
    return found["all"], found["broken"]


def _next(user: User, chosen: Chosen, now: datetime) -> list[Case]:
    """Whose clock runs out next. What runs out already stands in the count of the overdue."""
    found = chosen_cases(user, chosen).filter(state__in=OPEN_STATES, due_at__gte=now, due_at__lt=NEVER)
    found = found.select_related("owner", "team").only(
        "pk", "title", "due_at", "mode", "priority", "owner__display_name", "team__name"
    )
    return list(found.order_by("due_at", "pk")[:NEXT])
