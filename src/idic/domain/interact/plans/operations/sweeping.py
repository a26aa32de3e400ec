"""Once a day: what lost its point ends, and every plan that is on begins for those whose day has come, and for those for whom
the day before was full."""

from __future__ import annotations

from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.operations.ending import end_pointless
from idic.domain.interact.plans.operations.starting import start_plan


def sweep_plans() -> int:
    """How many began. Each plan in a transaction of its own."""
    end_pointless()
    return sum(start_plan(plan) for plan in Plan.objects.filter(is_on=True, is_archived=False).order_by("pk"))
