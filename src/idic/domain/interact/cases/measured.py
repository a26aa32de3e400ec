"""Calendars by which cases were measured keep their hours: new ones are a new version."""

from __future__ import annotations

from idic.domain.interact.cases.models import CaseClock
from idic.foundation.calendars.uses import finds_measured


@finds_measured
def measured_with(calendar_id: int) -> bool:
    return CaseClock.objects.filter(calendar_id=calendar_id).exists()
