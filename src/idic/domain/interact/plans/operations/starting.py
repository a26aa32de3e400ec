from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.interact.operations.planned import Planned, put_on_list
from idic.domain.interact.plans.enums import PlanKind, StartState, Trigger, Why
from idic.domain.interact.plans.models import Plan, PlanStep, PlanVersion, Start, Touch
from idic.domain.interact.plans.operations.owners import Owners
from idic.domain.interact.plans.queries.candidates import Candidate, collect, fit
from idic.domain.interact.plans.queries.causes import Asked
from idic.domain.interact.plans.queries.versions import newest_version, steps_of
from idic.domain.interact.plans.timing import clock_for, days_after, days_before
from idic.foundation.calendars.working_days import add_working_days

#: A cause that nobody has followed up for so long is cold.
FRESH_DAYS = 14

_REASONS: dict[str, str] = {
    Trigger.SALE: "after_sale", Trigger.CASE_RESOLVED: "after_case", Trigger.CASE_CLOSED: "after_case",
    Trigger.SILENCE: "no_purchase", Trigger.CONTRACT: "contract_end",
    Trigger.CYCLE: "other",
}  # fmt: skip
_REASONS_BY_KIND: dict[str, str] = {PlanKind.TRANSACTION: "current_transaction", PlanKind.USE: "use"}


def start_plans(
    *triggers: str, batch_id: int | None = None, case_id: int | None = None, customers: list[int] | None = None
) -> int:  # fmt: skip
    """Of every plan that is on and waits for this. Safe to repeat."""
    on = Plan.objects.filter(is_on=True, is_archived=False).order_by("pk")
    return sum(
        start_plan(plan, triggers=triggers, batch_id=batch_id, case_id=case_id, customers=customers) for plan in on
    )


@transaction.atomic
def start_plan(
    plan: Plan, *, triggers: tuple[str, ...] = (), batch_id: int | None = None, case_id: int | None = None,
    customers: list[int] | None = None,
) -> int:  # fmt: skip
    """How many began. Those for whom the day is full wait for tomorrow; whoever is left out is kept with the reason."""
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    version = newest_version(row)
    if not row.is_on or row.on_since is None or (triggers and version.trigger not in triggers):
        return 0
    today, steps = timezone.localdate(), steps_of(version)
    since = max(timezone.localdate(row.on_since), today - timedelta(days=FRESH_DAYS))
    asked = Asked(
        since, today, after=row.on_since, batch_id=batch_id, case_id=case_id, customers=customers, is_live=True
    )
    if not collect(version, steps[0], asked, today=today):
        return 0
    _leave_out(version, today)
    begun = Start.objects.filter(plan=row, started_on=today).exclude(state=StartState.LEFT_OUT).count()
    return _begin(row, version, steps[0], fit(max(0, version.per_day - begun), version), today=today)


def due_day(version: PlanVersion, step: PlanStep, cause_on: date, *, today: date) -> date:
    """Never before the working day on which it is put on the list."""
    clock = clock_for(version)
    if version.trigger == Trigger.CONTRACT and step.place == 1:
        day = days_before(cause_on, step.days, version.day_kind, clock)
    else:
        day = days_after(cause_on, step.days, version.day_kind, clock)
    return max(day, add_working_days(today, 0, clock))


def reason_of(plan: Plan, version: PlanVersion) -> str:
    return _REASONS_BY_KIND.get(plan.kind) or _REASONS[version.trigger]


def _leave_out(version: PlanVersion, today: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_start (plan_id, version_id, customer_id, cause, cause_on, state, why, started_on, ended_at)"
            " SELECT %s, %s, customer_id, cause, cause_on, %s, why, %s, %s FROM plan_candidate WHERE why <> ''"
            " ON CONFLICT DO NOTHING",
            [version.plan_id, version.pk, StartState.LEFT_OUT.value, today, timezone.now()],
        )


def _begin(plan: Plan, version: PlanVersion, step: PlanStep, chosen: list[Candidate], *, today: date) -> int:
    owners = Owners(version) if chosen else None
    starts, hands = list[Start](), list[int]()
    for one in chosen:
        owner = owners.of(one.keeper_id) if owners else None
        start = Start(plan=plan, version=version, customer_id=one.customer_id, cause=one.cause, cause_on=one.cause_on,
                      started_on=today)  # fmt: skip
        if owner is None:
            start.state, start.why, start.ended_at = StartState.LEFT_OUT, Why.NO_OWNER, timezone.now()
        starts.append(start)
        hands.append(owner or 0)
    made = Start.objects.bulk_create(starts)
    running = [(start, owner) for start, owner in zip(made, hands, strict=True) if owner]
    follow_ups = put_on_list(
        [
            Planned(start.customer_id, owner, due_day(version, step, start.cause_on, today=today), step.method,
                    reason_of(plan, version), told={"plan": plan.name})
            for start, owner in running
        ]
    )  # fmt: skip
    Touch.objects.bulk_create(
        [
            Touch(start=start, step=step, follow_up=follow_up)
            for (start, _owner), follow_up in zip(running, follow_ups, strict=True)
        ]
    )
    return len(running)
