from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from idic.domain.interact.standards.models import Executive
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def name_executives(people: Iterable[User], *, by: User) -> None:
    """Those and nobody else; named by nobody, the managers stand for them."""
    require(by, "standard.manage")
    before = sorted(Executive.objects.select_for_update().values_list("pk", flat=True))
    after = sorted({one.pk for one in people if one.is_active})
    if before == after:
        return
    Executive.objects.exclude(pk__in=after).delete()
    Executive.objects.bulk_create([Executive(pk=one) for one in after], ignore_conflicts=True)
    append_event(
        NewEvent("executives.named", "executives", 1, before={"people": before}, after={"people": after}), by=by
    )
