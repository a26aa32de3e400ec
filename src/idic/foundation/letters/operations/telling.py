from __future__ import annotations

from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.letters.enums import TROUBLE, DeliveryState
from idic.foundation.letters.models import Delivery

_VERBS = {
    DeliveryState.SENT: "letter.sent", DeliveryState.FAILED: "letter.failed", DeliveryState.UNSURE: "letter.unsure",
}  # fmt: skip


def tell_state(delivery: Delivery) -> None:
    """In the history of the record; of what did not leave for certain also to whoever wrote it."""
    state = DeliveryState(delivery.state)
    if state not in _VERBS:
        return
    event = _tell(_VERBS[state], delivery, {"error": delivery.error})
    if state in TROUBLE and delivery.created_by_id is not None:
        data: dict[str, object] = {"verb": _VERBS[state]}
        notify(
            [delivery.created_by_id], NotificationKind.CHANGE, noun=delivery.noun, subject_id=delivery.subject_id, data=data,
            event_id=event,
        )  # fmt: skip


def tell_stopped(delivery: Delivery, code: str) -> None:
    delivery.state, delivery.error = DeliveryState.STOPPED, code
    delivery.save(update_fields=["state", "error"])
    _tell("letter.stopped", delivery, {"purpose": delivery.purpose, "reason": code})


def _tell(verb: str, delivery: Delivery, more: dict[str, object]) -> int:
    after = {"delivery_id": delivery.pk, "subject": delivery.subject, **more}
    told = NewEvent(verb, delivery.noun, delivery.subject_id, customer_id=delivery.customer_id, after=after)
    return append_event(told, by=None)
