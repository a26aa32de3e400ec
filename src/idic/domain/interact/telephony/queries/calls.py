from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.telephony.enums import CallState, Direction
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.rules import visible_calls
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.methods.call_centre import Calls, calls

#: Seconds of waiting, whether it was answered, seconds of talking.
_One = tuple[float, bool, float | None]

#: A telephone system that tells of no end leaves a call open for ever; after this it is not shown as going on.
_RINGS_FOR = timedelta(minutes=3)
_TALKS_FOR = timedelta(hours=3)
_SLOT = timedelta(minutes=30)
#: What a day is measured by where the standards say nothing: 80 of 100 within 20 seconds is the usual agreement.
IN_TIME_S = 20


def access_call(user: User, pk: int) -> Call:
    """With its case, where the reader may see that."""
    found = with_names(visible_calls(user)).prefetch_related(seen_case(user)).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def with_names(rows: QuerySet[Call]) -> QuerySet[Call]:
    return rows.select_related("agent", "customer", "exchange").defer(
        "customer__search_text", "customer__search_keys", "customer__facts", "customer__provenance", "exchange__secret"
    )


def calls_of_customer(user: User, customer_id: int, *, limit: int = 50) -> list[Call]:
    """The latest first."""
    found = with_names(visible_calls(user)).filter(customer_id=customer_id)
    return list(found.order_by("-rang_at", "-pk")[:limit])


def going_on(extension: str, *, now: datetime) -> QuerySet[Call]:
    """What rings at this telephone, or is spoken there. Outside the reach of anybody's rights: whoever is rung must answer."""
    rings = Q(rung__contains=[extension], state=CallState.RINGING, rang_at__gt=now - _RINGS_FOR)
    talks = Q(extension=extension, state=CallState.TALKING, rang_at__gt=now - _TALKS_FOR)
    return Call.objects.filter(rings | talks, ended_at__isnull=True, direction=Direction.INBOUND).order_by("-rang_at")


@dataclass(frozen=True)
class Slot:
    """Half an hour. `handling_s`: mean seconds of a talk, None where none was."""

    begins: datetime
    offered: int
    figures: Calls
    handling_s: float | None


def volume(user: User, *, since: datetime, until: datetime) -> tuple[Slot | None, list[Slot]]:
    """Incoming calls that do not ring any more, by when they rang: all together, and by half hours, without empty ones."""
    rows = visible_calls(user).filter(direction=Direction.INBOUND, rang_at__gte=since, rang_at__lt=until)
    times = rows.exclude(state=CallState.RINGING).order_by("rang_at").values_list("rang_at", "answered_at", "ended_at")
    slots: dict[int, list[_One]] = {}
    for rang, answered, ended in times[:20_000]:
        wait = max(((answered or ended or rang) - rang).total_seconds(), 0.0)
        talk = max((ended - answered).total_seconds(), 0.0) if answered and ended else None
        slots.setdefault(int((rang - since) / _SLOT), []).append((wait, answered is not None, talk))
    everything = [one for found in slots.values() for one in found]
    return (
        _slot(since, everything) if everything else None,
        [_slot(since + number * _SLOT, found) for number, found in sorted(slots.items())],
    )


def _slot(begins: datetime, found: list[_One]) -> Slot:
    figures = calls([one[0] for one in found], [one[1] for one in found], target_s=IN_TIME_S)
    talks = [one[2] for one in found if one[2] is not None]
    return Slot(begins, len(found), figures, sum(talks) / len(talks) if talks else None)
