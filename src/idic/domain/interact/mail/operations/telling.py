from __future__ import annotations

from idic.domain.interact.cases.models import Case
from idic.domain.interact.mail.models import OutgoingMail
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.events.operations.append import NewEvent, append_event


def tell_not_delivered(mail: OutgoingMail, after: dict[str, object]) -> None:
    """In the history of the case and to whoever has it, or wrote the mail."""
    case = Case.objects.get(pk=mail.message.case_id)
    event = append_event(
        NewEvent(
            "case.delivery_failed", "case", case.pk, customer_id=case.customer_id, before={"title": case.title},
            after={"message_id": mail.message_id, **after},
        ),
        by=None,
    )  # fmt: skip
    people = {one for one in (case.owner_id, mail.message.author_id) if one is not None}
    data: dict[str, object] = {"verb": "case.delivery_failed", "title": case.title}
    notify(sorted(people), NotificationKind.CHANGE, noun="case", subject_id=case.pk, data=data, event_id=event)
