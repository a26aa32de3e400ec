from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from idic.domain.interact.cases.queries.attainment import MOST
from idic.domain.interact.cases.queries.chosen import Chosen, chosen_cases, counted
from idic.domain.interact.cases.queries.days import start_of
from idic.foundation.accounts.models import User

# Without an answer the wait for one lasts until the end. Pauses of one case never overlap. What was paused before the
# first answer is taken out of the wait for it; what a case stood resolved before it was opened again belongs to its end.
_SPENT = """
WITH c AS (
    SELECT id, mode, received_at, resolved_at, closed_at,
           least(greatest(coalesce(first_response_at, resolved_at), received_at), resolved_at) AS answered_at
    FROM ({cases}) AS chosen
), p AS (
    SELECT c.id,
        sum(least(p.ended_at, c.resolved_at) - p.started_at) FILTER (WHERE p.reason = 'customer') AS customer,
        sum(least(p.ended_at, c.resolved_at) - p.started_at) FILTER (WHERE p.reason IN ('agreed_date', 'third_party'))
            AS others,
        sum(p.ended_at - p.started_at) FILTER (WHERE p.reason = 'ended') AS ended,
        sum(greatest(interval '0', least(p.ended_at, c.answered_at) - p.started_at)) AS unanswered
    FROM cases_casepause p JOIN c ON c.id = p.case_id
    WHERE p.ended_at IS NOT NULL AND p.started_at >= c.received_at AND p.started_at <= c.resolved_at GROUP BY c.id
), h AS (
    SELECT c.mode, {parts}
    FROM (SELECT c.*, coalesce(p.customer, '0') AS customer, coalesce(p.others, '0') AS others,
                 coalesce(p.ended, '0') AS ended, coalesce(p.unanswered, '0') AS unanswered
          FROM c LEFT JOIN p ON p.id = c.id) AS c
)
SELECT mode, count(*), avg(first), avg(work), avg(customer), avg(others), avg(ended),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY total)
FROM h GROUP BY mode
"""
# `extract` would give exact numbers, and take twice as long over two hundred thousand cases.
_HOURS = "greatest(0, date_part('epoch', {what}) / 3600) AS {name}"
_PARTS = {
    "first": "c.answered_at - c.received_at - c.unanswered",
    "work": "c.resolved_at - c.answered_at - (c.customer + c.others + c.ended - c.unanswered)",
    "customer": "c.customer",
    "others": "c.others",
    "ended": "c.ended + coalesce(c.closed_at - c.resolved_at, '0')",
    "total": "c.resolved_at - c.received_at",
}


@dataclass(frozen=True)
class Spent:
    """Hours of the calendar, on average: until the first answer, in hand, waiting for the customer, waiting for others,
    resolved until closed; and the median from receipt to resolution."""

    mode: str
    cases: int
    first: float
    work: float
    customer: float
    others: float
    ended: float
    median: float


def time_spent(user: User, chosen: Chosen, *, since: date) -> list[Spent]:
    """Of the cases resolved since then, the last so many of them where there are more. One statement."""
    cases = counted(chosen_cases(user, chosen)).filter(resolved_at__gte=start_of(since)).order_by("-resolved_at", "-pk")
    asked = cases.values("id", "mode", "received_at", "first_response_at", "resolved_at", "closed_at")[:MOST]
    statement, values = asked.query.sql_with_params()
    parts = ", ".join(_HOURS.format(what=what, name=name) for name, what in _PARTS.items())
    with connection.cursor() as cursor:
        cursor.execute(_SPENT.format(cases=statement, parts=parts), values)
        rows = cursor.fetchall()
    return sorted(
        (Spent(mode, n, *(float(one) for one in hours)) for mode, n, *hours in rows), key=lambda one: -one.cases
    )
