"""An answer in a case that came by fax goes back as one."""

from idic.domain.interact.cases.models import Message
from idic.domain.interact.fax.operations.sending import begin_fax
from idic.domain.interact.fax.tasks import prepare_fax
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on
from idic.foundation.jobs.queueing import queue


@on("case.answered", name="answers_leave_by_fax", alone=True)
def answers_leave_by_fax(event: Event) -> None:
    if event.after.get("mode") != "fax":
        return
    message = Message.objects.filter(pk=event.after.get("message_id")).first()
    sending = begin_fax(message) if message is not None else None
    if sending is not None:
        queue(prepare_fax, sending_id=sending.pk)
