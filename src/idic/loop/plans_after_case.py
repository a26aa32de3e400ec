"""After a case is resolved or closed the plans that wait for it begin."""

from idic.domain.interact.plans.enums import Trigger
from idic.domain.interact.plans.operations.starting import start_plans
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.resolved", "case.closed", "case.confirmed", name="plans_after_case")
def plans_after_case(event: Event) -> None:
    start_plans(Trigger.CASE_RESOLVED, Trigger.CASE_CLOSED, case_id=event.subject_id)
