from __future__ import annotations

from collections.abc import Mapping

from idic.domain.differentiate.executive.content import Content
from idic.domain.differentiate.executive.figures import FIGURES
from idic.domain.differentiate.models import ExecutiveReading, ExecutiveTarget
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.warehouse.marts.months import month_day

Targets = Mapping[str, list[ExecutiveTarget]]


def newest_reading(user: User) -> tuple[ExecutiveReading, Content] | None:
    require(user, "executive.see")
    found = ExecutiveReading.objects.order_by("-id").first()
    return (found, Content.from_json(found.content)) if found else None


def targets(user: User) -> Targets:
    """Every figure's targets, the newest month first."""
    require(user, "executive.see")
    found: dict[str, list[ExecutiveTarget]] = {figure.code: [] for figure in FIGURES}
    for target in ExecutiveTarget.objects.select_related("changed_by").order_by("-starts_on"):
        found.setdefault(target.figure, []).append(target)
    return found


def target_for(told: Targets, figure: str, month: int) -> ExecutiveTarget | None:
    """The one that holds in a month, counted from the year 0."""
    day = month_day(month)
    return next((target for target in told.get(figure, ()) if target.starts_on <= day), None)
