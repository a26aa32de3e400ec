"""What a person at a desk does. Two desks that click at the same moment get two different numbers: a row that one of
them is taking is passed over by the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.counter.days import day_of
from idic.domain.interact.counter.enums import AT_DESK, TicketState
from idic.domain.interact.counter.errors import DeskBusy, NobodyWaits, NotThere
from idic.domain.interact.counter.models import CounterService, Desk, Ticket
from idic.domain.interact.counter.operations.rows import record, save
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@transaction.atomic
def call_next(desk: Desk, *, services: tuple[int, ...] = (), by: User, at: datetime | None = None) -> Ticket:
    """Who has waited longest, of these services where some are named. One number after the other at a desk."""
    now = at or timezone.now()
    seat = _seat(desk, by)
    if Ticket.objects.filter(desk=seat, state__in=AT_DESK).exists():
        raise DeskBusy
    waiting = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        counter=seat.counter_id, day=day_of(now), state=TicketState.WAITING
    )
    if services:
        waiting = waiting.filter(service__in=services)
    ticket = waiting.order_by("queued_at", "pk").first()
    if ticket is None:
        raise NobodyWaits
    return _called(ticket, seat, by=by, now=now)


@transaction.atomic
def call_again(ticket: Ticket, *, by: User) -> Ticket:
    row = _at_my_desk(ticket, by)
    now = timezone.now()
    row.calls, row.called_last_at = row.calls + 1, now
    save(row)
    record("ticket.called_again", row, by=by, at=now)
    return row


@transaction.atomic
def mark_not_here(ticket: Ticket, *, by: User) -> Ticket:
    """Called and not come. Should they come after all, their number can be put back to where it stood."""
    row = _at_my_desk(ticket, by, TicketState.CALLED)
    row.state, row.ended_at = TicketState.NOT_HERE, timezone.now()
    save(row)
    record("ticket.not_here", row, by=by)
    return row


@transaction.atomic
def put_back(ticket: Ticket, *, by: User) -> Ticket:
    require(by, "case.create")
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if row.state != TicketState.NOT_HERE or row.day != day_of(timezone.now()):
        raise NotThere
    row.state, row.ended_at, row.desk, row.user = TicketState.WAITING, None, None, None
    save(row)
    record("ticket.put_back", row, by=by)
    return row


@transaction.atomic
def pass_on(ticket: Ticket, service: CounterService, *, by: User) -> Ticket:
    """To another service of the same counter, with the place of when it was taken: nobody waits twice."""
    row = _at_my_desk(ticket, by)
    if service.counter_id != row.counter_id or service.is_archived:
        raise NotThere
    row.state, row.service, row.desk, row.user = TicketState.WAITING, service, None, None
    row.served_at = None
    save(row)
    record("ticket.passed_on", row, by=by, after={"letter": service.letter})
    return row


@transaction.atomic
def begin_service(ticket: Ticket, *, by: User) -> Ticket:
    """They stand at the desk: the wait is over."""
    row = _at_my_desk(ticket, by, TicketState.CALLED)
    row.state, row.served_at = TicketState.SERVED, timezone.now()
    save(row)
    record("ticket.served", row, by=by)
    return row


@transaction.atomic
def open_case_of_ticket(
    ticket: Ticket, *, title: str, purpose: str, text: str = "", customer: Customer | None = None, name: str = "", by: User
) -> Case:  # fmt: skip
    """The first contact is when they took the number. One ticket may open several cases; the last one is named by it."""
    row = _at_my_desk(ticket, by)
    if row.state == TicketState.CALLED:
        row.state, row.served_at = TicketState.SERVED, timezone.now()
        record("ticket.served", row, by=by)
    case = open_case(
        CaseDraft(
            title=title, mode=AccessMode.COUNTER, purpose=purpose, text=text, customer=customer or row.customer,
            contact_name=name, topic=row.service.topic, language=row.language, received_at=row.taken_at, owner=by,
        ),
        by=by,
    )  # fmt: skip
    row.case, row.customer = case, case.customer
    save(row)
    return case


@transaction.atomic
def finish(ticket: Ticket, *, by: User) -> Ticket:
    row = _at_my_desk(ticket, by)
    now = timezone.now()
    row.state, row.ended_at, row.served_at = TicketState.DONE, now, row.served_at or now
    save(row)
    record("ticket.done", row, by=by)
    return row


def _called(ticket: Ticket, desk: Desk, *, by: User, now: datetime) -> Ticket:
    ticket.state, ticket.desk, ticket.user = TicketState.CALLED, desk, by
    ticket.called_at, ticket.called_last_at, ticket.calls = ticket.called_at or now, now, ticket.calls + 1
    save(ticket)
    record("ticket.called", ticket, by=by, at=now, after={"desk": desk.name})
    return ticket


def _seat(desk: Desk, by: User) -> Desk:
    """Locked, so that one person with two windows takes one number."""
    require(by, "case.create")
    row = Desk.objects.select_for_update().get(pk=desk.pk)
    if row.user_id != by.pk or row.is_archived:
        raise NotThere
    return row


def _at_my_desk(ticket: Ticket, by: User, *states: str) -> Ticket:
    require(by, "case.create")
    row = Ticket.objects.select_for_update(of=("self",)).select_related("service__topic", "customer").get(pk=ticket.pk)
    if row.user_id != by.pk or row.state not in (states or AT_DESK):
        raise NotThere
    return row
