"""What every operation here shares: the event and the version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from idic.domain.interact.counter.models import Counter, Ticket
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

#: What can happen; doors word each of them.
VERBS = frozenset({
    "ticket.taken", "ticket.called", "ticket.called_again", "ticket.not_here", "ticket.put_back", "ticket.passed_on",
    "ticket.served", "ticket.done", "ticket.cancelled",
    "counter.created", "counter.changed", "counter.service_saved", "counter.service_archived", "counter.desk_saved",
    "counter.desk_archived", "counter.sat_down", "counter.got_up",
})  # fmt: skip


def record(
    verb: str, subject: Counter | Ticket, *, by: User | None, after: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> int:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    is_ticket = isinstance(subject, Ticket)
    told: dict[str, object] = {"label": subject.label} if isinstance(subject, Ticket) else {"name": subject.name}
    customer_id = subject.customer_id if isinstance(subject, Ticket) else None
    event = NewEvent(
        verb, "ticket" if is_ticket else "counter", subject.pk, customer_id=customer_id, before=told, after=after or {}
    )
    return append_event(event, by=by, at=at)


def save(row: Model) -> None:
    row.version += 1  # type: ignore[attr-defined]
    row.save()
