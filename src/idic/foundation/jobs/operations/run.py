from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import ProcessEnded
from idic.foundation.jobs.kinds import tell_given_up
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.outcome import Outcome, work_here

logger = logging.getLogger(__name__)

#: A job that took its worker, its process or its database down this often would do it again.
MOST_ATTEMPTS = 5

#: (kind, number of the job, arguments) as work is done, here or elsewhere. Raises ProcessEnded.
Working = Callable[[str, int, Mapping[str, object]], Outcome]


class ConnectionLost(Exception):
    """The database went away under a job, so nothing could be written down about it: the queue is to run it again."""


def perform_job(job_id: int, *, work: Working = work_here) -> None:
    """Runs a job to its end. Found in state 'running', it was cut off by a crash: it is done again from the start."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.has_ended:
            return
        job.state, job.started_at, job.attempts = JobState.RUNNING, timezone.now(), job.attempts + 1
        job.save(update_fields=["state", "started_at", "attempts"])
    try:
        outcome = work(job.kind, job_id, dict(job.arguments))
    except ProcessEnded as error:
        logger.error("job %s (%s), attempt %s: %s", job_id, job.kind, job.attempts, error)
        if job.attempts < MOST_ATTEMPTS:
            raise
        give_up_job(job_id)
        return
    if outcome.lost_database:
        connection.close()
        if job.attempts < MOST_ATTEMPTS:
            raise ConnectionLost
        tell_given_up(job.kind, job_id)
    _end(job_id, outcome)


@transaction.atomic
def give_up_job(job_id: int) -> None:
    """For a job that took its worker or its process down too often: nobody will run it again, so neither it nor what it
    worked on must look as if it ran. The pages say so and offer to start it again."""
    job = Job.objects.select_for_update().filter(pk=job_id, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
    if job is not None:
        _end(job_id, Outcome(JobState.FAILED, code="interrupted"))
        tell_given_up(job.kind, job_id)


def _end(job_id: int, outcome: Outcome) -> None:
    Job.objects.filter(pk=job_id).update(
        state=outcome.state, finished_at=timezone.now(), result=dict(outcome.result), error_code=outcome.code,
        error_data=dict(outcome.data),
    )  # fmt: skip
