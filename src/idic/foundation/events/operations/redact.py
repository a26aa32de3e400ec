"""Values are taken out of events that are on record, and the chain of seals still tells whether anything else changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from idic.foundation.accounts.models import User
from idic.foundation.events.errors import ChainBroken
from idic.foundation.events.models import EventHorizon, EventRedaction, EventSeal
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.operations.seal import current_digest, digest_told, expected_digest

Sides = tuple[Mapping[str, object], Mapping[str, object]]
_STEP = 1000


@dataclass(frozen=True)
class Redacted:
    events: int
    seals: int
    event_id: int | None


@transaction.atomic
def redact_events(
    blanked: Mapping[int, Sides], *, reason: str, request_id: int | None, by: User | None, agent: str = "privacy"
) -> Redacted:
    """`blanked` gives the two sides of each event as they are to be: with values taken away, never with others.

    Events that were altered before refuse it: a redaction must not cover a forgery. Those not sealed yet are sealed
    as they then are.
    """
    if not blanked:
        return Redacted(0, 0, None)
    EventHorizon.objects.get_or_create(pk=1)
    EventHorizon.objects.select_for_update().get(pk=1)  # nobody seals meanwhile
    ids = sorted(blanked)
    touched = _seals_of(ids)
    for seal, _held in touched:
        if current_digest(seal) != expected_digest(seal):
            raise ChainBroken(seal.first_id, seal.last_id)
    done = sum(_blank(ids[start : start + _STEP], blanked) for start in range(0, len(ids), _STEP))
    rows = [
        EventRedaction(
            seal=seal, reason=reason, request_id=request_id, first_id=held[0], last_id=held[-1], count=len(held),
            old_digest=expected_digest(seal), new_digest=current_digest(seal), told_by=0,
        )
        for seal, held in touched
    ]  # fmt: skip
    event_id = append_event(
        NewEvent(
            "events.redacted", "privacy_request" if request_id else "event", request_id or ids[0],
            after={"reason": reason, "events": done, "seals": len(rows), "digest": digest_told(rows)},
        ),
        by=by, agent=agent,
    )  # fmt: skip
    for row in rows:
        row.told_by = event_id
    EventRedaction.objects.bulk_create(rows)
    return Redacted(done, len(rows), event_id)


def _blank(ids: Sequence[int], blanked: Mapping[int, Sides]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT events_redact(%s::bigint[], %s::jsonb[], %s::jsonb[])",
            [list(ids), [json.dumps(blanked[pk][0]) for pk in ids], [json.dumps(blanked[pk][1]) for pk in ids]],
        )
        return int(cursor.fetchone()[0])


def _seals_of(ids: Sequence[int]) -> list[tuple[EventSeal, list[int]]]:
    """The seals that cover any of the events, each with those that it covers."""
    seals = EventSeal.objects.filter(last_id__gte=ids[0], first_id__lte=ids[-1]).order_by("last_id")
    found: list[tuple[EventSeal, list[int]]] = []
    place = 0
    for seal in seals.iterator():
        while place < len(ids) and ids[place] < seal.first_id:
            place += 1
        start = place
        while place < len(ids) and ids[place] <= seal.last_id:
            place += 1
        if place > start:
            found.append((seal, list(ids[start:place])))
    return found
