from __future__ import annotations

from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.enums import RecipientState
from idic.domain.interact.mail.models import OutgoingMail, Recipient
from idic.domain.interact.mail.operations.telling import tell_not_delivered
from idic.domain.interact.mail.parsing.parsed import Bounce


def mark_bounced(bounce: Bounce) -> Message | None:
    """None where nothing of ours came back. A report that names no recipient speaks of all of them."""
    mail = OutgoingMail.objects.select_for_update().filter(header_id__in=bounce.message_ids).order_by("pk").first()
    if mail is None:
        return None
    back = dict(bounce.failed)
    sent = list(Recipient.objects.filter(mail=mail))
    named = [one for one in sent if one.address.lower() in back]
    if not named and back:
        return None
    hit = [one for one in named or sent if one.state in (RecipientState.SENT, RecipientState.UNSURE)]
    for one in hit:
        one.state, one.at, one.said = RecipientState.BOUNCED, timezone.now(), back.get(one.address.lower(), "")[:300]
        one.save(update_fields=["state", "at", "said"])
    if not hit:
        return mail.message
    good = any(one.state == RecipientState.SENT for one in sent)
    state = DeliveryState.PARTLY if good else DeliveryState.BOUNCED
    Message.objects.filter(pk=mail.message_id).update(delivery=state)
    tell_not_delivered(mail, {"state": state, "addresses": [one.address for one in hit]})
    return mail.message
