"""The events as an audit trail: everything that happened, for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event, EventSeal


@dataclass(frozen=True)
class ChainState:
    """`sealed_until` is the last event that the chain covers; later ones are sealed by the worker in a moment."""

    sealed_at: datetime | None
    sealed_until: int
    unsealed: int


def audit_events(user: User, *, verb: str = "", actor_id: int | None = None) -> QuerySet[Event]:
    require(user, "audit.see")
    events = Event.objects.all()
    if verb:
        events = events.filter(verb=verb)
    if actor_id is not None:
        events = events.filter(actor_id=actor_id)
    return events


def chain_state(user: User) -> ChainState:
    require(user, "audit.see")
    last = EventSeal.objects.order_by("-last_id").first()
    sealed_until = last.last_id if last else 0
    unsealed = Event.objects.filter(pk__gt=sealed_until).order_by().values("pk")[:1000].count()
    return ChainState(last.at if last else None, sealed_until, unsealed)
