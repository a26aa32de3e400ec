"""A follow-up that has lost its point, or that the customer does not want any more, ends by itself and says why."""

from idic.domain.interact.plans.operations.ending import begin_again_after_undo, end_pointless
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import caused_by
from idic.foundation.events.subscriptions import on


@on(
    "case.reopened", "case.rejected", "case.deleted", "import.undone", "customer.erased", "customer.restricted",
    "customer.merged", "customer.merge_undone", "consent.withdrawn", "consent.expired", "consent.under_age",
    "consents.imported", "purpose.changed",
    name="plans_end_with_their_cause",
)  # fmt: skip
def plans_end_with_their_cause(event: Event) -> None:
    with caused_by(event.pk):
        if event.verb == "customer.merge_undone" and event.customer_id is not None:
            begin_again_after_undo([event.customer_id])
        end_pointless(None if event.customer_id is None else [event.customer_id])
