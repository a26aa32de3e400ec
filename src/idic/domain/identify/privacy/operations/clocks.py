from __future__ import annotations

from django.db import transaction

from idic.domain.identify.privacy.models import Jurisdiction, RequestClock
from idic.domain.identify.privacy.queries.clocks import clock_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between

FIELDS = ("days", "months", "extension_days", "extension_months", "breach_hours")


@transaction.atomic
def change_clock(
    law: Jurisdiction,
    *,
    days: int,
    months: int,
    extension_days: int,
    extension_months: int,
    breach_hours: int,
    by: User,
) -> RequestClock:
    """For requests and incidents that come from now on: those that run keep the day that they were given."""
    require(by, "privacy.manage")
    clock = RequestClock.objects.select_for_update().get(pk=clock_of(law).pk)
    before = {name: getattr(clock, name) for name in FIELDS}
    after = {
        "days": days, "months": months, "extension_days": extension_days, "extension_months": extension_months,
        "breach_hours": breach_hours,
    }  # fmt: skip
    for name, value in after.items():
        setattr(clock, name, value)
    clock.save()
    was, became = changes_between(before, after)
    append_event(NewEvent("request_clock.changed", "request_clock", clock.pk, before=was, after=became), by=by)
    return clock
