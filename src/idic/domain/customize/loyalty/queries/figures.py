"""What a programme has given out, month by month, and what is still owed to its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from idic.domain.customize.loyalty.models import Programme

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """Each as a number of points that is not below zero. `issued` is net of what returns and corrections took back, so it alone
    may be; what was given or taken by hand stands beside it."""

    month: date
    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    by_hand: int = 0


def outstanding(programme: Programme) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(points), 0) FROM loyalty_entry WHERE programme_id = %s", [programme.pk])
        return int(cursor.fetchone()[0])


def by_month(programme: Programme, *, today: date, months: int = MONTHS) -> list[Month]:
    """The months up to this one, each of them, by when a line holds."""
    place = today.year * 12 + today.month - 1
    span = [date(one // 12, one % 12 + 1, 1) for one in range(place - months + 1, place + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT date_trunc('month', at AT TIME ZONE %(zone)s)::date,
                      coalesce(sum(points) FILTER (WHERE kind IN ('issue', 'reverse')), 0),
                      -coalesce(sum(points) FILTER (WHERE kind = 'redeem'), 0),
                      -coalesce(sum(points) FILTER (WHERE kind = 'expire'), 0),
                      coalesce(sum(points) FILTER (WHERE kind = 'adjust'), 0)
               FROM loyalty_entry WHERE programme_id = %(programme)s
                    AND at >= %(first)s::timestamp AT TIME ZONE %(zone)s GROUP BY 1""",
            {"zone": settings.TIME_ZONE, "programme": programme.pk, "first": span[0]},
        )
        found = {row[0]: Month(row[0], *(int(one) for one in row[1:])) for row in cursor.fetchall()}
    return [found.get(month, Month(month)) for month in span]
