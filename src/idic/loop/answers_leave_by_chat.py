"""An answer in a chat whose visitor has gone goes to the address that was left."""

from idic.domain.interact.chat.operations.ending import mail_unread
from idic.domain.interact.chat.queries.queue import talk_of_case
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.answered", name="answers_leave_by_chat", alone=True)
def answers_leave_by_chat(event: Event) -> None:
    talk = talk_of_case(event.subject_id) if event.after.get("mode") == "chat" else None
    if talk is not None:
        mail_unread(talk)
