from __future__ import annotations

from django.db import transaction

from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.errors import MayNotReveal, ReasonMissing
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access, require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

REASON_AT_LEAST = 3
REASON_AT_MOST = 300


@transaction.atomic
def reveal(
    *, noun: str, pk: int, field: str, group: str, reason: str, customer_id: int | None = None, by: User
) -> None:
    """Before a masked value is shown, it is written down who wanted to see it and why. That `by` may see the record at
    all is the caller's question to the noun (`access_record(by, noun, pk, action="reveal")`)."""
    require(by, f"{noun}.reveal")
    if group_access(by, noun, group) == GroupAccess.HIDDEN:
        raise MayNotReveal
    reason = one_line(reason, REASON_AT_MOST)
    if len(reason) < REASON_AT_LEAST:
        raise ReasonMissing
    append_event(
        NewEvent(f"{noun}.revealed", noun, pk, customer_id=customer_id, after={"field": field, "reason": reason}),
        by=by,
    )
