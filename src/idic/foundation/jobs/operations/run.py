from __future__ import annotations

import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.kinds import work_for
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress

logger = logging.getLogger(__name__)


def perform_job(job_id: int) -> None:
    """Runs a job to its end. Found in state 'running', it was cut off by a crash: it is done again from the start."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.has_ended:
            return
        job.state, job.started_at, job.attempts = JobState.RUNNING, timezone.now(), job.attempts + 1
        job.save(update_fields=["state", "started_at", "attempts"])
    progress = Progress(job_id)
    try:
        result = work_for(job.kind)(progress, dict(job.arguments))
    except JobCancelled:
        _end(job_id, JobState.CANCELLED)
    except JobRefused as refusal:
        _end(job_id, JobState.FAILED, code=refusal.code, data=dict(refusal.data))
    except Exception as error:
        # The queue must go on whatever a job does; the trace goes to the log, a code to the page.
        logger.exception("job %s (%s) failed", job_id, job.kind)
        code = "database" if isinstance(error, DatabaseError) else "unexpected"
        _end(job_id, JobState.FAILED, code=code, data={"error": type(error).__name__})
    else:
        _end(job_id, JobState.DONE, result=result)
    finally:
        progress.close()


def give_up_job(job_id: int) -> None:
    """For a job that took its worker down too often: nobody will run it again, so it must not look as if it ran."""
    if Job.objects.filter(pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        _end(job_id, JobState.FAILED, code="interrupted")


def _end(
    job_id: int,
    state: JobState,
    *,
    result: dict[str, object] | None = None,
    code: str = "",
    data: dict[str, object] | None = None,
) -> None:
    Job.objects.filter(pk=job_id).update(
        state=state, finished_at=timezone.now(), result=result or {}, error_code=code, error_data=data or {}
    )
