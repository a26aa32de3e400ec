from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.papers.errors import NotSendable
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


def waits_for_post(message: Message) -> bool:
    return (
        message.kind == MessageKind.OUTBOUND
        and message.mode == AccessMode.LETTER
        and message.delivery != DeliveryState.SENT
    )


@transaction.atomic
def send_by_post(case: Case, message: Message, *, on: date, by: User) -> Message:
    """The letter has left the house on that day."""
    row = locked(case, by=by)
    kept = Message.objects.select_for_update().get(pk=message.pk, case=row)
    if not waits_for_post(kept) or on > timezone.localdate():
        raise NotSendable
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
