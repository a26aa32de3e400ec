from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def record_audit_export(*, rows: int, filters: Mapping[str, str], by: User) -> None:
    """Who took how much of the trail stands in the trail before the first byte goes out."""
    require(by, "audit.see")
    append_event(NewEvent("audit.exported", "user", by.pk, after={"rows": rows, "filters": dict(filters)}), by=by)
