"""What came of a plan in a period: how many began, were contacted in time and reached, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q

from idic.domain.interact.plans.enums import FindingKind, Why
from idic.domain.interact.plans.models import Finding, Plan
from idic.methods.proportion import Difference, Proportion, difference, wilson

WINDOW_DAYS = 90
#: Fewer than so many on a side say nothing about the effect.
LEAST = 30
TOO_YOUNG, NOBODY_HELD_OUT, TOO_FEW = "too_young", "nobody_held_out", "too_few"


@dataclass(frozen=True)
class Results:
    """`in_time` of the touches that were done or whose day has passed; `reached` of those done. None where there are none.

    A touch that was withdrawn because it had lost its point counts on neither side.
    """

    begun: int
    running: int
    gone_through: int
    due: int
    in_time: Proportion | None
    done: int
    reached: Proportion | None
    findings: int
    open: int
    closed: int
    praise: int

    @property
    def closed_share(self) -> Proportion | None:
        asked = self.open + self.closed
        return wilson(self.closed, asked) if asked else None


@dataclass(frozen=True)
class Bought:
    """Bought within 90 days after: of those with whom it began, and of those left alone by lot. `why` says why no effect
    is told."""

    begun: int
    share: Proportion | None
    held_out: int
    held_share: Proportion | None
    effect: Difference | None
    why: str = ""


def results(plan: Plan, *, since: date, until: date) -> Results:
    is_open, is_praise = Q(closed_at__isnull=True), Q(kind=FindingKind.SATISFIED)
    of_plan = Finding.objects.filter(
        follow_up__touch__start__plan=plan, follow_up__touch__start__started_on__range=(since, until)
    )
    found = of_plan.aggregate(
        findings=Count("pk"), open=Count("pk", filter=is_open), praise=Count("pk", filter=is_praise),
        closed=Count("pk", filter=~is_open & ~is_praise),
    )  # fmt: skip
    begun, running, gone_through, due, in_time, done, reached = _counted(plan, since, until)
    return Results(
        begun, running, gone_through, due, wilson(in_time, due) if due else None, done,
        wilson(reached, done) if done else None, **found,
    )  # fmt: skip


def bought_after(plan: Plan, *, today: date) -> Bought:
    """Only of those for whom all 90 days have passed. Whoever was left out for another reason than the lot differs from the
    others, and whoever was reached differs from whoever was not: neither is compared."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.state = 'left_out' AS held, count(*), count(*) FILTER (WHERE EXISTS ("
            " SELECT FROM sales_purchase p WHERE p.customer_id = b.customer_id AND p.kind = 'sale'"
            " AND p.at >= (b.started_on + 1)::timestamp AT TIME ZONE %s"
            " AND p.at < (b.started_on + 1 + %s)::timestamp AT TIME ZONE %s))"
            " FROM plans_start b WHERE b.plan_id = %s AND b.started_on < %s AND (b.state <> 'left_out' OR b.why = %s)"
            " GROUP BY 1",
            [settings.TIME_ZONE, WINDOW_DAYS, settings.TIME_ZONE, plan.pk, today - timedelta(days=WINDOW_DAYS),
             Why.HELD_OUT.value],
        )  # fmt: skip
        counted = {held: (n, k) for held, n, k in cursor.fetchall()}
    begun, came = counted.get(False, (0, 0))
    held, came_alone = counted.get(True, (0, 0))
    share = wilson(came, begun) if begun else None
    held_share = wilson(came_alone, held) if held else None
    if share is None or held_share is None:
        return Bought(begun, share, held, held_share, None, TOO_YOUNG if share is None else NOBODY_HELD_OUT)
    if min(begun, held) < LEAST:
        return Bought(begun, share, held, held_share, None, TOO_FEW)
    return Bought(begun, share, held, held_share, difference(held_share, share))


def _counted(plan: Plan, since: date, until: date) -> tuple[int, int, int, int, int, int, int]:
    """Starts: begun, running, gone through; touches: due, in time, done, reached."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT b.id), count(DISTINCT b.id) FILTER (WHERE b.state = 'open'),"
            " count(DISTINCT b.id) FILTER (WHERE b.state = 'done'),"
            " count(*) FILTER (WHERE f.state = 'done' OR f.state = 'open' AND f.due_on < %s),"
            " count(*) FILTER (WHERE f.state = 'done' AND (f.closed_at AT TIME ZONE %s)::date <= f.due_on),"
            " count(*) FILTER (WHERE f.state = 'done'),"
            " count(*) FILTER (WHERE f.state = 'done' AND f.outcome LIKE 'reached%%')"
            " FROM plans_start b LEFT JOIN plans_touch h ON h.start_id = b.id"
            " LEFT JOIN interact_followup f ON f.id = h.follow_up_id"
            " WHERE b.plan_id = %s AND b.started_on BETWEEN %s AND %s AND b.state <> 'left_out'",
            [until, settings.TIME_ZONE, plan.pk, since, until],
        )
        begun, running, gone_through, due, in_time, done, reached = cursor.fetchone()
        return begun, running, gone_through, due, in_time, done, reached
