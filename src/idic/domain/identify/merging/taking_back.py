"""A merge taken back from the notice that it leaves; at any later time the customer page offers the same."""

from __future__ import annotations

from idic.domain.identify.merging.errors import MergingRefused
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.survivorship import restore_rules
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes


@undoes("customer.merged")
def part_again(event: Event, by: User) -> None:
    merge = Merge.objects.filter(pk=event.after.get("merge")).first()
    if merge is None:
        raise ChangedSince
    try:
        undo_merge(merge, by=by)
    except MergingRefused as refusal:
        raise ChangedSince from refusal


@undoes("survivorship.changed")
def restore(event: Event, by: User) -> None:
    """The orders as they were before; every customer is computed again."""
    restore_rules(int(event.subject_id), by=by)
