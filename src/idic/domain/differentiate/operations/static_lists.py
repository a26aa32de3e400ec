"""Lists of customers whom somebody named: ticked in a list, pasted as numbers, or the answer to a question."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.errors import ListEmpty, ListTooLong, NotStatic, SegmentNameMissing
from idic.domain.differentiate.models import ListedCustomer, Segment
from idic.domain.differentiate.operations.evaluation import evaluate_customers
from idic.domain.differentiate.operations.segments import archive_segment, evaluate_segment
from idic.domain.identify.queries.customers import access_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.texts import one_line, trimmed

MOST_LISTED = 100_000


@transaction.atomic
def create_static_list(
    *, name: str, customer_ids: Iterable[int], by: User, source: str, description: str = ""
) -> Segment:
    """Only customers whom `by` may see come into it, without a word about the others. `source` is a code of where they
    were named: "selection", "pasted", "question" or another. Who may not be profiled is named and no member."""
    require(by, "segment.change")
    if not name.strip():
        raise SegmentNameMissing
    seen = _seen(customer_ids, by)
    if not seen:
        raise ListEmpty
    segment = Segment.objects.create(
        name=one_line(name, 120), description=trimmed(description, 500), predicate={}, is_static=True, owner=by
    )
    listed = _list(segment, seen, by=by)
    append_event(
        NewEvent(
            "segment.listed", "segment", segment.pk,
            after={"name": segment.name, "source": source[:40], "customers": len(listed)},
        ),
        by=by,
    )  # fmt: skip
    evaluate_segment(segment, at=timezone.now())
    segment.refresh_from_db()
    return segment


def add_to_list(segment: Segment, customer_ids: Iterable[int], *, by: User, source: str) -> int:
    """How many were not on it yet."""
    return len(put_on_list(segment, customer_ids, by=by, source=source))


@transaction.atomic
def put_on_list(segment: Segment, customer_ids: Iterable[int], *, by: User, source: str) -> list[int]:
    """Those who were not on it yet."""
    segment = _locked(segment, by)
    listed = _list(segment, _seen(customer_ids, by), by=by)
    if listed:
        _tell("segment.list_added", segment, listed, by=by, source=source)
        evaluate_customers(listed, at=timezone.now())
    return listed


@transaction.atomic
def take_from_list(segment: Segment, customer_ids: Iterable[int], *, by: User) -> int:
    """How many were on it."""
    segment = _locked(segment, by)
    taken = _take_out(segment, _seen(customer_ids, by))
    if taken:
        _tell("segment.list_taken", segment, taken, by=by, source="page")
        evaluate_customers(taken, at=timezone.now())
    return len(taken)


def _seen(customer_ids: Iterable[int], by: User) -> list[int]:
    """Those whom the user may see; who was merged away stands for whom they became."""
    asked = sorted(set(customer_ids))
    if len(asked) > MOST_LISTED:
        raise ListTooLong(MOST_LISTED)
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE became AS (
                   SELECT id, merged_into_id FROM identify_customer WHERE id = ANY(%s)
                   UNION
                   SELECT k.id, k.merged_into_id FROM identify_customer k JOIN became b ON b.merged_into_id = k.id
               ) SELECT id FROM became WHERE merged_into_id IS NULL""",
            [asked],
        )
        living = [row[0] for row in cursor.fetchall()]
    return sorted(access_customers(by).filter(pk__in=living).values_list("pk", flat=True))


def _locked(segment: Segment, by: User) -> Segment:
    require(by, "segment.change")
    locked = Segment.objects.select_for_update().get(pk=segment.pk)
    if not locked.is_static or locked.is_archived:
        raise NotStatic
    return locked


def _list(segment: Segment, customer_ids: list[int], *, by: User) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO differentiate_listedcustomer (segment_id, customer_id, listed_at, listed_by_id)
               SELECT %s, one, %s, %s FROM unnest(%s::bigint[]) AS one
               ON CONFLICT (segment_id, customer_id) WHERE taken_out_at IS NULL DO NOTHING RETURNING customer_id""",
            [segment.pk, timezone.now(), by.pk, customer_ids],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _take_out(segment: Segment, customer_ids: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE differentiate_listedcustomer SET taken_out_at = %s
               WHERE segment_id = %s AND taken_out_at IS NULL AND customer_id = ANY(%s) RETURNING customer_id""",
            [timezone.now(), segment.pk, customer_ids],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _tell(verb: str, segment: Segment, customer_ids: list[int], *, by: User, source: str) -> None:
    after = {"name": segment.name, "source": source[:40], "customers": len(customer_ids), "ids": customer_ids}
    append_event(NewEvent(verb, "segment", segment.pk, after=after), by=by)


@undoes("segment.listed")
def _take_back_creation(event: Event, by: User) -> None:
    segment = Segment.objects.filter(pk=event.subject_id, is_archived=False, version=1).first()
    if segment is None:
        raise ChangedSince
    archive_segment(segment, version=segment.version, by=by)


@undoes("segment.list_added")
def _take_back_adding(event: Event, by: User) -> None:
    segment = _locked(Segment(pk=event.subject_id), by)
    taken = _take_out(segment, list(event.after["ids"]))
    if not taken:
        raise ChangedSince
    _tell("segment.list_taken", segment, taken, by=by, source="undo")
    evaluate_customers(taken, at=timezone.now())


@undoes("segment.list_taken")
def _take_back_taking(event: Event, by: User) -> None:
    segment = _locked(Segment(pk=event.subject_id), by)
    listed = _list(segment, _seen(event.after["ids"], by), by=by)
    if not listed:
        raise ChangedSince
    _tell("segment.list_added", segment, listed, by=by, source="undo")
    evaluate_customers(listed, at=timezone.now())


def listed_ids(segment: Segment) -> list[int]:
    """Who is named now, members or not."""
    return sorted(
        ListedCustomer.objects.filter(segment=segment, taken_out_at__isnull=True).values_list("customer_id", flat=True)
    )
