"""The other cases that came from the same address."""

from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.addresses import address_in
from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User

#: So many are given to somebody at a time, the latest first.
MOST = 100


def others_from(case: Case, *, by: User) -> QuerySet[Case]:
    """Open, of nobody that is known, and within the reach of whoever says so."""
    written = {case.contact_address}
    if (address := address_in(case.contact_address)) is not None:
        written.add(address.value)
    found = visible_cases(by, "case.change").filter(
        contact_address__in=written - {""}, customer__isnull=True, state__in=OPEN_STATES
    )
    return found.exclude(pk=case.pk).order_by("-pk")[:MOST]


def count_others(case: Case, *, by: User) -> int:
    """Up to MOST."""
    return others_from(case, by=by).count() if case.contact_address else 0
