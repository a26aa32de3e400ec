"""Numbers: taken at the kiosk or on a telephone, and given back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from idic.domain.interact.counter.days import day_of
from idic.domain.interact.counter.enums import TicketState
from idic.domain.interact.counter.errors import Closed, NotWaiting
from idic.domain.interact.counter.models import Counter, CounterService, Ticket
from idic.domain.interact.counter.operations.rows import record, save
from idic.domain.interact.counter.queries.opening import is_open
from idic.foundation.accounts.models import User


@transaction.atomic
def take_number(
    service: CounterService, *, language: str = "", goes_first: bool = False, by: User | None = None,
    at: datetime | None = None,
) -> Ticket:  # fmt: skip
    """The service's row is locked while it counts, so no number is given twice; on a new day it begins with 1."""
    now = at or timezone.now()
    row = CounterService.objects.select_for_update().get(pk=service.pk)
    counter = Counter.objects.get(pk=row.counter_id)
    if row.is_archived or not is_open(counter, at=now):
        raise Closed
    day = day_of(now)
    row.last_number = row.last_number + 1 if row.day == day else 1
    row.day = day
    row.save(update_fields=["day", "last_number"])
    head_start = timedelta(minutes=counter.head_start_minutes) if goes_first else timedelta(0)
    ticket = Ticket.objects.create(
        counter=counter, service=row, label=f"{row.letter}{row.last_number:03d}", day=day, key=secrets.token_urlsafe(15),
        goes_first=goes_first, language=language if language in dict(settings.LANGUAGES) else "", taken_at=now,
        queued_at=now - head_start,
    )  # fmt: skip
    record("ticket.taken", ticket, by=by, at=now)
    return ticket


@transaction.atomic
def give_back(ticket: Ticket) -> Ticket:
    """Whoever holds the number needs it no more."""
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if row.state != TicketState.WAITING:
        raise NotWaiting
    row.state, row.ended_at = TicketState.CANCELLED, timezone.now()
    save(row)
    record("ticket.cancelled", row, by=None)
    return row
