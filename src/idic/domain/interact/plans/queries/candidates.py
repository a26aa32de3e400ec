"""Of all causes those that call for a follow-up of this plan, one for each customer, the newest; and who of them is left out
and why. Set-based: a temporary table, whatever the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection

from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.errors import ChannelUnknown
from idic.domain.identify.privacy.queries.basis import lock_conditions, verdicts_sql
from idic.domain.interact.plans.channels import use_for
from idic.domain.interact.plans.enums import Trigger, Why
from idic.domain.interact.plans.models import PlanStep, PlanVersion
from idic.domain.interact.plans.queries.causes import Asked, Params, causes

#: Beyond so many the word of everybody is read at once, instead of theirs alone.
_FEW = 5000


@dataclass(frozen=True)
class Candidate:
    customer_id: int
    cause: str
    cause_on: date
    keeper_id: int | None


def collect(
    version: PlanVersion, first: PlanStep, asked: Asked, *, today: date, is_new_only: bool = True, is_judged: bool = True
) -> int:  # fmt: skip
    """Fills `plan_candidate` (until the end of the transaction); returns how many. `why` is empty for who may be started.

    `is_new_only`: without what the plan has begun, or left out, already.
    """
    statement, values = causes(version, first, asked)
    conditions, condition_values = _conditions(version)
    if is_new_only:
        conditions += (
            " AND NOT EXISTS (SELECT FROM plans_start b WHERE b.plan_id = %s AND b.cause = x.cause)"
            " AND NOT EXISTS (SELECT FROM plans_start b WHERE b.plan_id = %s AND b.customer_id = x.customer_id"
            " AND b.cause_on >= x.cause_on AND NOT b.why = ANY(%s))"
        )
        condition_values += [version.plan_id, version.plan_id, [Why.REOPENED.value, Why.CAUSE_GONE.value]]
    judged, judging_values = _judging(version, today=today) if is_judged else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS plan_candidate; CREATE TEMPORARY TABLE plan_candidate ON COMMIT DROP AS"  # noqa: S608
            " SELECT DISTINCT ON (x.customer_id) x.customer_id, x.cause, x.cause_on, c.owner_id AS keeper_id,"
            f" CASE WHEN {lock_conditions()} THEN '{Why.LOCKED}'{judged} ELSE '' END::text AS why"
            f" FROM ({statement}) AS x JOIN identify_customer c ON c.id = x.customer_id"
            " LEFT JOIN differentiate_customerscore s ON s.customer_id = x.customer_id"
            f" WHERE c.merged_into_id IS NULL{conditions}"
            " ORDER BY x.customer_id, x.cause_on DESC, x.cause DESC",
            [*judging_values, *values, *condition_values],
        )
        while cursor.nextset():
            pass
        count = int(cursor.rowcount)
    if count and is_judged and version.use is not None:
        _ask_consent(version, first)
    return count


def fit(limit: int, version: PlanVersion) -> list[Candidate]:
    """By lot, in the same order every time: who waits for tomorrow does so by chance, and not for what they are worth."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id, cause, cause_on, keeper_id FROM plan_candidate WHERE why = ''"
            " ORDER BY cause_on, md5(%s || ':' || customer_id) LIMIT %s",
            [str(version.plan_id), limit],
        )
        return [Candidate(*row) for row in cursor.fetchall()]


def _conditions(version: PlanVersion) -> tuple[str, Params]:
    conditions, values = "", list[object]()
    if version.segment_id is not None:
        conditions += " AND s.segment_ids @> ARRAY[%s]::bigint[]"
        values.append(version.segment_id)
    if version.tiers:
        conditions += " AND s.tier = ANY(%s)"
        values.append(list(version.tiers))
    if version.value_at_least is not None and version.trigger != Trigger.SALE:
        conditions += " AND s.lifetime_value >= %s"
        values.append(version.value_at_least)
    return conditions, values


def _judging(version: PlanVersion, *, today: date) -> tuple[str, Params]:
    """The first that holds is told: what is under way, then the lot."""
    told = (
        f" WHEN EXISTS (SELECT FROM plans_start b WHERE b.plan_id = %s AND b.customer_id = x.customer_id"
        f" AND b.state = 'open') THEN '{Why.OPEN_ALREADY}'"
    )
    values: Params = [version.plan_id]
    if version.gap_days:
        told += (
            " WHEN EXISTS (SELECT FROM interact_followup f WHERE f.customer_id = x.customer_id AND f.state = 'done'"
            f" AND f.outcome LIKE 'reached%%' AND (f.closed_at AT TIME ZONE %s)::date > %s) THEN '{Why.TOO_SOON}'"
        )
        values += [settings.TIME_ZONE, today - timedelta(days=version.gap_days)]
    if version.held_out:
        told += (
            " WHEN ('x' || left(md5('lot:' || %s || ':' || x.customer_id), 8))::bit(32)::bigint %% 100 < %s"
            f" THEN '{Why.HELD_OUT}'"
        )
        values += [version.plan_id, version.held_out]
    return told, values


def _ask_consent(version: PlanVersion, first: PlanStep) -> None:
    """It goes before the lot: those left alone by lot are to be such as could have been asked."""
    assert version.use is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(customer_id) FROM (SELECT customer_id FROM plan_candidate LIMIT %s) t", [_FEW + 1]
        )
        some = cursor.fetchone()[0]
        try:
            use = use_for(version.use, first.method)
        except ChannelUnknown:
            # the purpose was changed after the plan was made
            cursor.execute(
                "UPDATE plan_candidate SET why = %s WHERE why <> %s", [Why.NO_CHANNEL.value, Why.LOCKED.value]
            )
            return
        statement, values = verdicts_sql(use, customers=some if len(some) <= _FEW else None)
        may = [one.value for one in Verdict if one.may]
        cursor.execute(
            f"UPDATE plan_candidate t SET why = v.verdict FROM ({statement}) AS v"  # noqa: S608 - compiled
            f" WHERE v.customer_id = t.customer_id AND t.why <> '{Why.LOCKED}' AND NOT v.verdict = ANY(%s)",
            [*values, may],
        )
