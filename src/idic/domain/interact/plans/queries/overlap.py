"""Which other plans the same sale, case or contract begins. Told and not forbidden: a call after a sale and a question about
its use some weeks later are two plans."""

from __future__ import annotations

from idic.domain.interact.plans.enums import Trigger
from idic.domain.interact.plans.models import Plan, PlanVersion
from idic.domain.interact.plans.rules import visible_plans
from idic.foundation.accounts.models import User

_MOST = 100
_OF_CASES = {Trigger.CASE_RESOLVED, Trigger.CASE_CLOSED}


def also_begun(user: User, version: PlanVersion) -> list[Plan]:
    """Those that are on. Two statements."""
    others = list(
        visible_plans(user)
        .filter(is_on=True, is_archived=False)
        .exclude(pk=version.plan_id)
        .order_by("name", "pk")[:_MOST]
    )
    newest = PlanVersion.objects.filter(plan__in=others).select_related("category").order_by("plan_id", "-number")
    met = {one.plan_id for one in newest.distinct("plan_id") if _meet(one, version)}
    return [one for one in others if one.pk in met]


def _meet(one: PlanVersion, other: PlanVersion) -> bool:
    """Whether there can be a cause of both. Amounts and segments tell nothing: a customer may be in each."""
    if one.trigger != other.trigger and not {one.trigger, other.trigger} <= _OF_CASES:
        return False
    if one.trigger == Trigger.CYCLE:  # each has its own days, by lot
        return False
    same = (
        (one.topic_id, other.topic_id), (one.case_purpose, other.case_purpose), (one.attribute, other.attribute),
        (one.silent_days, other.silent_days),
    )  # fmt: skip
    if any(a and b and a != b for a, b in same) or (one.tiers and other.tiers and not {*one.tiers} & {*other.tiers}):
        return False
    if one.category is None or other.category is None:
        return True
    paths = sorted([f"{one.category.path} / ", f"{other.category.path} / "], key=len)
    return paths[1].startswith(paths[0])
