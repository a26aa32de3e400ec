from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def record_export(*, rows: int, file_format: str, filters: Mapping[str, str], by: User) -> None:
    """Personal data leaves the house: who took how much of what is written down before the first byte goes out."""
    require(by, "customer.export")
    append_event(
        NewEvent(
            "customers.exported", "user", by.pk, after={"rows": rows, "format": file_format, "filters": dict(filters)}
        ),
        by=by,
    )
