from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.views.looks import Look
from idic.foundation.views.operations.bulk import bulk_job, start_bulk_change
from idic.foundation.views.selections import Selection


@transaction.atomic
def change_many(ids: Iterable[int], act: str, values: dict[str, str], *, by: User) -> None:
    """Done at once: the job that is queued with it is seen by the worker when nothing is left to do."""
    change = start_bulk_change(Selection("customer", Look(), tuple(ids)), act, values, by=by)
    bulk_job(SilentProgress(), {"change": change.pk})
