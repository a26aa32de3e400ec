"""What lots hold is set against what others owe, so that nothing lapses while something is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Max

from idic.domain.customize.loyalty.arithmetic import settled
from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.models import Entry, Member, Programme
from idic.domain.customize.loyalty.operations.rows import entry
from idic.domain.customize.loyalty.queries.balances import held

_SOURCE = "settling"


def settle(programme: Programme, members: Sequence[Member], *, at: datetime) -> None:
    """Of one customer, whose members are locked."""
    lots = held(members)
    changes = settled(lots)
    if not changes:
        return
    owners = {one.lot_id: one.member_id for one in lots}
    turns = dict(
        Entry.objects.filter(lot__in=owners, kind=EntryKind.TRANSFER, source=_SOURCE)
        .order_by().values_list("lot").annotate(last=Max("turn"))
    )  # fmt: skip
    Entry.objects.bulk_create(
        [
            entry(
                lot,
                owners[lot],
                programme,
                EntryKind.TRANSFER,
                points,
                at=at,
                source=_SOURCE,
                turn=turns.get(lot, -1) + 1,
            )
            for lot, points in changes
        ]
    )


def settle_all(programme: Programme, *, at: datetime, customers: Sequence[int] | None = None) -> None:
    """Whoever owes on one lot and holds something on another; there are few."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH left_over AS (SELECT m.customer_id, e.lot_id, sum(e.points) AS points
                                  FROM loyalty_entry e JOIN loyalty_member m ON m.id = e.member_id
                                  WHERE e.programme_id = %(programme)s
                                        AND (%(of)s::bigint[] IS NULL OR m.customer_id = ANY(%(of)s::bigint[]))
                                  GROUP BY 1, 2 HAVING sum(e.points) <> 0)
               SELECT customer_id FROM left_over GROUP BY 1 HAVING min(points) < 0 AND max(points) > 0 ORDER BY 1""",
            {"programme": programme.pk, "of": None if customers is None else list(customers)},
        )
        found = [row[0] for row in cursor.fetchall()]
    for customer in found:
        rows = Member.objects.select_for_update(of=("self",)).filter(programme=programme, customer=customer)
        settle(programme, list(rows.order_by("joined_at", "pk")), at=at)
