"""The days of customers read once, for all that one refresh makes of them."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from idic.warehouse.customer_days.reading import ReadDays, read_days
from idic.warehouse.marts.summed_days import FIGURES
from idic.warehouse.snapshots import Snapshot


def held_days(snapshot: Snapshot, *, until: date, currency: str) -> ReadDays | None:
    """Those of purchases that name no customer come first. None where the installation works with Spark: then nothing of the
    size of the base is held by us."""
    if settings.CONFIGURATION.warehouse_engine == "spark":
        return None
    return read_days(snapshot, "sales", *FIGURES, until=until, currency=currency, nobody=True)
