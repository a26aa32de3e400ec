"""A counter with three weeks of numbers and a day that goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.counter.enums import TicketState
from idic.domain.interact.counter.models import CounterService, Desk, Ticket
from idic.domain.interact.counter.operations.counters import (
    CounterDraft,
    ServiceDraft,
    add_desk,
    save_counter,
    save_service,
)
from idic.domain.interact.counter.operations.desks import sit_down
from idic.foundation.accounts.models import User
from idic.sample.service.channel_words import NAMES, SERVICES
from idic.sample.service.moments import MARK, said

_DAYS = 15
_OPENS, _CLOSES = time(9), time(17)
#: Of today's so many wait, and one stands at the desk.
_WAIT = 4
_LANGUAGES = ("th", "th", "th", "en", "zh-hant", "zh-hans")


def make_counter(staff: Sequence[User], topics: Mapping[str, CaseTopic], *, today: date) -> None:
    """The hours that have passed are written as they were; what goes on can be gone on with."""
    manager, seated = staff[0], staff[1]
    counter = save_counter(None, CounterDraft(said(NAMES["counter"]), said(NAMES["place"])), by=manager)
    services = [
        save_service(counter, None, ServiceDraft(letter, names, purpose, topics.get(topic)), by=manager)
        for letter, (purpose, topic, names) in SERVICES.items()
    ]
    desks = [add_desk(counter, said(NAMES["desk"]) % number, by=manager) for number in (1, 2)]
    sit_down(desks[0], by=seated)
    draw = Random(11)
    people = (seated, staff[2])
    rows: list[Ticket] = []
    for day in _working_days(today):
        opening = datetime.combine(day, _OPENS, tzinfo=ZoneInfo(settings.TIME_ZONE))
        closing = datetime.combine(day, _CLOSES, tzinfo=opening.tzinfo)
        rows += _day(services, desks, people, opening, closing, 62 + draw.randrange(24), draw)
    now = timezone.now()
    begun = max(
        now - timedelta(minutes=150), timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    # the first minutes after midnight have all of theirs at its stroke
    running = _day(services, desks, people, begun, max(begun, now - timedelta(minutes=2)), 28, draw)
    _go_on(running, desks[0], seated, now)
    Ticket.objects.bulk_create([*rows, *running])
    for service in services:
        service.day = timezone.localdate(now)
        service.last_number = sum(one.service_id == service.pk for one in running)
        service.save(update_fields=["day", "last_number"])


def _working_days(today: date) -> list[date]:
    found: list[date] = []
    day = today
    while len(found) < _DAYS:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            found.append(day)
    return found[::-1]


def _day(
    services: Sequence[CounterService], desks: Sequence[Desk], people: Sequence[User], opening: datetime, closing: datetime,
    count: int, draw: Random,
) -> list[Ticket]:  # fmt: skip
    """Each is served by whichever desk is free first, in the order of coming."""
    span = (closing - opening).total_seconds()
    came = sorted(opening + timedelta(seconds=draw.random() * span) for _each in range(count))
    free, numbers = [opening] * len(desks), dict.fromkeys((one.pk for one in services), 0)
    rows = []
    for at in came:
        service = services[draw.choice((0, 0, 0, 1, 1, 2))]
        numbers[service.pk] += 1
        seat = free.index(min(free))
        called = max(at + timedelta(seconds=20), free[seat])
        state = TicketState(draw.choices(("done", "not_here", "cancelled"), (90, 6, 4))[0])
        talk = timedelta(seconds=draw.randrange(120, 900)) if state == TicketState.DONE else timedelta(seconds=60)
        free[seat] = called + (talk if state != TicketState.CANCELLED else timedelta(0))
        row = Ticket(
            counter_id=service.counter_id, service=service, label=f"{service.letter}{numbers[service.pk]:03d}",
            day=timezone.localdate(at), key=f"{MARK}{draw.getrandbits(60):015x}", state=state,
            goes_first=draw.random() < 0.06, language=draw.choice(_LANGUAGES), taken_at=at, queued_at=at,
            ended_at=free[seat] if state != TicketState.CANCELLED else min(called, at + timedelta(minutes=4)),
        )  # fmt: skip
        if state != TicketState.CANCELLED:
            row.called_at = row.called_last_at = called
            row.calls, row.desk, row.user = 1, desks[seat], people[seat]
        if state == TicketState.DONE:
            row.served_at = called + timedelta(seconds=15)
        rows.append(row)
    return rows


def _go_on(running: Sequence[Ticket], desk: Desk, seated: User, now: datetime) -> None:
    """The last ones have not been called; the one before them stands at the desk; nothing lies in the time to come."""
    for row in running[-_WAIT:]:
        row.state, row.desk, row.user, row.calls = TicketState.WAITING, None, None, 0
        row.called_at = row.called_last_at = row.served_at = row.ended_at = None
    for row in running[:-_WAIT]:
        _not_later(row, now - timedelta(minutes=4))
    at_desk = running[-_WAIT - 1]
    since = max(at_desk.taken_at, now - timedelta(minutes=3))
    at_desk.state, at_desk.desk, at_desk.user, at_desk.calls = TicketState.SERVED, desk, seated, 1
    at_desk.called_at = at_desk.called_last_at = at_desk.served_at = since
    at_desk.ended_at = None


def _not_later(row: Ticket, latest: datetime) -> None:
    for name in ("called_at", "called_last_at", "served_at", "ended_at"):
        moment = getattr(row, name)
        if moment is not None and moment > latest:
            setattr(row, name, max(latest, row.taken_at))
