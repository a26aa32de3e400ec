from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.enums import StartState
from idic.domain.interact.plans.models import Finding, Plan, PlanVersion, Start, Touch
from idic.domain.interact.plans.rules import visible_plans
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

LATELY_DAYS = 30


@dataclass(frozen=True)
class Counts:
    running: int = 0
    lately: int = 0


def access_plans(user: User, *, archived: bool = False) -> QuerySet[Plan]:
    return visible_plans(user).filter(is_archived=archived)


def access_plan(user: User, pk: int) -> Plan:
    found = visible_plans(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def newest_versions(plans: Sequence[Plan]) -> dict[int, PlanVersion]:
    found = PlanVersion.objects.filter(plan__in=plans).order_by("plan_id", "-number").distinct("plan_id")
    return {one.plan_id: one for one in found}


def versions_of(plan: Plan) -> list[PlanVersion]:
    """The newest first."""
    named = (
        "calendar", "segment", "category", "topic", "owner", "team", "use", "created_by",
    )  # fmt: skip
    return list(PlanVersion.objects.filter(plan=plan).select_related(*named).order_by("-number")[:50])


def counts_of(plans: Sequence[Plan], *, today: date) -> dict[int, Counts]:
    """What runs, and what began in the last 30 days."""
    since = today - timedelta(days=LATELY_DAYS - 1)
    rows = (
        Start.objects.filter(plan__in=plans)
        .exclude(state=StartState.LEFT_OUT)
        .order_by()
        .values_list("plan_id")
        .annotate(
            running=Count("pk", filter=Q(state=StartState.OPEN)), lately=Count("pk", filter=Q(started_on__gte=since))
        )
    )
    return {pk: Counts(running, lately) for pk, running, lately in rows}


def plans_to_choose(user: User) -> list[Plan]:
    return list(access_plans(user).only("name").order_by("name", "pk")[:100])


def touch_of(follow_up: FollowUp) -> Touch | None:
    named = ("start__plan", "start__version", "step")
    return Touch.objects.filter(follow_up=follow_up.pk).select_related(*named).first()


def findings_of(follow_up: FollowUp) -> list[Finding]:
    return list(
        Finding.objects.filter(follow_up=follow_up.pk).select_related("owner").order_by("created_at", "pk")[:20]
    )
