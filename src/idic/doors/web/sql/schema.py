"""The marts beside the editor: what this reader may ask, with what every column means."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.warehouse.adhoc.marts import readable_marts
from idic.warehouse.errors import WarehouseError
from idic.warehouse.rights import cut_for
from idic.warehouse.snapshots import Snapshot, current_snapshot
from idic.warehouse.star.declaration import UNIT_NAMES


@dataclass(frozen=True)
class ShownColumn:
    name: str
    type: str
    meaning: str
    is_masked: bool


@dataclass(frozen=True)
class ShownMart:
    name: str
    title: str
    grain: str
    rows: int
    columns: list[ShownColumn]


_TYPES = {
    "int64": "whole number", "int32": "whole number", "int16": "whole number", "string": "text", "date32": "day",
    "double": "number", "bool": "true or false", "timestamp": "day and time",
}  # fmt: skip


def snapshot_or_none() -> Snapshot | None:
    try:
        return current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        return None


def shown_marts(user: User, snapshot: Snapshot | None) -> list[ShownMart]:
    if snapshot is None:
        return []
    cut = cut_for(user)
    found = []
    for mart in readable_marts(cut, snapshot):
        masked = (
            set(cut.columns) | ({"facts"} if cut.facts is not None else set()) if mart.name == "customers" else set()
        )
        columns = []
        for column in (one for one in mart.columns if not one.is_for_rights):
            unit = UNIT_NAMES.get(column.unit)
            meaning = f"{column.meaning} {unit}" if unit and column.unit.endswith("_e4") else str(column.meaning)
            columns.append(ShownColumn(column.name, _type(column.type), meaning, column.name in masked))
        found.append(ShownMart(mart.name, str(mart.title), str(mart.grain), snapshot.rows[mart.name], columns))
    return found


def _type(name: str) -> str:
    return {
        "whole number": _("whole number"), "text": _("text"), "day": _("day"), "number": _("number"),
        "true or false": _("true or false"), "day and time": _("day and time"),
    }.get(_TYPES.get(name, ""), name)  # fmt: skip


def cut_in_words(user: User) -> str:
    """What stands over every answer, so that nobody takes a part for the whole."""
    cut = cut_for(user)
    if not cut.customers.is_all or not cut.purchases.is_all:
        return _("You see the rows of the customers within your reach, not of all.")
    if cut.columns or cut.facts is not None:
        return _("All rows, with personal columns masked as your role has them.")
    return ""
