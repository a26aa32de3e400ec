"""After a sale the plans that wait for one begin; whoever was silent and has bought needs no more asking."""

from idic.domain.interact.plans.enums import Trigger
from idic.domain.interact.plans.operations.ending import end_pointless
from idic.domain.interact.plans.operations.starting import start_plans
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("import.purchases", name="plans_after_sale")
def plans_after_sale(event: Event) -> None:
    """A whole import at once. The same file again brings no new purchase, and nothing begins twice."""
    if event.after.get("new") or event.after.get("changed"):
        end_pointless()
        start_plans(Trigger.SALE, batch_id=event.subject_id)
