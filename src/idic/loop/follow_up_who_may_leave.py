"""Whom a list of likely leavers names, somebody gets in touch with; who was held out by lot is left alone."""

from django.db import transaction

from idic.domain.differentiate.risk.operations.lists import note_follow_up, waiting_for_follow_up
from idic.domain.interact.enums import FollowUpReason
from idic.domain.interact.errors import InteractError
from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("risk_list.made", name="follow_up_who_may_leave")
def follow_up_who_may_leave(event: Event) -> None:
    """Safe to repeat: an entry that has its follow-up is passed over."""
    for entry in waiting_for_follow_up(event.subject_id):
        kept = entry.risk_list
        if kept.created_by is None:
            return
        try:
            with transaction.atomic():
                made = create_follow_up(
                    entry.customer, owner=kept.owner, due_on=kept.due_on, method=kept.method,
                    reason=FollowUpReason.NO_PURCHASE, by=kept.created_by,
                )  # fmt: skip
                note_follow_up(entry, made.pk)
        except InteractError:
            # locked meanwhile, or out of the owner's reach: the list shows that nobody was told
            continue
