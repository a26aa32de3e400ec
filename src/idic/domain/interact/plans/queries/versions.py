from __future__ import annotations

from idic.domain.interact.plans.models import Plan, PlanStep, PlanVersion


def newest_version(plan: Plan) -> PlanVersion:
    return PlanVersion.objects.filter(plan=plan).select_related("use").order_by("-number")[0]


def steps_of(version: PlanVersion) -> list[PlanStep]:
    return list(PlanStep.objects.filter(version=version).order_by("place"))
