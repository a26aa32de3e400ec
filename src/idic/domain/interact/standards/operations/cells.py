from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django.db import transaction

from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.enums import Offered
from idic.domain.interact.standards.errors import ComplaintsUnheard, StandardOutdated
from idic.domain.interact.standards.models import AccessCell
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.models import Calendar
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import trimmed

WAYS_TO_COMPLAIN = 2


class CellValues(TypedDict, total=False):
    """Only what is named changes."""

    offered: str
    owner: User | None
    calendar: Calendar | None
    address: str
    is_free: bool
    cost_per_contact: Decimal | None
    note: str


@transaction.atomic
def set_cell(mode: str, purpose: str, values: CellValues, *, version: int | None = None, by: User | None) -> AccessCell:
    """A cell that nobody has spoken of is not offered. Complaints keep two open ways, one of them free: the last ones
    cannot be taken away."""
    if by is not None:
        require(by, "standard.manage")
    if purpose == Purpose.COMPLAIN:
        # two who close one way each at once would leave none
        list(AccessCell.objects.select_for_update().filter(purpose=purpose).order_by("pk"))
    cell, is_made = AccessCell.objects.select_for_update().get_or_create(
        mode=AccessMode(mode), purpose=Purpose(purpose)
    )
    if version is not None and not is_made and cell.version != version:
        raise StandardOutdated
    before, could_complain = _told(cell), complaints_heard()
    for name in ("owner", "calendar", "is_free", "cost_per_contact"):
        if name in values:
            setattr(cell, name, values[name])
    if "offered" in values:
        cell.offered = Offered(values["offered"])
    if "address" in values:
        cell.address = trimmed(values["address"], 300)
    if "note" in values:
        cell.note = trimmed(values["note"], 500)
    old, new = changes_between(before, _told(cell))
    if not new and not is_made:
        return cell
    cell.version += 1
    cell.save()
    if could_complain and not complaints_heard():
        raise ComplaintsUnheard
    append_event(
        NewEvent(
            "access_cell.changed", "access_cell", cell.pk, before={"mode": mode, "purpose": purpose, **old}, after=new
        ),
        by=by,
    )
    return cell


def complaints_heard() -> bool:
    """At least two ways to complain, one of them without cost to the customer."""
    ways = AccessCell.objects.filter(purpose=Purpose.COMPLAIN, offered=Offered.YES).values_list("is_free", flat=True)
    return len(ways) >= WAYS_TO_COMPLAIN and any(ways)


def _told(cell: AccessCell) -> dict[str, object]:
    return {
        "offered": cell.offered, "owner_id": cell.owner_id, "calendar_id": cell.calendar_id, "address": cell.address,
        "is_free": cell.is_free, "cost": None if cell.cost_per_contact is None else str(cell.cost_per_contact),
        "note": cell.note,
    }  # fmt: skip
