"""Who should have been followed up, by what the plan says now, and was not: the causes of a period against what began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.interact.plans.models import Plan, PlanVersion
from idic.domain.interact.plans.queries.candidates import collect
from idic.domain.interact.plans.queries.causes import Asked
from idic.domain.interact.plans.queries.preview import Named, names
from idic.domain.interact.plans.queries.versions import steps_of
from idic.foundation.accounts.models import User

CONTACTED, RUNNING, NEVER = "contacted", "running", "never"


@dataclass(frozen=True)
class Coverage:
    """`missed`: why -> how many were neither contacted nor are about to be; `never` where nothing began at all."""

    asked: int = 0
    contacted: int = 0
    running: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)
    first_missed: Sequence[Named] = ()


@transaction.atomic
def coverage(plan: Plan, version: PlanVersion, user: User, *, since: date, until: date) -> Coverage:
    """Counted from the day on which it was switched on; nothing where it never was."""
    if plan.on_since is None:
        return Coverage()
    begins = max(since, timezone.localdate(plan.on_since))
    asked = Asked(begins, until, after=plan.on_since)
    if begins > until or not collect(
        version, steps_of(version)[0], asked, today=until, is_new_only=False, is_judged=False
    ):
        return Coverage()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH told AS (UPDATE plan_candidate t SET why = coalesce((SELECT CASE"
            " WHEN EXISTS (SELECT FROM plans_touch h JOIN interact_followup f ON f.id = h.follow_up_id"
            "              WHERE h.start_id = b.id AND f.state = 'done') THEN %s"
            " WHEN b.state = 'open' THEN %s ELSE b.why END"
            " FROM plans_start b WHERE b.plan_id = %s AND b.customer_id = t.customer_id AND b.cause_on >= t.cause_on"
            " ORDER BY b.cause_on LIMIT 1), %s) RETURNING t.why)"
            " SELECT why, count(*) FROM told GROUP BY why ORDER BY count(*) DESC, why",
            [CONTACTED, RUNNING, plan.pk, NEVER],
        )
        counted = dict(cursor.fetchall())
    missed = {why: n for why, n in counted.items() if why not in (CONTACTED, RUNNING)}
    first = names(
        user,
        f"SELECT customer_id, cause_on, why FROM plan_candidate WHERE why NOT IN ('{CONTACTED}', '{RUNNING}')",  # noqa: S608
    )
    return Coverage(sum(counted.values()), counted.get(CONTACTED, 0), counted.get(RUNNING, 0), missed, first)
