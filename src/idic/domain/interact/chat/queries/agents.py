from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from idic.domain.interact.cases.models import CasePresence
from idic.domain.interact.chat.models import ChatAgent, ChatTalk
from idic.foundation.accounts.models import User

#: Browsers wake a page in the background once a minute.
THERE_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class OnChat:
    name: str
    team: str
    chats: int


def on_chat() -> list[OnChat]:
    """Who takes chats now, with how many they have."""
    open_ones = (
        ChatTalk.objects.filter(ended_at__isnull=True, case__owner=OuterRef("user"))
        .order_by()
        .values("case__owner")
        .annotate(n=Count("pk"))
        .values("n")
    )
    found = (
        ChatAgent.objects.filter(is_available=True, seen_at__gte=timezone.now() - THERE_FOR, user__is_active=True)
        .annotate(chats=Coalesce(Subquery(open_ones), 0))
        .order_by("user__display_name", "pk")
        .values_list("user__display_name", "user__team__name", "chats")
    )
    return [OnChat(name, team or "", chats) for name, team, chats in found[:100]]


def owner_seen_at() -> Combinable:
    """Of a talk: when the one who has it was last seen, taking chats or at its case; nothing where they never were."""
    taking = ChatAgent.objects.filter(user=OuterRef("case__owner")).values("seen_at")[:1]
    looking = CasePresence.objects.filter(case=OuterRef("case"), user=OuterRef("case__owner")).values("seen_at")[:1]
    return Greatest(Subquery(taking), Subquery(looking))


def is_available(user: User) -> bool:
    return ChatAgent.objects.filter(user=user, is_available=True).exists()
