"""With what an organisation may start that has not said anything yet."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.enums import Measure, Offered
from idic.domain.interact.standards.models import AccessCell, Standard
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.standards.operations.standards import USUAL_LADDER, Said, Scope, create_standard
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

_MODES = (AccessMode.EMAIL, AccessMode.PHONE, AccessMode.COUNTER)
#: Measure, scope, share, minutes of open time (three days of seven hours), what customers count on, what our people do.
_STANDARDS = (
    (
        Measure.FIRST_RESPONSE, Scope(), ".9", 240,
        gettext_noop("A person answers you the same working day."),
        gettext_noop("I answer every new case within four working hours, even when the solution takes longer."),
    ),
    (
        Measure.RESOLUTION, Scope(), ".8", 3 * 7 * 60,
        gettext_noop("What you ask for is done within three working days."),
        gettext_noop("I finish a case within three working days, or tell the customer in time why it takes longer."),
    ),
    (
        Measure.ACKNOWLEDGEMENT, Scope(purpose=Purpose.COMPLAIN), ".95", 60,
        gettext_noop("You hear within one working hour that we have your complaint."),
        gettext_noop("I confirm every complaint within one working hour and say what happens next."),
    ),
)  # fmt: skip


@transaction.atomic
def start_with_defaults(*, since: datetime | None = None, by: User) -> int:
    """Three standards and three ways for every purpose. What has been said already stays as it is; returns how many
    standards were made."""
    require(by, "standard.manage")
    if not AccessCell.objects.exists():
        for mode in _MODES:
            for purpose in Purpose:
                set_cell(mode, purpose, {"offered": Offered.YES}, by=by)
    if Standard.objects.exists():
        return 0
    for measure, scope, share, minutes, customer, staff in _STANDARDS:
        said = Said(Decimal(share), minutes, customer_words=_in_each(customer), staff_words=_in_each(staff),
                    valid_from=since, escalation=USUAL_LADDER)  # fmt: skip
        create_standard(measure, said, scope=scope, by=by)
    return len(_STANDARDS)


def _in_each(text: str) -> dict[str, str]:
    """Where a translation is missing the language is left out: its readers are shown the English one."""
    found = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            told = gettext(text)
        if code == "en" or told != text:
            found[code] = told
    return found
