from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.domain.interact.chat.models import ChatAgent, ChatSite
from idic.domain.interact.chat.queries.agents import THERE_FOR
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.queries.clocks import clock_of


def access_sites(user: User) -> QuerySet[ChatSite]:
    require(user, "channel.manage")
    return ChatSite.objects.select_related("team", "topic", "calendar")


def access_site(user: User, pk: int) -> ChatSite:
    found = access_sites(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def site_of(key: str) -> ChatSite | None:
    """As a visitor names it; None where there is none."""
    return ChatSite.objects.select_related("team", "topic").filter(key=key[:32]).first()


def is_open(site: ChatSite) -> bool:
    """Within its hours, and somebody is there. A team's chats are taken by its own people, or by who is in none."""
    now = timezone.now()
    if not site.is_active or (site.calendar_id is not None and not clock_of(site.calendar_id).is_open(now)):
        return False
    there = ChatAgent.objects.filter(is_available=True, seen_at__gte=now - THERE_FOR, user__is_active=True)
    if site.team_id is not None:
        there = there.filter(Q(user__team=site.team_id) | Q(user__team__isnull=True))
    return there.exists()
