from __future__ import annotations

from collections.abc import Sequence

from idic.foundation.accounts.models import User
from idic.foundation.events.kept import told_to
from idic.foundation.events.models import Event


def customer_events(
    customer_id: int, *, reader: User | None, also: Sequence[int] = (), before_id: int | None = None, limit: int = 30
) -> list[Event]:
    """Newest first; `before_id` continues where the last page ended. `also` are former customers that it took in. Without
    a reader, everything."""
    events = Event.objects.filter(customer_id__in=[customer_id, *also])
    if reader is not None:
        events = told_to(reader, events)
    if before_id is not None:
        events = events.filter(id__lt=before_id)
    return list(events.order_by("-id")[:limit])


def subject_events(subject_kind: str, subject_id: int, *, limit: int = 30) -> list[Event]:
    return list(Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")[:limit])


def latest_events(*, before_id: int | None = None, limit: int = 50) -> list[Event]:
    events = Event.objects.all()
    if before_id is not None:
        events = events.filter(id__lt=before_id)
    return list(events.order_by("-id")[:limit])


def count_after(event_id: int, *, limit: int) -> int:
    return Event.objects.filter(id__gt=event_id).values("pk")[:limit].count()
