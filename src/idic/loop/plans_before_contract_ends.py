"""A contract was written down whose end is near, or has another end now."""

from idic.domain.interact.plans.enums import Trigger
from idic.domain.interact.plans.operations.ending import end_pointless
from idic.domain.interact.plans.operations.starting import start_plans
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("customer.created", "customer.changed", name="plans_before_contract_ends")
def plans_before_contract_ends(event: Event) -> None:
    """What many customers brought at once is found by the sweep of the morning."""
    if event.customer_id is not None and "facts" in {**event.before, **event.after}:
        end_pointless([event.customer_id])
        start_plans(Trigger.CONTRACT, customers=[event.customer_id])
