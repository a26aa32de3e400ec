from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import assign_case
from idic.domain.interact.chat.errors import NobodyWaits
from idic.domain.interact.chat.models import ChatAgent, ChatTalk
from idic.domain.interact.chat.queries.queue import waiting
from idic.domain.interact.chat.rules import require_agent
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def switch_availability(*, is_available: bool, by: User) -> None:
    require_agent(by)
    row, _is_new = ChatAgent.objects.select_for_update().get_or_create(user=by, defaults={"seen_at": timezone.now()})
    if row.is_available != is_available:
        verb = "chat.agent_came" if is_available else "chat.agent_left"
        append_event(NewEvent(verb, "chat_agent", by.pk, before={"name": by.display_name}), by=by)
    row.is_available, row.seen_at = is_available, timezone.now()
    row.save()


def note_agent(user: User) -> None:
    """From every page that asks by itself: whoever has one open is there."""
    ChatAgent.objects.filter(user=user, is_available=True).update(seen_at=timezone.now())


@transaction.atomic
def take_next(*, by: User) -> Case:
    """The visitor who waits longest; two who ask at once get two different ones."""
    require_agent(by)
    talk = waiting(by, permission="case.change").select_for_update(of=("self",), skip_locked=True).first()
    if talk is None:
        raise NobodyWaits
    case = Case.objects.get(pk=talk.case_id)
    return assign_case(case, owner=by, version=case.version, by=by)


@transaction.atomic
def take(talk: ChatTalk, *, by: User) -> Case:
    """A particular one; somebody else may have been quicker."""
    row = (
        waiting(by, permission="case.change")
        .select_for_update(of=("self",), skip_locked=True)
        .filter(pk=talk.pk)
        .first()
    )
    if row is None:
        raise NobodyWaits
    case = Case.objects.get(pk=row.case_id)
    return assign_case(case, owner=by, version=case.version, by=by)
