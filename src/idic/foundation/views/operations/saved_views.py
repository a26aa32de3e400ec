from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.nouns.registry import noun_of
from idic.foundation.texts import one_line
from idic.foundation.views.enums import Sharing
from idic.foundation.views.errors import ViewNameMissing, ViewNotYours, ViewOutdated
from idic.foundation.views.looks import Look
from idic.foundation.views.models import RoleDefault, SavedView, ViewPreference
from idic.foundation.views.queries.saved_views import access_view, access_views, may_change


@transaction.atomic
def save_view(noun: str, *, name: str, look: Look, sharing: str = Sharing.PRIVATE, by: User) -> SavedView:
    require(by, noun_of(noun).permission("see"))
    sharing = _allowed(sharing, by)
    view = SavedView.objects.create(
        noun=noun, name=_named(name), owner=by, sharing=sharing, team_id=_team(sharing, by), state=look.stored()
    )
    _told("view.created", view, by, after={"name": view.name, "noun": noun, "sharing": sharing})
    return view


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    version: int,
    by: User,
    look: Look | None = None,
    name: str | None = None,
    sharing: str | None = None,
) -> SavedView:
    """What is None stays. A view that somebody else changed meanwhile is never overwritten."""
    locked = _locked(view, by)
    if locked.version != version:
        raise ViewOutdated
    before = {"name": locked.name, "sharing": locked.sharing}
    if look is not None:
        locked.state = look.stored()
    if name is not None:
        locked.name = _named(name)
    if sharing is not None and sharing != locked.sharing:
        locked.sharing = _allowed(sharing, by)
        locked.team_id = _team(locked.sharing, by)
    locked.version += 1
    locked.save()
    _told("view.changed", locked, by, before=before, after={"name": locked.name, "sharing": locked.sharing})
    return locked


@transaction.atomic
def copy_view(view: SavedView, *, name: str, by: User) -> SavedView:
    source = access_view(by, view.noun, view.pk)
    return save_view(source.noun, name=name, look=Look.read(source.state), by=by)


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    locked = _locked(view, by)
    _told("view.deleted", locked, by, before={"name": locked.name, "noun": locked.noun, "state": locked.state})
    locked.delete()


@transaction.atomic
def move_view(view: SavedView, *, step: int, by: User) -> None:
    """One place towards the front (-1) or the end (1) of this person's tabs; nobody else's order moves."""
    ids = list(access_views(by, view.noun).order_by("pk").values_list("pk", flat=True))
    mine, _made = ViewPreference.objects.select_for_update().get_or_create(user=by, noun=view.noun)
    order = [pk for pk in mine.order if pk in ids] + [pk for pk in ids if pk not in mine.order]
    place = order.index(view.pk)
    order.insert(max(0, min(len(order) - 1, place + step)), order.pop(place))
    mine.order = order
    mine.save(update_fields=["order"])


@transaction.atomic
def open_first(noun: str, view: SavedView | None, *, by: User) -> None:
    """The view that opens for this person when none is named; None: the plain list."""
    chosen = access_view(by, noun, view.pk) if view is not None else None
    ViewPreference.objects.update_or_create(user=by, noun=noun, defaults={"default": chosen})


@transaction.atomic
def open_first_for_role(view: SavedView, role: str, *, by: User) -> None:
    """Only a view that everybody sees can be everybody's first."""
    require(by, "view.share")
    if view.sharing != Sharing.PUBLIC:
        raise ViewNotYours
    RoleDefault.objects.update_or_create(role=role, noun=view.noun, defaults={"view": view})
    _told("view.made_default", view, by, after={"name": view.name, "role": role, "noun": view.noun})


def _locked(view: SavedView, by: User) -> SavedView:
    locked = access_views(by, view.noun).select_for_update().filter(pk=view.pk).first()
    if locked is None or not may_change(by, locked):
        raise ViewNotYours
    return locked


def _named(name: str) -> str:
    name = one_line(name, 80)
    if not name:
        raise ViewNameMissing
    return name


def _allowed(sharing: str, by: User) -> str:
    if sharing not in Sharing.values:
        return Sharing.PRIVATE
    if sharing != Sharing.PRIVATE:
        require(by, "view.share")
    return sharing


def _team(sharing: str, by: User) -> int | None:
    return by.team_id if sharing == Sharing.TEAM else None


def _told(
    verb: str,
    view: SavedView,
    by: User,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    append_event(NewEvent(verb, "view", view.pk, before=before or {}, after=after or {}), by=by)
