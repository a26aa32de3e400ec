from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.warehouse.dictionary import size_text
from idic.doors.web.warehouse.views import reading_in_words
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.warehouse.sizes import Difference, differences, disk_use
from idic.warehouse.snapshots import Snapshot, kept_snapshots
from idic.warehouse.star.declaration import Text
from idic.warehouse.star.marts import BY_NAME


@dataclass(frozen=True)
class SnapshotRow:
    snapshot: Snapshot
    rows: str
    change: str
    watermark: str
    reading: str
    whole: str
    alone: str
    before: str
    is_current: bool


@dataclass(frozen=True)
class DifferenceRow:
    title: Text
    name: str
    earlier: str
    later: str
    change: str
    direction: str
    blocks: str


@require_GET
def snapshots(request: SignedInRequest) -> HttpResponse:
    """The kept ones, and what changed between two of them: the newest two unless others are asked for."""
    require(request.user, "warehouse.see")
    kept = kept_snapshots(settings.CONFIGURATION.warehouse_folder)
    use = disk_use(kept)
    names = [one.name for one in kept]
    rows = [
        SnapshotRow(
            one, formats.number(sum(one.rows.values())),
            _change(kept[place + 1] if place + 1 < len(kept) else None, one), formats.number(one.watermark),
            reading_in_words(one),
            size_text(use.whole[one.name]), size_text(use.alone[one.name]),
            names[place + 1] if place + 1 < len(names) else "", place == 0,
        )
        for place, one in enumerate(kept)
    ]  # fmt: skip
    last, days, months = settings.CONFIGURATION.snapshots_kept
    context: dict[str, Any] = {
        "rows": rows, "disk": size_text(use.total), "kept": formats.number(len(kept)),
        "last": formats.number(last), "days": formats.number(days), "months": formats.number(months),
        "compared": _compared(kept, request.GET.get("earlier", ""), request.GET.get("later", "")),
    }  # fmt: skip
    return render(request, "warehouse/snapshots.html", context)


def _change(before: Snapshot | None, after: Snapshot) -> str:
    if before is None:
        return "–"
    difference = sum(after.rows.values()) - sum(before.rows.values())
    return f"{'+' if difference > 0 else ''}{formats.number(difference)}" if difference else "±0"


def _compared(kept: list[Snapshot], earlier: str, later: str) -> dict[str, Any] | None:
    if len(kept) < 2:
        return None
    by_name = {one.name: one for one in kept}
    second = by_name.get(later, kept[0])
    first = by_name.get(earlier, kept[1] if second == kept[0] else kept[-1])
    if first.name > second.name:
        first, second = second, first
    return {"earlier": first, "later": second, "rows": [_row(one) for one in differences(first, second)]}


def _row(one: Difference) -> DifferenceRow:
    known = one.earlier is not None and one.later is not None
    change = (one.later or 0) - (one.earlier or 0)
    sign = "+" if change > 0 else ""
    mart = BY_NAME.get(one.mart)
    return DifferenceRow(
        mart.title if mart else one.mart, one.mart if mart else "",
        formats.number(one.earlier) if one.earlier is not None else "–",
        formats.number(one.later) if one.later is not None else "–",
        f"{sign}{formats.number(change)}" if known and change else "–",
        "up" if change > 0 else "down" if change < 0 else "",
        f"{formats.number(one.blocks)} / {formats.number(one.of)}",
    )  # fmt: skip
