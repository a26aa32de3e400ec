"""Events and purchases of one customer as one stream by time, read page by page from both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from idic.domain.identify.merging.tree import former_ids
from idic.domain.sales.models import Purchase
from idic.domain.sales.queries.customer_purchases import latest_purchases
from idic.doors.web.timeline.entries import TimelineEntry
from idic.doors.web.timeline.purchases import word_purchases
from idic.doors.web.timeline.wording import people_in, word_events
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.events.models import Event
from idic.foundation.events.queries.timeline import customer_events

PAGE = 12


@dataclass(frozen=True)
class Position:
    """Where both streams were left; nothing of a stream has been shown while its part is None."""

    event_id: int | None = None
    purchase: tuple[datetime, int] | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Position:
        """A position that cannot be read starts at the newest."""
        event, purchase = query.get("event", ""), query.get("purchase", "")
        moment = _moment(query.get("at", ""))
        return cls(_whole(event), (moment, number) if moment and (number := _whole(purchase)) is not None else None)

    def query(self) -> str:
        values: dict[str, str] = {}
        if self.event_id is not None:
            values["event"] = str(self.event_id)
        if self.purchase is not None:
            values["at"], values["purchase"] = self.purchase[0].isoformat(), str(self.purchase[1])
        return urlencode(values)


@dataclass(frozen=True)
class TimelinePage:
    entries: list[TimelineEntry]
    next: Position | None


def customer_timeline(
    customer_id: int, position: Position, *, with_purchases: bool, size: int = PAGE, reader: User | None = None
) -> TimelinePage:
    """Four queries: who was merged into this customer, events of them all, purchases, the names of the people."""
    former = former_ids(customer_id)
    events = customer_events(customer_id, reader=reader, also=former, before_id=position.event_id, limit=size + 1)
    purchases = latest_purchases(customer_id, before=position.purchase, limit=size + 1) if with_purchases else []
    shown_events, shown_purchases = _newest(events, purchases, size)
    worded = word_events(shown_events, users=names_of_users(people_in(shown_events)), reader=reader)
    entries = sorted(word_purchases(shown_purchases) + worded, key=lambda entry: entry.at, reverse=True)
    if len(events) + len(purchases) <= size:
        return TimelinePage(entries, None)
    last_purchase = (shown_purchases[-1].at, shown_purchases[-1].pk) if shown_purchases else position.purchase
    return TimelinePage(entries, Position(shown_events[-1].pk if shown_events else position.event_id, last_purchase))


def _newest(events: list[Event], purchases: list[Purchase], size: int) -> tuple[list[Event], list[Purchase]]:
    """The first `size` of both by time, each stream kept in its own order so that none of it can be skipped."""
    event, purchase = 0, 0
    while event + purchase < size and (event < len(events) or purchase < len(purchases)):
        has_event, has_purchase = event < len(events), purchase < len(purchases)
        if has_event and (not has_purchase or events[event].at >= purchases[purchase].at):
            event += 1
        else:
            purchase += 1
    return events[:event], purchases[:purchase]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
