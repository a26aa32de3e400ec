from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from idic.domain.identify.privacy.models import Breach
from idic.foundation.accounts.models import User
from idic.sample.privacy.breaches import make_breach
from idic.sample.privacy.consents import make_consents, make_opt_ins
from idic.sample.privacy.notices import make_notice
from idic.sample.privacy.registers import make_registers
from idic.sample.privacy.requests import make_requests
from idic.sample.privacy.retention import make_dry_run
from idic.sample.privacy.segments import make_segment


@transaction.atomic
def make_privacy(staff: Sequence[User], *, today: date) -> bool:
    """All of it or nothing, and once. Requests come last: the copy of the data then tells what else was made here."""
    if Breach.objects.filter(created_by__in=staff).exists():
        return False
    manager, service = staff[0], staff[1]
    make_consents(service, notice=make_notice(manager), today=today)
    make_opt_ins(service)
    make_segment(manager)
    make_registers(manager, today=today)
    make_dry_run(manager, today=today)
    make_breach(manager)
    make_requests(manager, today=today)
    return True
