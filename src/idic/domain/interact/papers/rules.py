from __future__ import annotations

from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Message
from idic.domain.interact.contact import AccessMode

#: The source of messages that were scanned here.
SOURCE = "letter"


def waits_for_post(message: Message) -> bool:
    return (
        message.kind == MessageKind.OUTBOUND
        and message.mode == AccessMode.LETTER
        and message.delivery != DeliveryState.SENT
    )
