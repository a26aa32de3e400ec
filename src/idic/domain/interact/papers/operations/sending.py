from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.papers.errors import NotSendable
from idic.domain.interact.papers.operations.making import make_letter
from idic.domain.interact.papers.queries.papers import file_of
from idic.domain.interact.papers.rules import waits_for_post
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def send_by_post(case: Case, message: Message, *, on: date, by: User) -> Message:
    """The letter has left the house on that day. One that nobody made from a template is kept as it was printed."""
    row = locked(case, by=by)
    kept = Message.objects.select_for_update().get(pk=message.pk, case=row)
    if not waits_for_post(kept) or on > timezone.localdate():
        raise NotSendable
    if file_of(kept) is None:
        make_letter(kept, by=by)
    kept.delivery = DeliveryState.SENT
    kept.save(update_fields=["delivery"])
    append_event(
        NewEvent(
            "case.letter_sent", "case", row.pk, customer_id=row.customer_id, before={"title": row.title},
            after={"message_id": kept.pk, "starts_on": on.isoformat()},
        ),
        by=by,
    )  # fmt: skip
    return kept
