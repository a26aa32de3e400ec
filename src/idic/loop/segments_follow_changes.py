"""Whoever's data, purchases, tasks, campaigns or consents change is in the segments that fit a moment later."""

from idic.domain.differentiate.operations.changes import put_down
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "customer.created", "customer.changed", "customer.address_added", "customer.address_removed", "customer.assigned",
    "customer.merged", "customer.merge_undone", "customer.rectified", "customer.restriction_lifted", "consent.given",
    "consent.withdrawn", "consent.expired", "consent.of_age", "tag.added", "tag.removed", "value.released",
    "task.created", "task.changed", "task.moved", "task.completed", "task.cancelled", "task.reopened", "task.deleted",
    "task.restored", "follow_up.created", "follow_up.done", "follow_up.cancelled", "follow_up.reopened",
    "follow_up.rescheduled", "import.customers", "import.purchases", "bulk.changed", "bulk.undone",
    name="segments_follow_changes",
)  # fmt: skip
def segments_follow_changes(event: Event) -> None:
    put_down(event)
