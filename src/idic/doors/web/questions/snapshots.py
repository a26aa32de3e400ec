"""A question asked as of an earlier day: which snapshots may be chosen, and what the page says about the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from idic.foundation.languages import formats
from idic.warehouse.snapshots import current_name, kept_moments, moment_of


@dataclass(frozen=True)
class AsOf:
    """`name` is empty where the newest figures are asked. `choices` has the name and moment of every other snapshot."""

    name: str
    moment: datetime | None
    is_gone: bool
    choices: list[tuple[str, str]]


def as_of(name: str) -> AsOf:
    """Reads names of folders only."""
    warehouse = settings.CONFIGURATION.warehouse_folder
    newest, kept = current_name(warehouse), kept_moments(warehouse)
    choices = [(one, formats.moment(moment)) for one, moment in kept.items() if one != newest or one == name]
    return AsOf(name, moment_of(name) if name else None, bool(name) and name not in kept, choices)
