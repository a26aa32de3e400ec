from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.queries.agents import THERE_FOR, owner_seen_at
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import RememberedQuery


def waiting(user: User, *, permission: str = "case.see") -> QuerySet[ChatTalk]:
    """Visitors whom nobody has taken yet, the one who waits longest first."""
    cases = visible_cases(user, permission).filter(state__in=OPEN_STATES, owner__isnull=True)
    return ChatTalk.objects.filter(ended_at__isnull=True, case__in=cases).order_by("pk")


def own_talks(user: User) -> QuerySet[ChatTalk]:
    found = ChatTalk.objects.filter(ended_at__isnull=True, case__owner=user, case__in=visible_cases(user))
    return found.order_by("pk")


def left_alone(user: User) -> QuerySet[ChatTalk]:
    """Of others who are away while their visitor waits: whoever is there may take the case over."""
    cases = visible_cases(user).filter(state__in=OPEN_STATES, waits_for_us=True)
    open_ones = ChatTalk.objects.filter(ended_at__isnull=True, case__in=cases).exclude(case__owner=user)
    away = open_ones.annotate(owner_seen_at=owner_seen_at()).filter(owner_seen_at__lt=timezone.now() - THERE_FOR)
    return away.order_by("pk")


_of_case = RememberedQuery(
    lambda case: ChatTalk.objects.select_related("site").filter(case=case).order_by("pk")[:1], 910_001
)


def talk_of_case(case_id: int) -> ChatTalk | None:
    """`case_id` is of a case that the reader may see."""
    return _of_case.first(case_id)


def access_talk(user: User, pk: int, *, permission: str = "case.see") -> ChatTalk:
    found = ChatTalk.objects.filter(pk=pk, case__in=visible_cases(user, permission)).first()
    if found is None:
        raise NotVisible
    return found
