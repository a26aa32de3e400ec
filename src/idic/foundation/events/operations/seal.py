"""The hash chain over settled events. Writers never wait for it: the worker seals behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from idic.foundation.events.models import Event, EventHorizon, EventRedaction, EventSeal
from idic.foundation.events.operations.append import APPENDING

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

# Of those who have announced that they append, whether one began before the candidate: numbers of transactions run in a
# circle here, and one that cannot be seen counts as older. Whoever appends nothing is not waited for, however long it is.
_IS_AWAITED = """
SELECT EXISTS (
    SELECT FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = %s AND l.objid = %s
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (a.backend_xid IS NULL
               OR (%s - a.backend_xid::text::bigint) & 4294967295 BETWEEN 1 AND 2147483647))
"""


@dataclass(frozen=True)
class Verification:
    events: int
    seals: int
    broken_first_id: int | None
    broken_last_id: int | None
    #: Ranges of events from which a lawful erasure took values: told, and no break.
    redacted: tuple[tuple[int, int], ...] = ()

    @property
    def holds(self) -> bool:
        return self.broken_last_id is None


def advance_horizon() -> int:
    """Returns the id up to which events are settled; called again a moment later it has moved on."""
    with transaction.atomic(), connection.cursor() as cursor:
        EventHorizon.objects.get_or_create(pk=1)
        horizon = EventHorizon.objects.select_for_update().get(pk=1)
        if horizon.candidate_id is not None:
            cursor.execute(_IS_AWAITED, [*APPENDING, horizon.candidate_xid])
            if cursor.fetchone()[0]:
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
    """Recomputes every link; names the first range whose events no longer give the stored digest.

    A range from which values were taken must give the digest of its last redaction, and every redaction must be told,
    digest and all, by an event that is itself on record: who takes values out in silence breaks the chain.
    """
    redactions = _redactions_by_seal()
    forged = _untold(redactions)
    previous, events, seals, expected_first = b"", 0, 0, 1
    ranges: list[tuple[int, int]] = []
    for seal in EventSeal.objects.order_by("last_id").iterator():
        taken = redactions.get(seal.pk, [])
        expected = _last_digest(seal, taken)
        count, digest = _range_digest(previous, seal)
        if (
            expected is None or digest != expected or count != seal.count or seal.first_id != expected_first
            or seal.pk in forged
        ):  # fmt: skip
            return Verification(events, seals, seal.first_id, seal.last_id, tuple(ranges))
        ranges += [(one.first_id, one.last_id) for one in taken]
        previous, expected_first = bytes(seal.digest), seal.last_id + 1
        events, seals = events + count, seals + 1
    return Verification(events, seals, None, None, tuple(ranges))


def expected_digest(seal: EventSeal) -> bytes:
    last = EventRedaction.objects.filter(seal=seal).order_by("-id").first()
    return bytes(last.new_digest if last else seal.digest)


def current_digest(seal: EventSeal) -> bytes:
    before = EventSeal.objects.filter(last_id__lt=seal.first_id).order_by("-last_id").first()
    return _range_digest(bytes(before.digest) if before else b"", seal)[1]


def digest_told(redactions: Iterable[EventRedaction]) -> str:
    """One digest over the rows of one redaction, in the order of the seals."""
    told = hashlib.sha256()
    for one in sorted(redactions, key=lambda one: one.seal_id):
        told.update(f"{one.seal_id}:{one.first_id}:{one.last_id}:{one.count}:".encode())
        told.update(bytes(one.old_digest) + bytes(one.new_digest))
    return told.hexdigest()


def _range_digest(previous: bytes, seal: EventSeal) -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [previous, seal.first_id, seal.last_id, SEAL_LIMIT + 1])
        count, _last_id, digest = cursor.fetchone()
    return int(count), bytes(digest)


def _redactions_by_seal() -> dict[int, list[EventRedaction]]:
    found: dict[int, list[EventRedaction]] = {}
    for one in EventRedaction.objects.order_by("id"):
        found.setdefault(one.seal_id, []).append(one)
    return found


def _last_digest(seal: EventSeal, taken: list[EventRedaction]) -> bytes | None:
    """What the events must give now; None where the redactions do not follow on one another."""
    digest = bytes(seal.digest)
    for one in taken:
        if bytes(one.old_digest) != digest:
            return None
        digest = bytes(one.new_digest)
    return digest


def _untold(redactions: dict[int, list[EventRedaction]]) -> set[int]:
    """Seals with a redaction that no event tells, or tells otherwise."""
    by_event: dict[int, list[EventRedaction]] = {}
    for taken in redactions.values():
        for one in taken:
            by_event.setdefault(one.told_by, []).append(one)
    told = dict(Event.objects.filter(pk__in=by_event, verb="events.redacted").values_list("pk", "after"))
    return {
        one.seal_id
        for event_id, rows in by_event.items()
        if told.get(event_id, {}).get("digest") != digest_told(rows)
        for one in rows
    }
