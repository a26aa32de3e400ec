from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from idic.domain.identify.linkage.models import Label
from idic.domain.identify.models import Source
from idic.foundation.accounts.models import User
from idic.foundation.jobs.progress import Progress
from idic.sample.identity.guests import CODE, make_guests
from idic.sample.identity.matching import make_labels, make_run
from idic.sample.identity.merges import make_merges
from idic.sample.identity.schedules import make_schedule


def make_identity(staff: Sequence[User], *, progress: Progress) -> None:
    """Once, and before scores are computed: whoever is one by now is scored as one. The run stands outside of the
    transactions, so that its steps are seen while it works."""
    manager, service = staff[0], staff[1]
    with transaction.atomic():
        if not Source.objects.filter(code=CODE).exists():
            make_merges(service)
            make_guests(manager)
            make_schedule(manager)
    if not Label.objects.filter(by__in=staff).exists():
        make_labels(make_run(manager, progress=progress), by=service)
