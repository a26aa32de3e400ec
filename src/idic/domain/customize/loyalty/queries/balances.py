"""What a customer has: always the sum of the ledger, over all the memberships that merges brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet, Sum
from django.utils import timezone

from idic.domain.customize.loyalty.arithmetic import Held
from idic.domain.customize.loyalty.models import Entry, Member, Programme
from idic.domain.customize.loyalty.queries.acts import acts
from idic.domain.identify.models import Customer

LATEST = 8


@dataclass(frozen=True)
class Expiring:
    on: date
    points: int


@dataclass
class Standing:
    """`expiring` are the days on which something lapses, the nearest first."""

    programme: Programme
    joined_at: datetime
    is_member: bool
    points: int = 0
    expiring: list[Expiring] = field(default_factory=list)

    @property
    def next(self) -> Expiring | None:
        return self.expiring[0] if self.expiring else None


def balance(programme: Programme, customer: Customer) -> int:
    rows = Entry.objects.filter(programme=programme, member__customer=customer)
    return int(rows.aggregate(sum=Sum("points"))["sum"] or 0)


def held(members: Sequence[Member], *, at: datetime | None = None) -> list[Held]:
    """Lots that hold something or owe something. With `at` as they could be used at that moment: what had not been earned
    is left out, and so is what had expired; what has expired since counts as if it had not."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.id, l.member_id,
                      sum(e.points) - coalesce(sum(e.points) FILTER (WHERE e.kind = 'expire' AND e.at > %(at)s::timestamptz), 0),
                      l.earned_at, l.expires_on
               FROM loyalty_entry e JOIN loyalty_lot l ON l.id = e.lot_id
               WHERE e.member_id = ANY(%(members)s) GROUP BY l.id HAVING sum(e.points) <> 0 OR %(at)s::timestamptz IS NOT NULL""",
            {"members": [one.pk for one in members], "at": at},
        )
        found = [Held(*row) for row in cursor.fetchall()]
    if at is None:
        return found
    today = timezone.localdate(at, timezone.get_default_timezone())
    usable = [one for one in found if one.earned_at <= at and (one.expires_on is None or one.expires_on >= today)]
    return [one for one in usable if one.points > 0] + [one for one in found if one.points < 0]


def standings(customer: Customer) -> list[Standing]:
    """Of each programme in which the customer is or was, by its name. Two queries."""
    found: dict[int, Standing] = {}
    members = (
        Member.objects.filter(customer=customer).select_related("programme").order_by("programme__name", "joined_at")
    )
    for one in members:
        known = found.setdefault(one.programme_id, Standing(one.programme, one.joined_at, is_member=False))
        known.is_member = known.is_member or one.left_at is None
    if not found:
        return []
    for programme_id, expires_on, points in _sums(customer):
        standing = found[programme_id]
        standing.points += points
        if expires_on is not None and points > 0:
            standing.expiring.append(Expiring(expires_on, points))
    return list(found.values())


def latest_acts(customer: Customer, *, limit: int = LATEST) -> list[Entry]:
    return list(acts_of_customer(customer).order_by("-at", "-pk")[:limit])


def acts_of_customer(customer: Customer) -> QuerySet[Entry]:
    return acts(Entry.objects.filter(member__customer=customer).select_related("programme", "user"))


def _sums(customer: Customer) -> list[tuple[int, date | None, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.programme_id, l.expires_on, sum(e.points)
               FROM loyalty_member m JOIN loyalty_entry e ON e.member_id = m.id JOIN loyalty_lot l ON l.id = e.lot_id
               WHERE m.customer_id = %s GROUP BY 1, 2 ORDER BY 2 NULLS LAST""",
            [customer.pk],
        )
        return [(programme, day, int(points)) for programme, day, points in cursor.fetchall()]
