"""What came back takes its points with it.

A return does not name the purchase it belongs to. It takes back by the rate of its own moment, from what purchases before it
have earned, the newest first, and never more than they have: so nobody owes for goods that earned nothing. Where those points
are redeemed already, the lot owes, and what is earned next pays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from idic.domain.customize.loyalty.arithmetic import points_for
from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.models import Entry, Member, Programme
from idic.domain.customize.loyalty.operations.rows import entry

# Every return of a member since joining, and every one that took something back and is no longer there.
_RETURNS = """
WITH told AS (
    SELECT DISTINCT 'purchase:' || p.source_id || ':' || p.key AS source, p.customer_id, p.at, abs(p.total) AS amount,
           r.points, r.per, r.rounding
    FROM loyalty_member m
         JOIN sales_purchase p ON p.customer_id = m.customer_id AND p.kind IN ('return', 'cancellation')
              AND p.currency = %(currency)s
              AND p.at >= date_trunc('day', m.joined_at AT TIME ZONE %(zone)s) AT TIME ZONE %(zone)s
         CROSS JOIN LATERAL (SELECT * FROM loyalty_rule r WHERE r.programme_id = m.programme_id AND r.holds_from <= p.at
                             ORDER BY r.number DESC LIMIT 1) r
    WHERE m.programme_id = %(programme)s
          AND (%(customers)s::bigint[] IS NULL OR m.customer_id = ANY(%(customers)s::bigint[]))),
done AS (
    SELECT e.source, m.customer_id, min(e.at) AS at, -sum(e.points) AS points
    FROM loyalty_entry e JOIN loyalty_lot l ON l.id = e.lot_id JOIN loyalty_member m ON m.id = e.member_id
    WHERE e.programme_id = %(programme)s AND e.kind = 'reverse' AND e.source <> l.source
          AND (%(customers)s::bigint[] IS NULL OR m.customer_id = ANY(%(customers)s::bigint[])) GROUP BY 1, 2)
SELECT customer_id, source, coalesce(t.at, d.at) AS at, coalesce(t.amount, 0), t.points, t.per, t.rounding,
       coalesce(d.points, 0)
FROM told t FULL JOIN done d USING (source, customer_id)
WHERE NOT EXISTS (SELECT FROM privacy_processinglock k WHERE k.customer_id = coalesce(t.customer_id, d.customer_id)
                  AND k.lifted_at IS NULL)
ORDER BY 3, 2
"""
# What purchases earned and returns have not taken back, whether it was redeemed since or not.
_EARNED = """
SELECT l.id, l.member_id, sum(e.points) FILTER (WHERE e.kind IN ('issue', 'reverse')),
       coalesce(-sum(e.points) FILTER (WHERE e.source = %(source)s), 0), count(*) FILTER (WHERE e.source = %(source)s)
FROM loyalty_lot l JOIN loyalty_entry e ON e.lot_id = l.id
WHERE l.member_id = ANY(%(members)s) AND l.source LIKE 'purchase:%%' AND l.earned_at <= %(at)s
GROUP BY l.id ORDER BY l.earned_at DESC, l.id DESC
"""


def take_back_returns(programme: Programme, customers: Sequence[int] | None, *, at: datetime) -> list[int]:
    """What was booked, in the transaction of the run."""
    booked: list[int] = []
    values: dict[str, Any] = {
        "programme": programme.pk, "currency": settings.CONFIGURATION.currency, "zone": settings.TIME_ZONE,
        "customers": None if customers is None else list(customers),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RETURNS, values)
        rows = cursor.fetchall()
    for customer, source, moment, amount, points, per, rounding, done in rows:
        wanted = points_for(Decimal(amount), points=points, per=per, rounding=rounding) if points else 0
        if wanted != done:
            booked += _book(programme, customer, source, moment, wanted - done, at=at if done else moment)
    return booked


def _book(
    programme: Programme, customer_id: int, source: str, moment: datetime, missing: int, *, at: datetime
) -> list[int]:
    """`missing` is what is still to be taken back; below zero it is given back. The first line of a return holds from its own
    moment, what corrects it from now."""
    rows = Member.objects.select_for_update(of=("self",)).filter(programme=programme, customer=customer_id)
    members = list(rows.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_EARNED, {"source": source, "members": members, "at": moment if missing > 0 else timezone.now()})
        lots = cursor.fetchall()
    made, left = [], abs(missing)
    for lot, member, earned, taken, turn in lots:
        part = min(left, max(0, earned if missing > 0 else taken))
        if part:
            left -= part
            change = -part if missing > 0 else part
            made.append(entry(lot, member, programme, EntryKind.REVERSE, change, at=at, source=source, turn=turn))
    Entry.objects.bulk_create(made)
    return [one.points for one in made]
