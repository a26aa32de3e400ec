"""What all that belongs together is worth: an organisation with those below it, a household with its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach, visible_customers
from idic.foundation.accounts.models import User

_NOW = "(r.starts_on IS NULL OR r.starts_on <= %s) AND (r.ends_on IS NULL OR r.ends_on > %s)"

# UNION drops whoever was met already: each counts once, and a walk ends.
_ORGANISATION = f"""
WITH RECURSIVE tree AS (
    SELECT %s::bigint AS id
    UNION
    SELECT r.source_id FROM identify_relation r JOIN tree ON r.target_id = tree.id
    WHERE r.type = 'part_of' AND {_NOW}
), people AS (
    SELECT DISTINCT r.source_id AS id FROM identify_relation r JOIN tree ON r.target_id = tree.id
    WHERE r.type = 'works_at' AND %s AND {_NOW}
), part AS (
    SELECT id, CASE WHEN id = %s THEN 'own' ELSE 'subsidiaries' END AS name FROM tree
    UNION ALL
    SELECT id, 'people' FROM people WHERE id NOT IN (SELECT id FROM tree)
)
"""  # noqa: S608 - put together from this module's own texts
_HOUSEHOLD = f"""
WITH part AS (
    SELECT r.customer_id AS id, 'members' AS name FROM identify_householdmember r
    WHERE r.household_id = %s AND {_NOW}
)
"""  # noqa: S608 - put together from this module's own texts
_SUMS = """
SELECT part.name, count(*), count(*) FILTER (WHERE v.id IS NULL), count(s.customer_id),
       sum(s.monetary), sum(s.lifetime_value), sum(s.frequency), max(s.last_at)
FROM part
LEFT JOIN ({visible}) AS v(id) ON v.id = part.id
LEFT JOIN differentiate_customerscore s ON s.customer_id = v.id
GROUP BY part.name
"""


@dataclass(frozen=True)
class RollUpLine:
    """`hidden` of the customers are out of the reader's reach: counted, and in no sum. `scored` have figures."""

    part: str
    customers: int = 0
    hidden: int = 0
    scored: int = 0
    net_spend: Decimal | None = None
    lifetime_value: Decimal | None = None
    purchases: int | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class RollUp:
    """No customer stands in two lines, so that the total is their sum. An amount is None where nobody has one."""

    lines: list[RollUpLine]

    @property
    def total(self) -> RollUpLine:
        return RollUpLine(
            "total",
            sum(line.customers for line in self.lines),
            sum(line.hidden for line in self.lines),
            sum(line.scored for line in self.lines),
            _sum([line.net_spend for line in self.lines]),
            _sum([line.lifetime_value for line in self.lines]),
            sum(line.purchases for line in self.lines if line.purchases is not None),
            max((line.last_on for line in self.lines if line.last_on is not None), default=None),
        )


def organisation_roll_up(user: User, customer: Customer, *, today: date, with_people: bool = True) -> RollUp:
    """Itself, every organisation below it and, where asked, the persons who work there today. One query."""
    days: list[int | date | bool] = [today, today]
    return _rolled_up(
        user,
        _ORGANISATION,
        [customer.pk, *days, with_people, *days, customer.pk],
        ("own", "subsidiaries", "people") if with_people else ("own", "subsidiaries"),
    )


def household_roll_up(user: User, household_id: int, *, today: date) -> RollUp:
    """Its members of today. One query."""
    return _rolled_up(user, _HOUSEHOLD, [household_id, today, today], ("members",))


def _rolled_up(user: User, parts: str, parameters: list[int | date | bool], names: tuple[str, ...]) -> RollUp:
    """The scores of customers that `customer.see` and `value.see` both reach."""
    seen = visible_customers(user).filter(reach(user, "value.see")).order_by().values("pk")
    try:
        visible, visible_parameters = seen.query.sql_with_params()
    except EmptyResultSet:
        visible, visible_parameters = "SELECT NULL::bigint WHERE FALSE", ()
    with connection.cursor() as cursor:
        cursor.execute(parts + _SUMS.format(visible=visible), [*parameters, *visible_parameters])
        found = {row[0]: RollUpLine(*row) for row in cursor.fetchall()}
    return RollUp([found.get(name, RollUpLine(name)) for name in names])


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
