from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Segment
from idic.domain.differentiate.operations.evaluation import one_evaluation_at_a_time
from idic.domain.differentiate.operations.segments import evaluate_segment
from idic.domain.differentiate.profiling import forget_scores, unprofiled_sql, verdict_against
from idic.domain.differentiate.purposes import use_of_segment
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.queries.basis import verdict_of


@transaction.atomic
def leave_segments(customer_id: int, *, at: datetime | None = None) -> list[int]:
    """Takes a customer out of every running segment whose purpose may not use them any more; returns which those were.
    Who objects to being profiled leaves all of them, and loses the scores too.

    Safe to repeat. Who may be used again comes back when the segment is next evaluated, with scores by the next refresh.
    """
    moment = at or timezone.now()
    with connection.cursor() as cursor:
        one_evaluation_at_a_time(cursor)
    score = CustomerScore.objects.select_for_update(of=("self",)).filter(customer_id=customer_id).first()
    if score is None:
        return []
    against = verdict_against(customer_id, moment)
    if against is not None and against is not Verdict.LOCKED:
        with connection.cursor() as cursor:
            forget_scores(cursor, "SELECT %s::bigint", [customer_id], at=moment)
        return list(score.segment_ids)
    left = []
    for segment in Segment.objects.filter(pk__in=score.segment_ids, is_archived=False):
        use = use_of_segment(segment, at=moment) if segment.purpose else None
        if against is not None or (segment.purpose and (use is None or not verdict_of(customer_id, use).may)):
            left.append(segment.pk)
    if left:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE differentiate_segmentmembership SET valid_to = %s"
                " WHERE customer_id = %s AND segment_id = ANY(%s) AND valid_to IS NULL",
                [moment, customer_id, left],
            )
            cursor.execute(
                """UPDATE differentiate_customerscore SET segment_ids = ARRAY(
                       SELECT one FROM unnest(segment_ids) AS one WHERE one <> ALL(%s)) WHERE customer_id = %s""",
                [left, customer_id],
            )
            cursor.execute("UPDATE differentiate_segment SET size = greatest(size - 1, 0) WHERE id = ANY(%s)", [left])
    return left


def evaluate_purposeful_segments(*, at: datetime | None = None) -> int:
    """After many words came in at once."""
    moment = at or timezone.now()
    _forget_unprofiled(moment)
    found = list(Segment.objects.filter(is_archived=False).exclude(purpose="").order_by("id"))
    for segment in found:
        evaluate_segment(segment, at=moment)
    return len(found)


@transaction.atomic
def _forget_unprofiled(at: datetime) -> None:
    statement, values = unprofiled_sql(at)
    with connection.cursor() as cursor:
        forget_scores(
            cursor,
            f"SELECT customer_id FROM ({statement}) AS u WHERE u.verdict <> %s",  # noqa: S608 - compiled
            [*values, Verdict.LOCKED.value],
            at=at,
        )
