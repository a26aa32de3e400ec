"""Events that are kept from their reader, since the record to which it happened is kept from them."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event

#: The events that are kept from somebody; None where none of the room's are. Of a record that is gone altogether, what
#: happened is told.
Kept = Callable[[User], Q | None]

_of_records: list[Kept] = []
_of_customers: list[Kept] = []


def keeps_events(kept: Kept) -> None:
    """A room whose records may be kept from somebody who sees their customer."""
    _of_records.append(kept)


def keeps_events_of_customers(kept: Kept) -> None:
    """Asked only where events of all customers stand together: whoever reads those of one sees that one."""
    _of_customers.append(kept)


def told_to(user: User, events: QuerySet[Event], *, of_all_customers: bool = False) -> QuerySet[Event]:
    """As far as they may hear of them. Each event looks at its own record."""
    for asked in (*_of_records, *(_of_customers if of_all_customers else ())):
        kept = asked(user)
        if kept is not None:
            events = events.exclude(kept)
    return events
