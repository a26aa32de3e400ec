"""Who sits where."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from idic.domain.interact.counter.enums import AT_DESK, TicketState
from idic.domain.interact.counter.errors import DeskBusy, DeskTaken, NotThere
from idic.domain.interact.counter.models import Desk, Ticket
from idic.domain.interact.counter.operations.rows import record, save
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@transaction.atomic
def sit_down(desk: Desk, *, by: User) -> Desk:
    """At one desk at a time: whoever sits elsewhere gets up there, once that number is done with."""
    require(by, "case.create")
    both = (
        Desk.objects.select_for_update(of=("self",))
        .filter(Q(user=by) | Q(pk=desk.pk))
        .select_related("counter", "user")
    )
    rows = {one.pk: one for one in both.order_by("pk")}
    row = rows.pop(desk.pk)
    if row.user_id == by.pk:
        return row
    if row.is_archived:
        raise NotThere
    if row.user_id is not None:
        raise DeskTaken(row.user.display_name if row.user else "")
    for other in rows.values():
        _leave(other)
    row.user, row.since = by, timezone.now()
    row.save(update_fields=["user", "since"])
    record("counter.sat_down", row.counter, by=by, after={"desk": row.name})
    return row


@transaction.atomic
def get_up(desk: Desk, *, by: User) -> Desk:
    """Whoever manages channels may free a desk at which somebody has forgotten themselves."""
    row = Desk.objects.select_for_update(of=("self",)).select_related("counter").get(pk=desk.pk)
    require(by, "case.create" if row.user_id == by.pk else "channel.manage")
    if row.user_id != by.pk:
        _clear(row)
    _leave(row)
    record("counter.got_up", row.counter, by=by, after={"desk": row.name})
    return row


def _clear(desk: Desk) -> None:
    """Who was called there and not served waits again, in their place; whoever was served is done."""
    ticket = Ticket.objects.select_for_update().filter(desk=desk, state__in=AT_DESK).first()
    if ticket is None:
        return
    if ticket.state == TicketState.CALLED:
        ticket.state, ticket.desk, ticket.user = TicketState.WAITING, None, None
    else:
        ticket.state, ticket.ended_at = TicketState.DONE, timezone.now()
    save(ticket)


def _leave(desk: Desk) -> None:
    if Ticket.objects.filter(desk=desk, state__in=AT_DESK).exists():
        raise DeskBusy
    desk.user, desk.since = None, None
    desk.save(update_fields=["user", "since"])
