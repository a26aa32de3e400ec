"""Who says no, or may not be used any more, is out of the running segments of that purpose within seconds."""

from idic.domain.differentiate.operations.leaving import evaluate_purposeful_segments, leave_segments
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "consent.withdrawn", "consent.expired", "consent.under_age", "customer.merged", "customer.merge_undone",
    "customer.restricted", "customer.erased",
    name="leave_segments_without_basis",
)  # fmt: skip
def leave_segments_without_basis(event: Event) -> None:
    if event.customer_id is not None:
        leave_segments(event.customer_id)


@on("consents.imported", "purpose.changed", name="evaluate_segments_after_many_consents")
def evaluate_segments_after_many_consents(event: Event) -> None:
    evaluate_purposeful_segments()
