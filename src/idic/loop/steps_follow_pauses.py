"""Steps of complaints are due later while their case stands still: the list of what is overdue follows at once."""

from idic.domain.interact.complaints.operations.step_dues import keep_step_dues_of
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "case.paused", "case.resumed", "case.resolved", "case.closed", "case.rejected", "case.reopened", "case.changed",
    "case.merged", "case.unmerged",
    name="steps_follow_pauses", alone=True,
)  # fmt: skip
def steps_follow_pauses(event: Event) -> None:
    keep_step_dues_of([event.subject_id])
