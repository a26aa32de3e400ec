"""Follow-ups that no person makes: a plan puts them on the list of whoever is to do them, and takes away what has become
pointless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.utils import timezone

from idic.domain.interact.enums import FollowUpMethod, FollowUpReason, FollowUpState
from idic.domain.interact.models import FollowUp
from idic.foundation.events.operations.append import NewEvent, append_events


@dataclass(frozen=True)
class Planned:
    """`told` goes into the event beside the rest."""

    customer_id: int
    owner_id: int
    due_on: date
    method: str
    reason: str
    told: Mapping[str, object] = field(default_factory=dict)


def put_on_list(wanted: Sequence[Planned]) -> list[FollowUp]:
    """In the caller's transaction; who may be contacted, and who does it, is the caller's to know."""
    made = FollowUp.objects.bulk_create(
        [
            FollowUp(customer_id=one.customer_id, owner_id=one.owner_id, due_on=one.due_on,
                     method=FollowUpMethod(one.method), reason=FollowUpReason(one.reason))
            for one in wanted
        ]
    )  # fmt: skip
    append_events(
        [
            NewEvent(
                "follow_up.created", "follow_up", row.pk, customer_id=row.customer_id,
                after={"owner_id": row.owner_id, "due_on": row.due_on, "method": row.method, "reason": row.reason,
                       "note": "", "segment_id": None, **one.told},
            )
            for row, one in zip(made, wanted, strict=True)
        ],
        by=None, agent="loop",
    )  # fmt: skip
    return made


def take_from_list(follow_ups: Mapping[int, str]) -> int:
    """Id -> code of why. What a person closed meanwhile stays as it is; returns how many went."""
    rows = list(
        FollowUp.objects.select_for_update(of=("self",))
        .filter(pk__in=follow_ups, state=FollowUpState.OPEN)
        .order_by("pk")
    )
    now = timezone.now()
    FollowUp.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=FollowUpState.CANCELLED, closed_at=now, version=F("version") + 1
    )
    append_events(
        [
            NewEvent("follow_up.cancelled", "follow_up", one.pk, customer_id=one.customer_id,
                     after={"outcome": "", "note": "", "method": one.method, "reason": one.reason,
                            "why": follow_ups[one.pk]})
            for one in rows
        ],
        by=None, agent="loop",
    )  # fmt: skip
    return len(rows)


def put_back_on_list(follow_ups: Sequence[int]) -> int:
    """What was taken from the list by itself and has a point again."""
    rows = list(
        FollowUp.objects.select_for_update(of=("self",)).filter(
            pk__in=follow_ups, state=FollowUpState.CANCELLED, closed_by=None
        )
    )
    FollowUp.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=FollowUpState.OPEN, closed_at=None, version=F("version") + 1
    )
    append_events(
        [
            NewEvent("follow_up.reopened", "follow_up", one.pk, customer_id=one.customer_id,
                     before={"state": one.state, "outcome": "", "note": ""})
            for one in rows
        ],
        by=None, agent="loop",
    )  # fmt: skip
    return len(rows)
