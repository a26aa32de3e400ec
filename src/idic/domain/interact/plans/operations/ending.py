"""What has begun and lost its point ends by itself, with the reason: set-based, for some customers or for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.privacy.queries.basis import lock_conditions
from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.operations.planned import put_back_on_list, take_from_list
from idic.domain.interact.plans.enums import StartState, Trigger, Why
from idic.domain.interact.plans.models import Plan, Start, Touch
from idic.domain.interact.plans.operations.rows import locked_plan, record_plan
from idic.domain.interact.plans.queries.word import begun_against_their_word
from idic.foundation.accounts.models import User


@transaction.atomic
def end_pointless(customers: Sequence[int] | None = None) -> int:
    """Returns how many ended. Safe to repeat."""
    return _end({**begun_against_their_word(customers), **_pointless(customers)})


@transaction.atomic
def stop_begun(plan: Plan, *, version: int, by: User) -> int:
    """Whatever the plan has begun ends now, for every customer; returns for how many. What was done stays."""
    row = locked_plan(plan, version=version, by=by)
    open_ones = Start.objects.filter(plan=row, state=StartState.OPEN).values_list("pk", flat=True)
    ended = _end(dict.fromkeys(open_ones, Why.STOPPED.value))
    if ended:
        record_plan("follow_up_plan.stopped", row, by=by, after={"count": ended})
    return ended


def _end(found: Mapping[int, str]) -> int:
    starts = {
        one.pk: one
        for one in Start.objects.select_for_update(of=("self",))
        .filter(pk__in=found, state=StartState.OPEN)
        .order_by("pk")
    }
    touches = Touch.objects.filter(start__in=starts, follow_up__state=FollowUpState.OPEN)
    take_from_list({pk: found[start] for pk, start in touches.values_list("follow_up_id", "start_id")})
    now = timezone.now()
    for pk, start in starts.items():
        start.state, start.why, start.ended_at = StartState.ENDED, found[pk], now
    Start.objects.bulk_update(starts.values(), ["state", "why", "ended_at"])
    return len(starts)


@transaction.atomic
def begin_again_after_undo(customers: Sequence[int]) -> int:
    """Two customers are two again: what ended because both were one goes on."""
    ended = Start.objects.select_for_update(of=("self",)).filter(
        customer__in=customers, state=StartState.ENDED, why=Why.MERGED
    )
    again = [
        one
        for one in ended.order_by("pk")
        if not Start.objects.filter(plan=one.plan_id, customer=one.customer_id, state=StartState.OPEN).exists()
    ]
    touches = Touch.objects.filter(start__in=again, follow_up__closed_by=None).values_list("start_id", "follow_up_id")
    newest = dict(touches.order_by("pk"))
    put_back_on_list(list(newest.values()))
    Start.objects.filter(pk__in=newest).update(state=StartState.OPEN, why="", ended_at=None)
    return len(newest)


def _pointless(customers: Sequence[int] | None) -> dict[int, str]:
    """Start -> why. The person's data goes first, then what the plan was about."""
    narrowed, values = ("", []) if customers is None else (" AND b.customer_id = ANY(%s)", [list(customers)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id, why FROM (
                SELECT b.id, CASE
                    WHEN {lock_conditions()} THEN '{Why.LOCKED}'
                    WHEN EXISTS (SELECT FROM plans_start o WHERE o.plan_id = b.plan_id AND o.customer_id = b.customer_id
                                 AND o.state = 'open' AND o.id < b.id) THEN '{Why.MERGED}'
                    WHEN v.trigger = '{Trigger.SILENCE}' AND EXISTS (
                        SELECT FROM sales_purchase n WHERE n.customer_id = b.customer_id AND n.kind = 'sale'
                        AND n.at >= (split_part(b.cause, ':', 2)::date + 1)::timestamp AT TIME ZONE %s)
                        THEN '{Why.BOUGHT}'
                    WHEN v.trigger = '{Trigger.SALE}' AND NOT EXISTS (
                        SELECT FROM sales_purchase p WHERE p.id = split_part(b.cause, ':', 2)::bigint)
                        THEN '{Why.CAUSE_GONE}'
                    WHEN v.trigger IN ('{Trigger.CASE_RESOLVED}', '{Trigger.CASE_CLOSED}') AND NOT EXISTS (
                        SELECT FROM cases_case k WHERE k.id = split_part(b.cause, ':', 2)::bigint
                        AND k.state IN ('resolved', 'closed') AND k.deleted_at IS NULL
                        AND k.reopened = split_part(b.cause, ':', 3)::int) THEN '{Why.REOPENED}'
                    WHEN v.trigger = '{Trigger.CONTRACT}'
                        AND c.facts ->> split_part(b.cause, ':', 2) IS DISTINCT FROM split_part(b.cause, ':', 3)
                        THEN '{Why.RENEWED}'
                    END AS why
                FROM plans_start b JOIN plans_planversion v ON v.id = b.version_id
                JOIN identify_customer c ON c.id = b.customer_id
                WHERE b.state = 'open'{narrowed}) AS t
            WHERE why IS NOT NULL
            """,  # noqa: S608 - our own words alone
            [settings.TIME_ZONE, *values],
        )
        return dict(cursor.fetchall())
