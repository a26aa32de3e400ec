"""The hash chain over settled events. Writers never wait for it: the worker seals behind them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from idic.foundation.events.models import EventHorizon, EventSeal

# A seal covers at most so many events, so that verifying reads in bounded steps.
SEAL_LIMIT = 50_000

# jsonb prints its keys in one fixed order, so the text of a row is always the same.
_DIGEST = """
SELECT count(*), max(id),
       sha256(%s::bytea || coalesce(string_agg(
           sha256(convert_to(jsonb_build_array(
               id, (extract(epoch FROM at) * 1000000)::bigint, actor_id, agent, verb, subject_kind, subject_id,
               customer_id, cause_id, before, after)::text, 'UTF8')), ''::bytea ORDER BY id), ''::bytea))
FROM (SELECT * FROM events_event WHERE id BETWEEN %s AND %s ORDER BY id LIMIT %s) AS e
"""


@dataclass(frozen=True)
class Verification:
    events: int
    seals: int
    broken_first_id: int | None
    broken_last_id: int | None

    @property
    def holds(self) -> bool:
        return self.broken_last_id is None


def advance_horizon() -> int:
    """Returns the id up to which events are settled; called again a moment later it has moved on."""
    with transaction.atomic(), connection.cursor() as cursor:
        EventHorizon.objects.get_or_create(pk=1)
        horizon = EventHorizon.objects.select_for_update().get(pk=1)
        if horizon.candidate_id is not None:
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8", [str(horizon.candidate_xid)]
            )
            if not cursor.fetchone()[0]:
                return horizon.settled_id
            horizon.settled_id = max(horizon.settled_id, horizon.candidate_id)
        cursor.execute(
            "SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = current_schema()"
            " AND sequencename = 'events_event_id_seq'), 0)"
        )
        handed_out = cursor.fetchone()[0]
        if handed_out > horizon.settled_id:
            # Read after the sequence: a transaction that took an id up to `handed_out` began before this number.
            cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
            horizon.candidate_id, horizon.candidate_xid = handed_out, cursor.fetchone()[0]
        else:
            horizon.candidate_id = horizon.candidate_xid = None
        horizon.save()
        return horizon.settled_id


def seal_settled_events() -> int:
    """Adds links to the chain up to the horizon; returns how many events were sealed."""
    settled = advance_horizon()
    sealed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            EventHorizon.objects.select_for_update().get(pk=1)  # one sealer at a time
            last = EventSeal.objects.order_by("-last_id").first()
            first_id = last.last_id + 1 if last else 1
            if first_id > settled:
                return sealed
            previous = bytes(last.digest) if last else b""
            cursor.execute(_DIGEST, [previous, first_id, settled, SEAL_LIMIT])
            count, last_id, digest = cursor.fetchone()
            if count == 0:
                return sealed
            if count < SEAL_LIMIT:
                last_id = settled
            EventSeal.objects.create(first_id=first_id, last_id=last_id, count=count, digest=bytes(digest))
            sealed += count


def verify_chain() -> Verification:
    """Recomputes every link; names the first range whose events no longer give the stored digest."""
    previous, events, seals, expected_first = b"", 0, 0, 1
    with connection.cursor() as cursor:
        for seal in EventSeal.objects.order_by("last_id").iterator():
            cursor.execute(_DIGEST, [previous, seal.first_id, seal.last_id, SEAL_LIMIT + 1])
            count, _, digest = cursor.fetchone()
            if bytes(digest) != bytes(seal.digest) or count != seal.count or seal.first_id != expected_first:
                return Verification(events, seals, seal.first_id, seal.last_id)
            previous, expected_first = bytes(seal.digest), seal.last_id + 1
            events, seals = events + count, seals + 1
    return Verification(events, seals, None, None)
