"""What every write of this room shares: the lock, the event."""

from __future__ import annotations

from collections.abc import Mapping

from idic.domain.interact.plans.errors import PlanArchived, PlanOutdated
from idic.domain.interact.plans.models import Finding, Plan
from idic.domain.interact.plans.rules import MANAGES, visible_findings
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

#: What can happen to a plan and to a finding; doors word each of them.
VERBS = frozenset({
    "follow_up_plan.created", "follow_up_plan.changed", "follow_up_plan.switched_on", "follow_up_plan.switched_off",
    "follow_up_plan.archived", "follow_up_plan.restored", "follow_up_plan.stopped",
    "finding.added", "finding.given", "finding.closed", "finding.case_opened",
})  # fmt: skip


def locked_plan(plan: Plan, *, version: int | None, by: User) -> Plan:
    require(by, MANAGES)
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if version is not None and row.version != version:
        raise PlanOutdated
    return row


def living(plan: Plan) -> Plan:
    if plan.is_archived:
        raise PlanArchived
    return plan


def locked_finding(finding: Finding, *, by: User) -> Finding:
    """Its reach is checked on the row as it is now; whoever it was given to may always see to it."""
    require(by, "follow_up.change")
    if not visible_findings(by, "follow_up.change").filter(pk=finding.pk).exists():
        raise NotVisible
    return Finding.objects.select_for_update(of=("self",)).select_related("follow_up", "customer").get(pk=finding.pk)


def record_plan(
    verb: str, plan: Plan, *, by: User | None, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    told = {"title": plan.name, **(after or {})}
    return append_event(NewEvent(verb, "follow_up_plan", plan.pk, before=before or {}, after=told), by=by)


def record_finding(
    verb: str, finding: Finding, *, by: User | None, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    return append_event(
        NewEvent(verb, "finding", finding.pk, customer_id=finding.customer_id, before=before or {}, after=after or {}),
        by=by,
    )
