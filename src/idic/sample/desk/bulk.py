from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.jobs.operations.run import perform_job
from idic.foundation.views.looks import Look
from idic.foundation.views.operations.bulk import start_bulk_change
from idic.foundation.views.selections import Selection


@transaction.atomic
def change_many(ids: Iterable[int], act: str, values: dict[str, str], *, by: User) -> None:
    """Done at once: the worker sees the job that is queued with it when it has ended."""
    change = start_bulk_change(Selection("customer", Look(), tuple(ids)), act, values, by=by)
    assert change.job is not None
    perform_job(change.job.pk)
