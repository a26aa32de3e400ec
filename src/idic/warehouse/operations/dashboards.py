from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.views.enums import Sharing
from idic.warehouse.models import Dashboard, DashboardTile, SavedQuestion, TileSize
from idic.warehouse.operations.sharing import allowed_sharing, named, team_of
from idic.warehouse.queries.questions import access_dashboards, access_question, may_change
from idic.warehouse.questions.errors import NotYours, Outdated, TooManyParts

MOST_TILES = 12


@transaction.atomic
def create_dashboard(*, name: str, by: User, sharing: str = Sharing.PRIVATE) -> Dashboard:
    require(by, "question.ask")
    sharing = allowed_sharing(sharing, by=by)
    dashboard = Dashboard.objects.create(name=named(name), owner=by, sharing=sharing, team_id=team_of(sharing, by=by))
    _told("dashboard.created", dashboard, by, after={"name": dashboard.name, "sharing": sharing})
    return dashboard


@transaction.atomic
def change_dashboard(
    dashboard: Dashboard, *, version: int, by: User, name: str | None = None, sharing: str | None = None
) -> Dashboard:
    locked = _locked(dashboard, by)
    if locked.version != version:
        raise Outdated
    before = {"name": locked.name, "sharing": locked.sharing}
    if name is not None:
        locked.name = named(name)
    if sharing is not None and sharing != locked.sharing:
        locked.sharing = allowed_sharing(sharing, by=by)
        locked.team_id = team_of(locked.sharing, by=by)
    after = {"name": locked.name, "sharing": locked.sharing}
    if before == after:
        return locked
    _counted(locked)
    _told("dashboard.changed", locked, by, before=before, after=after)
    return locked


@transaction.atomic
def add_tile(dashboard: Dashboard, question: SavedQuestion, *, by: User, size: str = TileSize.MEDIUM) -> DashboardTile:
    """At the end. Whoever opens the dashboard without the right to see the question sees an empty place."""
    locked = _locked(dashboard, by)
    shown = access_question(by, question.pk)
    places = list(locked.tiles.values_list("place", flat=True))
    if len(places) >= MOST_TILES:
        raise TooManyParts(MOST_TILES)
    tile = DashboardTile.objects.create(
        dashboard=locked, question=shown, place=max(places, default=0) + 1, size=TileSize(size)
    )
    _counted(locked)
    _told("dashboard.tile_added", locked, by, after={"name": locked.name, "question": shown.name})
    return tile


@transaction.atomic
def arrange_tiles(dashboard: Dashboard, tiles: Sequence[tuple[int, str]], *, version: int, by: User) -> Dashboard:
    """`tiles` are the tiles that stay, in their order, each with its size; the others are taken off."""
    locked = _locked(dashboard, by)
    if locked.version != version:
        raise Outdated
    known = {tile.pk: tile for tile in locked.tiles.all()}
    before = [[tile.pk, tile.size] for tile in known.values()]
    asked = [(pk, TileSize(size).value) for pk, size in tiles if pk in known]
    if before == [list(one) for one in asked]:
        return locked
    for place, (pk, size) in enumerate(asked, 1):
        known[pk].place, known[pk].size = place, size
    kept = [known[pk] for pk, _size in asked]
    DashboardTile.objects.bulk_update(kept, ["place", "size"])
    locked.tiles.exclude(pk__in=[tile.pk for tile in kept]).delete()
    _counted(locked)
    _told(
        "dashboard.arranged", locked, by, before={"name": locked.name, "tiles": len(before)},
        after={"name": locked.name, "tiles": len(kept)},
    )  # fmt: skip
    return locked


@transaction.atomic
def delete_dashboard(dashboard: Dashboard, *, by: User) -> int:
    """Its questions stay. It can be taken back. Returns the event."""
    locked = _locked(dashboard, by)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=["deleted_at"])
    return _told("dashboard.deleted", locked, by, before={"name": locked.name})


@undoes("dashboard.deleted")
def restore_dashboard(event: Event, by: User) -> None:
    dashboard = Dashboard.objects.select_for_update().filter(pk=event.subject_id).first()
    if dashboard is None or dashboard.deleted_at is None or not may_change(by, dashboard):
        raise ChangedSince
    dashboard.deleted_at = None
    dashboard.save(update_fields=["deleted_at"])
    _told("dashboard.restored", dashboard, by, after={"name": dashboard.name})


def _counted(dashboard: Dashboard) -> None:
    dashboard.version += 1
    dashboard.save()


def _locked(dashboard: Dashboard, by: User) -> Dashboard:
    locked = access_dashboards(by).select_for_update().filter(pk=dashboard.pk).first()
    if locked is None or not may_change(by, locked):
        raise NotYours
    return locked


def _told(
    verb: str,
    dashboard: Dashboard,
    by: User,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> int:
    return append_event(NewEvent(verb, "dashboard", dashboard.pk, before=before or {}, after=after or {}), by=by)
