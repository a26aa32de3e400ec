"""Points lapse at the end of their last day, in the time zone of the house; the ledger says so at that midnight, whenever the
run comes. What is redeemed before midnight is redeemed, what comes after finds nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.rows import record_programme
from idic.domain.customize.loyalty.operations.settling import settle_all

_LEFT = """
SELECT l.id AS lot_id, l.member_id, l.rule_id, l.expires_on, sum(e.points) AS points,
       count(*) FILTER (WHERE e.kind = 'expire') AS turn
FROM loyalty_lot l JOIN loyalty_entry e ON e.lot_id = l.id
WHERE l.programme_id = %(programme)s AND l.expires_on < %(today)s AND (%(customer)s::bigint IS NULL OR l.member_id IN
      (SELECT id FROM loyalty_member WHERE customer_id = %(customer)s::bigint))
GROUP BY l.id HAVING sum(e.points) > 0
"""
_LOCK = f"SELECT id FROM loyalty_member WHERE id IN (SELECT member_id FROM ({_LEFT}) x) ORDER BY id FOR UPDATE"  # noqa: S608
_EXPIRE = f"""
INSERT INTO loyalty_entry (programme_id, member_id, lot_id, kind, points, at, source, turn, rule_id, reason, written_at)
SELECT %(programme)s, x.member_id, x.lot_id, 'expire', -x.points, (x.expires_on + 1)::timestamp AT TIME ZONE %(zone)s,
       'expiry', x.turn, x.rule_id, '', now()
FROM ({_LEFT}) x RETURNING points
"""  # noqa: S608 - constants of this file


def expire_all(*, at: datetime | None = None) -> int:
    """Every programme in a transaction of its own, archived ones too; how many points lapsed. Again it finds nothing."""
    moment, lapsed = at or timezone.now(), 0
    for programme in Programme.objects.order_by("pk"):
        with transaction.atomic():
            row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
            settle_all(row, at=moment)
            lots, points = expire(row, at=moment)
            if lots:
                record_programme("loyalty_programme.expired", row, by=None, after={"lots": lots, "lapsed": points})
            lapsed += points
    return lapsed


def expire(programme: Programme, *, at: datetime, customer_id: int | None = None) -> tuple[int, int]:
    """(lots, points). The members are locked before their lots are summed up: a till may be taking from them."""
    values: dict[str, Any] = {
        "programme": programme.pk, "today": timezone.localdate(at, timezone.get_default_timezone()),
        "customer": customer_id, "zone": settings.TIME_ZONE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, values)
        if not cursor.fetchall():
            return 0, 0
        cursor.execute(_EXPIRE, values)
        rows = cursor.fetchall()
    return len(rows), -sum(points for (points,) in rows)
