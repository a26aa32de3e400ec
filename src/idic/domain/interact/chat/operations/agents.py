from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
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
    return _taken(waiting(by, permission="case.change"), by)


@transaction.atomic
def take(talk: ChatTalk, *, by: User) -> Case:
    """A particular one; somebody else may have been quicker."""
    return _taken(waiting(by, permission="case.change").filter(pk=talk.pk), by)


def _taken(talks: QuerySet[ChatTalk], by: User) -> Case:
    # with its case, and waiting for neither
    talk = talks.select_related("case").select_for_update(of=("self", "case"), skip_locked=True, no_key=True).first()
    # looked at again behind the lock: it may have been somebody else's until a moment ago, who has it now
    case = Case.objects.filter(pk=talk.case_id, owner__isnull=True).first() if talk is not None else None
    if case is None:
        raise NobodyWaits
    return assign_case(case, owner=by, version=case.version, by=by)
