"""What every operation here shares: the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from idic.domain.interact.telephony.models import Call, CallBack
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

#: What can happen; doors word each of them.
VERBS = frozenset({
    "call.began", "call.answered", "call.ended", "call.missed", "call.linked", "call.noted",
    "call_back.asked", "call_back.claimed", "call_back.released", "call_back.tried", "call_back.done",
    "call_back.not_reached",
})  # fmt: skip


def record(
    verb: str, subject: Call | CallBack, *, by: User | None, after: Mapping[str, object] | None = None,
    before: Mapping[str, object] | None = None, at: datetime | None = None,
) -> int:  # fmt: skip
    """Never with the number: an event outlives what is erased."""
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    kind = "call" if isinstance(subject, Call) else "call_back"
    event = NewEvent(
        verb, kind, subject.pk, customer_id=subject.customer_id, before=before or {}, after=after or {}
    )  # fmt: skip
    return append_event(event, by=by, at=at)
