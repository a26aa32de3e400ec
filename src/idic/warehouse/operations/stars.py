"""The dashboards that one person wants at hand. Like every star it is their own affair and leaves no event."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Star
from idic.warehouse.models import Dashboard
from idic.warehouse.queries.questions import STARRED, access_dashboard


@transaction.atomic
def star_dashboard(dashboard: Dashboard, *, by: User) -> None:
    found = access_dashboard(by, dashboard.pk)
    made = Star(user=by, noun=STARRED, subject_id=found.pk, created_at=timezone.now())
    Star.objects.bulk_create([made], ignore_conflicts=True)


@transaction.atomic
def unstar_dashboard(dashboard: Dashboard, *, by: User) -> None:
    """Also where it can no longer be seen."""
    Star.objects.filter(user=by, noun=STARRED, subject_id=dashboard.pk).delete()
