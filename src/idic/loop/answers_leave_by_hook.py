"""An answer to somebody who wrote by LINE or another messenger goes back over the same one."""

from idic.domain.interact.cases.models import Message
from idic.domain.interact.hooks.operations.sending import queue_answer
from idic.domain.interact.hooks.tasks import deliver_answer
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on
from idic.foundation.jobs.queueing import queue


@on("case.answered", name="answers_leave_by_hook", alone=True)
def answers_leave_by_hook(event: Event) -> None:
    if event.after.get("mode") not in ("messenger", "line"):
        return
    message = Message.objects.filter(pk=event.after.get("message_id")).first()
    delivery = queue_answer(message) if message is not None else None
    if delivery is not None:
        queue(deliver_answer, delivery_id=delivery.pk)
