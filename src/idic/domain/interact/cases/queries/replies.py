"""Canned replies and macros that a user finds: everybody's and those of the own team."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from idic.domain.interact.cases.models import CannedReply, Macro
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may


def replies_for(user: User, text: str = "", *, limit: int = 8) -> list[CannedReply]:
    """Those whose shortcut begins with the text, or whose name holds it."""
    found = CannedReply.objects.filter(_open_to(user), is_archived=False)
    if text:
        found = found.filter(Q(shortcut__istartswith=text) | Q(name__icontains=text))
    return list(found.order_by("name", "pk")[:limit])


def macros_for(user: User, *, limit: int = 20) -> list[Macro]:
    return list(Macro.objects.filter(_open_to(user), is_archived=False).order_by("name", "pk")[:limit])


def kept_replies(user: User) -> QuerySet[CannedReply]:
    """Those that stand on the page where they are kept, the archived ones at the end."""
    return CannedReply.objects.filter(_open_to(user)).select_related("team").order_by("is_archived", "name", "pk")


def kept_macros(user: User) -> QuerySet[Macro]:
    return Macro.objects.filter(_open_to(user)).select_related("team").order_by("is_archived", "name", "pk")


def offered_replies(*kept: int | None) -> QuerySet[CannedReply]:
    """Those in use, and those that the row has already: what was archived since is not lost by saving it."""
    found = Q(is_archived=False) | Q(pk__in=[pk for pk in kept if pk is not None])
    return CannedReply.objects.filter(found).order_by("name", "pk")


def names_of_replies(ids: Iterable[object]) -> dict[int, str]:
    return dict(CannedReply.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def may_keep(user: User, team_id: int | None) -> bool:
    """Everybody's are kept by who leads the standards; a team's by its members who work on cases."""
    return may(user, "standard.manage") or (
        team_id is not None and team_id == user.team_id and may(user, "case.change")
    )


def _open_to(user: User) -> Q:
    if may(user, "standard.manage"):
        return Q()
    return Q(team__isnull=True) | Q(team_id=user.team_id) if user.team_id else Q(team__isnull=True)
