"""Segments follow what changes: whom an event concerns is put down, and worked out a moment later, many at once."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.compiling import read_rule
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations.evaluation import evaluate_customers, evaluate_everybody
from idic.domain.differentiate.queries.scores import newest_watermark
from idic.foundation.events.models import Event
from idic.foundation.jobs.queueing import queue
from idic.foundation.nouns.errors import PredicateRefused
from idic.methods.predicate import asks_about_days

#: With more the next evaluation of everybody is cheaper, and an import is followed by one.
MOST_AT_ONCE = 20_000
_STEP = 2_000

_BATCH = """
    SELECT DISTINCT customer_id FROM identify_sourcerecord WHERE batch_id = %s AND customer_id IS NOT NULL
    UNION SELECT DISTINCT customer_id FROM sales_purchase WHERE batch_id = %s AND customer_id IS NOT NULL LIMIT %s
"""


@transaction.atomic
def put_down(event: Event) -> int:
    """The customers whom an event concerns; of one that tells of many at once all of them, up to a number behind which
    everybody is worked out again anyway. Safe to repeat."""
    concerned = concerned_by(event)
    if not concerned or event.pk <= newest_watermark():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO differentiate_unevaluated (customer_id, since)
               SELECT id, %s FROM identify_customer WHERE id = ANY(%s) ON CONFLICT (customer_id) DO NOTHING""",
            [timezone.now(), concerned],
        )
        added = int(cursor.rowcount)
    _work_out_soon()
    return added


def work_out(*, at: datetime | None = None) -> int:
    """All who wait, some at a time; returns how many entered or left a segment."""
    changed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                """DELETE FROM differentiate_unevaluated WHERE customer_id IN (
                       SELECT customer_id FROM differentiate_unevaluated ORDER BY since, customer_id
                       FOR UPDATE SKIP LOCKED LIMIT %s) RETURNING customer_id""",
                [_STEP],
            )
            waiting = [pk for (pk,) in cursor.fetchall()]
            if waiting:
                changed += evaluate_customers(waiting, at=at or timezone.now()).changed
        if len(waiting) < _STEP:
            return changed


def evaluate_on_a_new_day(*, at: datetime | None = None) -> int:
    """Nothing has happened, and yet "the last 30 days" begin a day later: everybody is looked at in one pass, where a rule
    asks so and was not worked out yet on this day of the business."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    asking = [one for one in Segment.objects.filter(is_archived=False, is_static=False) if _asks(one)]
    if all(one.evaluated_at is not None and timezone.localdate(one.evaluated_at) >= today for one in asking):
        return 0
    return evaluate_everybody(at=moment).changed


def _asks(segment: Segment) -> bool:
    """A broken rule asks for nothing until it is mended."""
    try:
        return asks_about_days(read_rule(segment.predicate))
    except PredicateRefused:
        return False


def concerned_by(event: Event) -> list[int] | None:
    """None: more than are worked out one by one."""
    if event.verb.startswith("import."):
        return _few(_BATCH, [event.subject_id, event.subject_id, MOST_AT_ONCE + 1])
    if event.verb.startswith("bulk."):
        if event.after.get("noun") != "customer":
            return []
        return _few(
            "SELECT record_id FROM views_bulkchangerow WHERE change_id = %s LIMIT %s",
            [event.subject_id, MOST_AT_ONCE + 1],
        )
    named = [event.customer_id, event.subject_id if event.subject_kind == "customer" else None]
    return sorted({pk for pk in named if pk})


def _few(statement: str, values: list[int]) -> list[int] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = [pk for (pk,) in cursor.fetchall()]
    return found if len(found) <= MOST_AT_ONCE else None


def _work_out_soon() -> None:
    from procrastinate.exceptions import AlreadyEnqueued

    from idic.domain.differentiate.tasks import work_out_segments

    try:
        with transaction.atomic():
            queue(work_out_segments)
    except AlreadyEnqueued:
        # the one that waits will find them all
        pass
