"""A live chat ends when what it is about is done."""

from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.operations.ending import end_talk
from idic.domain.interact.chat.queries.queue import talk_of_case
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.resolved", "case.closed", "case.merged", "case.deleted", name="chats_end_with_their_case", alone=True)
def chats_end_with_their_case(event: Event) -> None:
    is_gone = event.verb != "case.merged" or "merged_into_id" in event.after
    talk = talk_of_case(event.subject_id) if is_gone else None
    if talk is not None and talk.is_live:
        end_talk(talk, EndedBy.AGENT)
