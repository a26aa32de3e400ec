"""Whom a plan would have started, had it been on: by the customers, scores and consents of this moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.plans.models import PlanStep, PlanVersion
from idic.domain.interact.plans.queries.candidates import collect
from idic.domain.interact.plans.queries.causes import Asked
from idic.domain.interact.plans.queries.versions import steps_of
from idic.foundation.accounts.models import User

DAYS, NAMES = 30, 20
#: So many are asked whether the reader may see them.
_LOOKED_AT = 200


@dataclass(frozen=True)
class Named:
    customer: Customer
    cause_on: date
    why: str = ""


@dataclass(frozen=True)
class Preview:
    """`busiest` is the most that would have begun on one day."""

    begun: int
    left_out: Sequence[tuple[str, int]]
    busiest: int
    first: Sequence[Named]


@transaction.atomic
def preview(version: PlanVersion, user: User, *, today: date, steps: Sequence[PlanStep] = ()) -> Preview:
    first = (steps or steps_of(version))[0]
    asked = Asked(today - timedelta(days=DAYS - 1), today)
    collect(version, first, asked, today=today, is_new_only=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT why, cause_on, count(*) FROM plan_candidate GROUP BY why, cause_on")
        counted = cursor.fetchall()
    busiest = max((n for why, _day, n in counted if not why), default=0)
    totals = Counter[str]()
    for why, _day, n in counted:
        totals[why] += n
    left_out = sorted(((why, n) for why, n in totals.items() if why), key=lambda one: (-one[1], one[0]))
    named = names(user, "SELECT customer_id, cause_on, why FROM plan_candidate WHERE why = ''")
    return Preview(totals[""], left_out, busiest, named)


def names(user: User, statement: str) -> list[Named]:
    """The first of a select of (customer_id, cause_on, why), the newest first, as far as the reader sees customers."""
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY cause_on DESC, customer_id LIMIT %s", [_LOOKED_AT])
        found = cursor.fetchall()
    seen = visible_customers(user).only("name").in_bulk([pk for pk, _cause_on, _why in found])
    return [Named(seen[pk], cause_on, why) for pk, cause_on, why in found if pk in seen][:NAMES]
