"""An answer in a case that came by e-mail goes out by e-mail."""

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.answered", name="answers_leave_by_mail", alone=True)
def answers_leave_by_mail(event: Event) -> None:
    message = Message.objects.filter(pk=event.after.get("message_id")).first()
    if message is not None:
        queue_message(message)
