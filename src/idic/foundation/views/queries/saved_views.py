from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.registry import noun_of
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.remembered import RememberedQuery
from idic.foundation.views.enums import Sharing
from idic.foundation.views.models import RoleDefault, SavedView, ViewPreference


@dataclass(frozen=True)
class Tabs:
    """The views of a noun in this person's order, and which of them opens when none is named."""

    views: tuple[SavedView, ...]
    default: SavedView | None


def access_views(user: User, noun: str) -> QuerySet[SavedView]:
    return _shared(noun, user.pk, user.team_id)


def _shared(noun: str, user_id: int, team_id: int | None) -> QuerySet[SavedView]:
    shared = Q(sharing=Sharing.PUBLIC) | Q(owner_id=user_id)
    if team_id is not None:
        shared |= Q(sharing=Sharing.TEAM, team_id=team_id)
    return SavedView.objects.filter(shared, noun=noun)


def access_view(user: User, noun: str, pk: int) -> SavedView:
    found = access_views(user, noun).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def may_change(user: User, view: SavedView) -> bool:
    return view.owner_id == user.pk or (view.sharing != Sharing.PRIVATE and may(user, "view.share"))


def _told(noun: str, role: str, user_id: int, team_id: int | None = None) -> QuerySet[Any]:
    mine = ViewPreference.objects.filter(user_id=user_id, noun=noun)
    return (
        _shared(noun, user_id, team_id)
        .annotate(
            places=Subquery(mine.values("order")[:1]),
            my_default=Subquery(mine.values("default")[:1]),
            is_role_default=Exists(RoleDefault.objects.filter(role=role, noun=noun, view=OuterRef("pk"))),
        )
        .order_by("pk")
    )


_for_one = RememberedQuery(_told, "a noun", "a role", 910_001)
_for_member = RememberedQuery(_told, "a noun", "a role", 910_001, 910_002)


def tabs_of(user: User, noun: str) -> Tabs:
    """One query at most."""
    noun_of(noun)
    return kept(("tabs", noun, user.role, user.pk, user.team_id), lambda: _tabs_of(user, noun))


def _tabs_of(user: User, noun: str) -> Tabs:
    if user.team_id is None:
        found = _for_one(noun, user.role, user.pk)
    else:
        found = _for_member(noun, user.role, user.pk, user.team_id)
    if not found:
        return Tabs((), None)
    order = found[0].places or []
    found.sort(key=lambda view: (order.index(view.pk) if view.pk in order else len(order), view.pk))
    default = next((view for view in found if view.pk == view.my_default), None)
    return Tabs(tuple(found), default or next((view for view in found if view.is_role_default), None))


def all_views(noun: str) -> QuerySet[SavedView]:
    """Everybody's, for what asks who names a field."""
    return SavedView.objects.filter(noun=noun)
