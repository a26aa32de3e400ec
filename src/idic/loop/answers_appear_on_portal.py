"""An answer in a case of the portal stands there at once; a mail says that there is one."""

from idic.domain.interact.cases.models import Message
from idic.domain.interact.portal.telling import tell_of_answer
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.answered", name="answers_appear_on_portal")
def answers_appear_on_portal(event: Event) -> None:
    message = Message.objects.select_related("case__customer").filter(pk=event.after.get("message_id")).first()
    if message is not None:
        tell_of_answer(message)
