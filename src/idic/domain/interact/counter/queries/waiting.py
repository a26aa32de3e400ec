"""Who waits, how long it may take, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, F, Q

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.counter.days import day_of
from idic.domain.interact.counter.enums import AT_DESK, TicketState
from idic.domain.interact.counter.models import Counter, Desk, Ticket
from idic.foundation.accounts.models import User

#: Fewer than these tell nothing about the next one.
_FEWEST = 5
_LAST = 20
_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Expected:
    """`minutes` None: it cannot be said. `ahead` are before this number; each takes `each` minutes on average over the
    `known` last ones, at `desks` desks."""

    ahead: int
    desks: int
    known: int
    each: float | None
    minutes: int | None


def expected_wait(ticket: Ticket, *, now: datetime) -> Expected:
    """Those ahead, times what one took lately, shared by the desks that are manned; whoever sits at a desk counts half."""
    waiting = Ticket.objects.filter(counter=ticket.counter_id, day=ticket.day, state=TicketState.WAITING)
    ahead = waiting.filter(Q(queued_at__lt=ticket.queued_at) | Q(queued_at=ticket.queued_at, pk__lt=ticket.pk)).count()
    return expected(ticket.counter_id, ahead, now=now)


def expected(counter_id: int, ahead: int, *, now: datetime) -> Expected:
    manned = Desk.objects.filter(counter=counter_id, user__isnull=False, is_archived=False).count()
    took = _lately(counter_id, now)
    if len(took) < _FEWEST or not manned:
        return Expected(ahead, manned, len(took), None, None)
    each = sum(took) / len(took)
    busy = Ticket.objects.filter(counter=counter_id, day=day_of(now), state__in=AT_DESK).count()
    free = busy < manned and ahead < manned - busy
    minutes = 0 if free else ceil(each * (ahead + min(busy, manned) / 2) / manned)
    return Expected(ahead, manned, len(took), each, minutes)


def _lately(counter_id: int, now: datetime) -> list[float]:
    """Minutes that the last ones took at the desk, from when they were called."""
    rows = (
        Ticket.objects.filter(counter=counter_id, state=TicketState.DONE, ended_at__gt=now - _BACK)
        .order_by("-ended_at")
        .values_list("called_at", "served_at", "ended_at")[:_LAST]
    )
    return [(ended - (called or served or ended)).total_seconds() / 60 for called, served, ended in rows if ended]


@dataclass(frozen=True)
class Board:
    """What the display shows: called numbers with their desks, the latest first, and how many wait for each letter."""

    called: list[Ticket]
    waiting: dict[str, int]
    #: Grows with every call, so that a display knows when to ring.
    mark: str


def board(counter: Counter, *, now: datetime) -> Board:
    today = Ticket.objects.filter(counter=counter, day=day_of(now))
    called = list(
        today.filter(Q(state__in=AT_DESK) | Q(state=TicketState.DONE), calls__gt=0)
        .select_related("desk")
        .order_by("-called_last_at", "-pk")[:8]
    )
    counts = (
        today.filter(state=TicketState.WAITING).order_by().values_list("service__letter").annotate(many=Count("pk"))
    )
    mark = f"{called[0].pk}.{called[0].calls}" if called else ""
    return Board(called, dict(counts), mark)


@dataclass(frozen=True)
class Times:
    """Minutes; None where nobody was served. `waited` of those who were called, `served` of those who are done."""

    called: int
    waited_median: float | None
    waited_p90: float | None
    done: int
    served_median: float | None
    served_p90: float | None
    not_here: int


def times_of(counter: Counter, *, since: datetime, until: datetime) -> Times:
    rows = list(
        Ticket.objects.filter(counter=counter, taken_at__gte=since, taken_at__lt=until)
        .exclude(state=TicketState.CANCELLED)
        .values_list("state", "taken_at", "called_at", "served_at", "ended_at")[:20_000]
    )
    waits = [(called - taken).total_seconds() / 60 for _state, taken, called, _served, _ended in rows if called]
    took = [
        (ended - served).total_seconds() / 60
        for state, _taken, _called, served, ended in rows
        if state == TicketState.DONE and served and ended
    ]
    gone = sum(1 for row in rows if row[0] == TicketState.NOT_HERE)
    return Times(
        len(waits),
        quantile(waits, 0.5),
        quantile(waits, 0.9),
        len(took),
        quantile(took, 0.5),
        quantile(took, 0.9),
        gone,
    )


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least this share does not exceed: one that somebody really waited."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def waiting_at(counter: Counter, *, now: datetime, limit: int = 100) -> list[Ticket]:
    """In the order in which they are called."""
    found = Ticket.objects.filter(counter=counter, day=day_of(now), state=TicketState.WAITING)
    return list(found.select_related("service").order_by("queued_at", "pk")[:limit])


def gone_today(counter: Counter, *, now: datetime) -> list[Ticket]:
    """Called and not come: whoever turns up after all is put back from here."""
    found = Ticket.objects.filter(counter=counter, day=day_of(now), state=TicketState.NOT_HERE)
    return list(found.select_related("service").order_by(F("ended_at").desc())[:20])


def at_desk(user: User, desk: Desk) -> Ticket | None:
    found = Ticket.objects.filter(desk=desk, state__in=AT_DESK).select_related("service__topic", "customer")
    return found.prefetch_related(seen_case(user)).first()
