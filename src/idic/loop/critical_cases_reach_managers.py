"""A critical case is the manager's business at once, not when its time runs out."""

from idic.domain.interact.cases.clocks.escalating import tell_managers_of
from idic.domain.interact.contact import Priority
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.opened", "case.changed", "case.escalated", name="critical_cases_reach_managers")
def critical_cases_reach_managers(event: Event) -> None:
    """Once for each time that it becomes so."""
    became = event.after.get("priority") == Priority.CRITICAL != event.before.get("priority")
    if became and event.subject_kind == "case" and event.subject_id is not None:
        tell_managers_of(event.subject_id, event_id=event.pk)
