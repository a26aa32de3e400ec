from __future__ import annotations

from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.operations.telling import tell_not_delivered
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line


def report(sending: FaxSending, state: FaxState | None, words: str) -> None:
    """What the gateway says, told on the answer. The caller holds the transaction and the row.

    Told twice it is one; a fax that arrived stays so whatever comes late; one that failed may arrive at a later attempt.
    """
    now = timezone.now()
    FaxGateway.objects.filter(pk=sending.gateway_id).update(last_report_at=now)
    if sending.state == FaxState.DELIVERED or (state == FaxState.FAILED and sending.state == FaxState.FAILED):
        return
    sending.said, sending.reported_at = one_line(words, 300), now
    if state is not None:
        sending.state = state
    sending.save(update_fields=["state", "said", "reported_at"])
    if state is None:
        return
    message, case = sending.message, sending.message.case
    is_there = state == FaxState.DELIVERED
    Message.objects.filter(pk=message.pk).update(delivery=DeliveryState.SENT if is_there else DeliveryState.FAILED)
    if is_there:
        append_event(
            NewEvent(
                "case.fax_delivered", "case", case.pk, customer_id=case.customer_id, before={"title": case.title},
                after={"message_id": message.pk},
            ),
            by=None,
        )  # fmt: skip
        return
    mail = OutgoingMail.objects.select_related("message").get(message=message)
    tell_not_delivered(mail, {"state": str(DeliveryState.FAILED), "addresses": [sending.number], "said": sending.said})
