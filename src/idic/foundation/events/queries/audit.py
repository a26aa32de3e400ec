"""The events as an audit trail: everything that happened, for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.kept import told_to
from idic.foundation.events.models import Event, EventSeal


@dataclass(frozen=True)
class TrailFilter:
    """`first` and `last` are days of the house's time zone, both included. `text` is looked for in what was written
    before and after: no index helps there, so a caller narrows it by a period or a record."""

    verb: str = ""
    actor_id: int | None = None
    subject_kind: str = ""
    subject_id: int | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""


@dataclass(frozen=True)
class ChainState:
    """`sealed_until` is the last event that the chain covers; later ones are sealed by the worker in a moment."""

    sealed_at: datetime | None
    sealed_until: int
    unsealed: int


def audit_events(user: User, asked: TrailFilter) -> QuerySet[Event]:
    """But for what happened to records that are kept from this reader."""
    require(user, "audit.see")
    events = told_to(user, Event.objects.all(), of_all_customers=True)
    if asked.verb:
        events = events.filter(verb=asked.verb)
    if asked.actor_id is not None:
        events = events.filter(actor_id=asked.actor_id)
    if asked.subject_kind:
        events = events.filter(_about(asked.subject_kind, asked.subject_id))
    elif asked.subject_id is not None:
        events = events.filter(subject_id=asked.subject_id)
    if asked.first is not None:
        events = events.filter(at__gte=_midnight(asked.first))
    if asked.last is not None:
        events = events.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    if asked.text:
        events = events.alias(old=Cast("before", TextField()), new=Cast("after", TextField())).filter(
            Q(old__icontains=asked.text) | Q(new__icontains=asked.text)
        )
    return events


def chain_state(user: User) -> ChainState:
    require(user, "audit.see")
    last = EventSeal.objects.order_by("-last_id").first()
    sealed_until = last.last_id if last else 0
    unsealed = Event.objects.filter(pk__gt=sealed_until).order_by().values("pk")[:1000].count()
    return ChainState(last.at if last else None, sealed_until, unsealed)


def _about(kind: str, pk: int | None) -> Q:
    """Of a customer also what happened to that which hangs on it."""
    if pk is None:
        return Q(subject_kind=kind)
    found = Q(subject_kind=kind, subject_id=pk)
    return found | Q(customer_id=pk) if kind == "customer" else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
