"""Deadlines of complaints that are under way follow the hours of the house and what law or charter say, at once."""

from idic.domain.interact.complaints.operations.step_dues import keep_all_step_dues
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "calendar.changed", "calendar.day_added", "calendar.day_removed", "calendar.holidays_taken", "calendar.made_default",
    "complaint_deadline.set", "complaint_deadline.taken_back",
    name="steps_follow_hours", alone=True,
)  # fmt: skip
def steps_follow_hours(event: Event) -> None:
    keep_all_step_dues()
