from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from idic.foundation.storage.remembered import prepared_cursor

if TYPE_CHECKING:
    from idic.foundation.accounts.models import User


#: Held, together with others, by every transaction that appends, until it ends.
APPENDING = (1_230_259_523, 1)
#: To be selected before an id is handed out: the horizon waits for whoever has announced itself so, and for nobody else.
ANNOUNCED = f"SELECT pg_current_xact_id() AS xid, pg_advisory_xact_lock_shared{APPENDING}::text AS announced OFFSET 0"


def insertion(told: str) -> str:
    """The statement that appends what `told`, a part of FROM that is named e, has in its columns. To be put into the
    statement that makes the change, where that is one only: they stand or fall together as in a transaction."""
    return f"""
INSERT INTO events_event
    (id, at, actor_id, agent, verb, subject_kind, subject_id, customer_id, cause_id, before, after)
SELECT nextval(pg_get_serial_sequence('events_event', 'id')),
       e.at, e.actor_id, e.agent, e.verb, e.subject_kind, e.subject_id, e.customer_id, e.cause_id, e.before, e.after
FROM ({ANNOUNCED}) AS t, {told}
WHERE t.xid IS NOT NULL AND t.announced IS NOT NULL
RETURNING id
"""  # noqa: S608 - put together by our own statements alone


#: The columns of an event as JSON tells them, for `told` above; what `told_event` gives has them all.
COLUMNS = (
    "at timestamptz, actor_id bigint, agent text, verb text, subject_kind text, subject_id bigint, customer_id bigint, "
    "cause_id bigint, before jsonb, after jsonb"
)
_INSERT = insertion(f"jsonb_to_recordset(%s::jsonb) AS e({COLUMNS})")


@dataclass(frozen=True)
class NewEvent:
    verb: str
    subject_kind: str
    subject_id: int
    customer_id: int | None = None
    cause_id: int | None = None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    # where it is another moment than that of the others it is appended with
    at: datetime | None = None


_cause: ContextVar[int | None] = ContextVar("event_cause", default=None)


@contextmanager
def caused_by(event_id: int) -> Iterator[None]:
    """Whatever is done inside names this event as its cause, so that a chain of rules can be followed and stopped."""
    token = _cause.set(event_id)
    try:
        yield
    finally:
        _cause.reset(token)


def append_event(event: NewEvent, *, by: User | None, agent: str = "system", at: datetime | None = None) -> int:
    return append_events([event], by=by, agent=agent, at=at)[0]


def append_events(
    events: Sequence[NewEvent], *, by: User | None, agent: str = "system", at: datetime | None = None
) -> list[int]:
    """Append inside the caller's transaction, so that a change and its event stand or fall together.

    `agent` names the system actor and counts only where no person acts (`by` is None).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is appended in the transaction of the change that it tells")
    if not events:
        return []
    moment = at or timezone.now()
    rows = [told_event(event, by=by, agent=agent, at=event.at or moment) for event in events]
    with prepared_cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps(rows, cls=DjangoJSONEncoder)])
        return [row[0] for row in cursor.fetchall()]


def told_event(event: NewEvent, *, by: User | None, agent: str = "system", at: datetime) -> dict[str, object]:
    """The columns of an event that is to be appended."""
    return {
        "at": at,
        "actor_id": by.pk if by else None,
        "agent": "user" if by else agent,
        "verb": event.verb,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "customer_id": event.customer_id,
        "cause_id": event.cause_id if event.cause_id is not None else _cause.get(),
        "before": event.before,
        "after": event.after,
    }


def changes_between(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Only the fields whose values differ, as (before, after); None where a side does not know the field."""
    names = [name for name in {**after, **before} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}
