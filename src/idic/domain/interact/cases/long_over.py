"""Until when what a customer says belongs to a case that has ended: later it is a new one, which points to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from idic.domain.interact.cases.enums import ENDED_STATES
from idic.domain.interact.cases.models import Case

GOES_ON_FOR = timedelta(days=30)


def is_long_over(case: Case, *, now: datetime | None = None) -> bool:
    """Its clocks would go on where they stopped, and it would count as not solved, for a question of another year."""
    ended = case.resolved_at or case.closed_at
    return case.state in ENDED_STATES and ended is not None and (now or timezone.now()) - ended > GOES_ON_FOR
