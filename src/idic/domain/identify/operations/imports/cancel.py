from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import ImportNotOpen
from idic.domain.identify.models import ImportBatch
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.operations.jobs import cancel_job, retry_job, start_job


@transaction.atomic
def cancel_import(batch: ImportBatch, *, by: User) -> ImportBatch:
    """A waiting import ends at once; a running one at its next step, with nothing left behind."""
    require(by, "import.run")
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)
    if batch.job is None or batch.state not in (ImportState.QUEUED, ImportState.RUNNING):
        return batch
    job = cancel_job(batch.job, by=by)
    if job.state == JobState.CANCELLED:
        batch.state, batch.finished_at = ImportState.CANCELLED, timezone.now()
        batch.save(update_fields=["state", "finished_at"])
    return batch


@transaction.atomic
def give_up_import(job_id: int) -> None:
    """The batch of a job that was given up; it can be started again by hand."""
    ImportBatch.objects.filter(job_id=job_id, state__in=[ImportState.QUEUED, ImportState.RUNNING]).update(
        state=ImportState.FAILED, error_code="unexpected", error_data={}, finished_at=timezone.now()
    )


@transaction.atomic
def restart_import(batch: ImportBatch, *, by: User) -> ImportBatch:
    """The same file with the same mapping, after a failure or a cancellation."""
    require(by, "import.run")
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)
    if batch.state not in (ImportState.FAILED, ImportState.CANCELLED):
        raise ImportNotOpen
    if batch.job is not None:
        retry_job(batch.job, by=by)
    else:
        batch.job = start_job(f"import.{batch.kind}", {"batch": batch.pk}, by=by)
    batch.state, batch.finished_at, batch.error_code, batch.error_data = ImportState.QUEUED, None, "", {}
    batch.save(update_fields=["state", "job", "finished_at", "error_code", "error_data"])
    return batch
