"""When the first step that is not taken is due, written down so that a list can ask for it. It follows from what happened,
as a clock does: worked out anew with every step, and after whatever else moves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.domain.interact.complaints.deadlines import deadlines_of, first_open
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.models import Complaint

#: How many are worked out together.
TOGETHER = 500
_WRITE = """
UPDATE complaints_complaint c SET step_due_at = n.due
FROM unnest(%s::bigint[], %s::timestamptz[]) AS n(id, due)
WHERE c.id = n.id AND c.step_due_at IS DISTINCT FROM n.due
"""


def write_step_dues(rows: Sequence[Complaint]) -> None:
    """Of complaints that this transaction has locked; their cases have been read. What was told twice has no deadlines of
    its own."""
    dues = deadlines_of(rows, now=timezone.now()) if rows else {}
    for one in rows:
        one.step_due_at = first_open(dues[one.pk]) if one.duplicate_of_id is None else None
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [[one.pk for one in rows], [one.step_due_at for one in rows]])


def keep_step_dues_of(cases: Iterable[int]) -> None:
    """After their pauses or clocks changed. Those that somebody is changing right now are passed over: the change works them
    out itself."""
    _keep(Complaint.objects.filter(case__in=list(cases)))


def keep_all_step_dues() -> None:
    """After the hours of the house or the deadlines of the steps changed."""
    open_ones = Complaint.objects.filter(~Q(state__in=ENDED) | Q(step_due_at__isnull=False))
    last = 0
    while ids := list(open_ones.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:TOGETHER]):
        _keep(Complaint.objects.filter(pk__in=ids))
        last = ids[-1]


def keep_unknown_step_dues() -> None:
    """Of those that stand still, and of all that came before it was written down."""
    unknown = Complaint.objects.filter(step_due_at__isnull=True, duplicate_of__isnull=True).exclude(state__in=ENDED)
    ids = list(unknown.order_by("pk").values_list("pk", flat=True))
    for place in range(0, len(ids), TOGETHER):
        _keep(Complaint.objects.filter(pk__in=ids[place : place + TOGETHER]))


@transaction.atomic
def _keep(found: QuerySet[Complaint]) -> None:
    locked = found.select_for_update(of=("self",), no_key=True, skip_locked=True).select_related("case").order_by("pk")
    write_step_dues(list(locked))
