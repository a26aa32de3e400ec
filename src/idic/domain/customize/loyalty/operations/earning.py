"""Points for purchases: what the purchases of members say is held against what the ledger says, and the difference is booked.

So the same receipt counts once however often it is read, a corrected one is corrected, and one that was taken back or went to
another customer loses its points. Money in another currency than the house's has no rate and earns nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.returning import take_back_returns
from idic.domain.customize.loyalty.operations.rows import record_programme
from idic.domain.customize.loyalty.operations.settling import settle_all

_POINTS = """CASE r.rounding
    WHEN 'nearest' THEN div(2 * p.total * r.points + r.per, 2 * r.per)
    WHEN 'up' THEN div(p.total * r.points, r.per) + (mod(p.total * r.points, r.per) > 0)::int
    ELSE div(p.total * r.points, r.per) END::int"""

# A sale of the day of joining counts: most systems tell the day alone.
_SALES = f"""
CREATE TEMPORARY TABLE points_earned ON COMMIT DROP AS
SELECT DISTINCT ON (p.id) nextval(pg_get_serial_sequence('loyalty_lot', 'id')) AS lot_id, m.id AS member_id, p.at,
       'purchase:' || p.source_id || ':' || p.key AS source, r.id AS rule_id, r.months, {_POINTS} AS points
FROM loyalty_member m
     JOIN sales_purchase p ON p.customer_id = m.customer_id AND p.kind = 'sale' AND p.currency = %(currency)s AND p.total > 0
          AND p.at >= %(since)s
          AND p.at >= date_trunc('day', m.joined_at AT TIME ZONE %(zone)s) AT TIME ZONE %(zone)s
          AND (m.left_at IS NULL OR p.at < m.left_at)
     CROSS JOIN LATERAL (SELECT * FROM loyalty_rule r WHERE r.programme_id = m.programme_id AND r.holds_from <= p.at
                         ORDER BY r.number DESC LIMIT 1) r
WHERE m.programme_id = %(programme)s AND (%(customers)s::bigint[] IS NULL OR m.customer_id = ANY(%(customers)s::bigint[]))
      AND {_POINTS} > 0 AND NOT EXISTS (SELECT FROM privacy_processinglock k WHERE k.customer_id = m.customer_id
                                        AND k.lifted_at IS NULL)
      AND NOT EXISTS (SELECT FROM loyalty_lot l JOIN loyalty_member o ON o.id = l.member_id
                      WHERE o.customer_id = m.customer_id AND o.programme_id = m.programme_id
                            AND l.source = 'purchase:' || p.source_id || ':' || p.key)
ORDER BY p.id, m.joined_at, m.id
"""  # noqa: S608 - constants of this file
# The last day of the month that lies `months` after the one in which it was earned, as arithmetic.last_day has it.
_LOTS = """
INSERT INTO loyalty_lot (id, programme_id, member_id, source, rule_id, earned_at, expires_on)
SELECT lot_id, %(programme)s, member_id, source, rule_id, at,
       (date_trunc('month', at AT TIME ZONE %(zone)s) + make_interval(months => months + 1))::date - 1
FROM points_earned
"""
_ISSUED = """
INSERT INTO loyalty_entry (programme_id, member_id, lot_id, kind, points, at, source, turn, rule_id, reason, written_at)
SELECT %(programme)s, member_id, lot_id, 'issue', points, at, source, 0, rule_id, '', %(now)s FROM points_earned
RETURNING points
"""
# By the rule with which it was counted first. A customer whose data is restricted stands still.
_CORRECTED = f"""
INSERT INTO loyalty_entry (programme_id, member_id, lot_id, kind, points, at, source, turn, rule_id, reason, written_at)
SELECT %(programme)s, x.member_id, x.id, CASE WHEN x.change > 0 THEN 'issue' ELSE 'reverse' END, x.change, %(now)s, x.source,
       x.turn, x.rule_id, '', %(now)s
FROM (SELECT l.id, l.member_id, l.source, l.rule_id, count(e.id) AS turn,
             coalesce(max(CASE WHEN p.kind = 'sale' AND p.currency = %(currency)s AND p.total > 0
                                    AND p.customer_id = m.customer_id THEN {_POINTS} END), 0) - sum(e.points) AS change
      FROM loyalty_lot l
           JOIN loyalty_member m ON m.id = l.member_id JOIN loyalty_rule r ON r.id = l.rule_id
           JOIN loyalty_entry e ON e.lot_id = l.id AND e.source = l.source
           LEFT JOIN sales_purchase p ON p.source_id = split_part(l.source, ':', 2)::bigint
                AND p.key = substr(l.source, length(split_part(l.source, ':', 2)) + 11)
      WHERE l.programme_id = %(programme)s AND l.source LIKE 'purchase:%%'
            AND (%(customers)s::bigint[] IS NULL OR m.customer_id = ANY(%(customers)s::bigint[]))
            AND NOT EXISTS (SELECT FROM privacy_processinglock k WHERE k.customer_id = m.customer_id AND k.lifted_at IS NULL)
      GROUP BY l.id) x
WHERE x.change <> 0 RETURNING points
"""  # noqa: S608 - constants of this file


def earn_all(*, customers: Sequence[int] | None = None, batch_id: int | None = None, at: datetime | None = None) -> int:
    """Every programme in a transaction of its own; how many points came, less what went. Again it finds nothing to do."""
    if batch_id is not None:
        customers = _customers_of(batch_id)
    if customers is not None and not customers:
        return 0
    return sum(earn(one, customers=customers, at=at) for one in Programme.objects.order_by("pk"))


@transaction.atomic
def earn(programme: Programme, *, customers: Sequence[int] | None = None, at: datetime | None = None) -> int:
    """One run at a time for each programme: two would both find the same receipt without its points."""
    row, moment = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk), at or timezone.now()
    values: dict[str, Any] = {
        "programme": row.pk, "zone": settings.TIME_ZONE, "currency": settings.CONFIGURATION.currency, "since": row.on_since,
        "customers": None if customers is None else list(customers), "now": moment,
    }  # fmt: skip
    booked = []
    with connection.cursor() as cursor:
        cursor.execute(_CORRECTED, values)
        booked += [points for (points,) in cursor.fetchall()]
        if row.is_on:
            cursor.execute(_SALES, values)
            cursor.execute(_LOTS, values)
            cursor.execute(_ISSUED, values)
            booked += [points for (points,) in cursor.fetchall()]
            cursor.execute("DROP TABLE points_earned")
    booked += take_back_returns(row, customers, at=moment)
    if booked:
        settle_all(row, at=moment, customers=customers)
        came = sum(points for points in booked if points > 0)
        told = {"came": came, "went": came - sum(booked), "receipts": len(booked)}
        record_programme("loyalty_programme.counted", row, by=None, after=told)
    return sum(booked)


def _customers_of(batch_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT m.customer_id FROM sales_purchase p JOIN loyalty_member m ON m.customer_id = p.customer_id
               WHERE p.batch_id = %s""",
            [batch_id],
        )
        return [row[0] for row in cursor.fetchall()]
