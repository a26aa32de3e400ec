from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.kinds import tell_given_up, work_for
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress
from idic.foundation.storage.cut_off import is_cut_off

logger = logging.getLogger(__name__)

#: A job that took its worker or its database down this often would do it again.
MOST_ATTEMPTS = 5


class ConnectionLost(Exception):
    """The database went away under a job, so nothing could be written down about it: the queue is to run it again."""


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
        if is_cut_off(error):
            connection.close()
            if job.attempts < MOST_ATTEMPTS:
                raise ConnectionLost from error
            tell_given_up(job.kind, job_id)
        code = "database" if isinstance(error, DatabaseError) else "unexpected"
        _end(job_id, JobState.FAILED, code=code, data={"error": type(error).__name__})
    else:
        _end(job_id, JobState.DONE, result=result)
    finally:
        progress.close()


@transaction.atomic
def give_up_job(job_id: int) -> None:
    """For a job that took its worker down too often: nobody will run it again, so neither it nor what it worked on must
    look as if it ran. The pages say so and offer to start it again."""
    job = Job.objects.select_for_update().filter(pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
    if job is not None:
        _end(job_id, JobState.FAILED, code="interrupted")
        tell_given_up(job.kind, job_id)


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
