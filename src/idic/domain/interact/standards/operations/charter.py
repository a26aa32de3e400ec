from __future__ import annotations

from django.db import transaction

from idic.domain.interact.standards.models import CharterSettings
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def show_charter(*, is_public: bool, shows_attainment: bool, by: User) -> CharterSettings:
    """What stands outside without a sign-in is for an administrator to say."""
    require(by, "user.manage")
    row, _made = CharterSettings.objects.select_for_update().get_or_create(pk=1)
    before = {"is_public": row.is_public, "shows_attainment": row.shows_attainment}
    after = {"is_public": is_public, "shows_attainment": shows_attainment}
    if before != after:
        row.is_public, row.shows_attainment = is_public, shows_attainment
        row.save()
        append_event(NewEvent("charter.changed", "charter", row.pk, before=before, after=after), by=by)
    return row
