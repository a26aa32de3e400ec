from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.differentiate.operations.refresh import start_refresh
from idic.domain.differentiate.queries.refreshes import open_refresh_job
from idic.doors.web.refresh.panel import shown_job
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.warehouse.dictionary import KIND_ICONS, KINDS, lineage, readers, rows_text, shown_columns, size_text
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.queries.roles import all_roles
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.queries.timeline import count_after
from idic.foundation.languages import formats
from idic.warehouse.errors import NoSnapshot, SnapshotDamaged
from idic.warehouse.sizes import disk_use
from idic.warehouse.snapshots import Snapshot, current_snapshot, kept_snapshots
from idic.warehouse.star.declaration import Kind, Mart, Text
from idic.warehouse.star.marts import BY_NAME, MARTS

# More than this is "many": nobody waits for an exact count.
_COUNTED = 10_000


@dataclass(frozen=True)
class MartCard:
    mart: Mart
    rows: str
    columns: int


@dataclass(frozen=True)
class Group:
    title: Text
    text: Text
    icon: str
    cards: list[MartCard]


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "warehouse.see")
    snapshot = published()
    context: dict[str, Any] = {
        "snapshot": snapshot, "job": _job(), "may_refresh": may(request.user, "refresh.run"), "groups": _groups(snapshot),
    }  # fmt: skip
    if snapshot is not None:
        kept = kept_snapshots(settings.CONFIGURATION.warehouse_folder)
        context |= {
            "kept": formats.number(len(kept)), "disk": size_text(disk_use(kept).total),
            "rows": formats.number(sum(snapshot.rows.values())), "events": events_since(snapshot),
            "reading": reading_in_words(snapshot),
        }  # fmt: skip
    return render(request, "warehouse/overview.html", context)


@require_GET
def mart(request: SignedInRequest, name: str) -> HttpResponse:
    require(request.user, "warehouse.see")
    if name not in BY_NAME:
        raise NotVisible
    shown = BY_NAME[name]
    snapshot = published()
    roles = all_roles()
    title, _text = KINDS[shown.kind]
    context = {
        "mart": shown, "kind": title, "icon": KIND_ICONS[shown.kind], "columns": shown_columns(shown, roles),
        "readers": readers(shown, roles), "lineage": lineage(shown), "snapshot": snapshot,
        "rows": formats.number(snapshot.rows[name]) if snapshot and name in snapshot.rows else "–",
        "blocks": formats.number(len(snapshot.files.get(name, {})) - 1) if snapshot and name in snapshot.files else "–",
    }  # fmt: skip
    return render(request, "warehouse/mart.html", context)


@require_POST
def refresh(request: SignedInRequest) -> HttpResponse:
    require(request.user, "refresh.run")
    start_refresh(by=request.user)
    messages.success(request, _("The refresh is on its way. Go on working: the figures change when it is done."))
    return redirect("warehouse:overview" if may(request.user, "warehouse.see") else "home")


def published() -> Snapshot | None:
    try:
        return current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except (NoSnapshot, SnapshotDamaged):
        return None


def events_since(snapshot: Snapshot) -> str:
    newer = count_after(snapshot.watermark, limit=_COUNTED + 1)
    return (
        formats.number(newer) if newer <= _COUNTED else _("more than %(count)s") % {"count": formats.number(_COUNTED)}
    )


def reading_in_words(snapshot: Snapshot) -> str:
    reading = snapshot.reading or {}
    if not reading:
        return ""
    if reading["full"]:
        return _("Everything was read anew: %(blocks)s blocks.") % {"blocks": formats.number(reading["read"])}
    return _("Only what had changed was read: %(read)s blocks anew, %(linked)s shared with the snapshot before.") % {
        "read": formats.number(reading["read"]), "linked": formats.number(reading["linked"]),
    }  # fmt: skip


def _job() -> Any:
    job = open_refresh_job()
    return shown_job(job) if job else None


def _groups(snapshot: Snapshot | None) -> list[Group]:
    rows = snapshot.rows if snapshot else {}
    found = []
    for kind in (Kind.FACT, Kind.DIMENSION, Kind.COMPUTED):
        title, text = KINDS[kind]
        cards = [
            MartCard(one, rows_text(rows.get(one.name)) if snapshot else "", len(one.columns))
            for one in MARTS
            if one.kind == kind
        ]
        found.append(Group(title, text, KIND_ICONS[kind], cards))
    return found
