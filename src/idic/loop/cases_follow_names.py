"""Whoever is renamed or joined with somebody is found in the inbox by the name of today."""

from idic.domain.interact.cases.operations.following_names import find_by_name_of
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on(
    "customer.changed", "customer.merged", "customer.merge_undone", "customer.rectified", name="cases_follow_names",
    alone=True,
)  # fmt: skip
def cases_follow_names(event: Event) -> None:
    if event.customer_id is not None and (event.verb != "customer.changed" or "name" in event.after):
        find_by_name_of(event.customer_id)
