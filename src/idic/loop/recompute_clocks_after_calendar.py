"""Promises that still run follow the new hours of their calendar at once; what was measured stays."""

from idic.domain.interact.cases.clocks.recomputing import recompute_clocks
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "calendar.changed", "calendar.day_added", "calendar.day_removed", "calendar.holidays_taken",
    name="recompute_clocks_after_calendar",
)  # fmt: skip
def recompute_clocks_after_calendar(event: Event) -> None:
    recompute_clocks(event.subject_id)
