from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import JobNotRestartable
from idic.foundation.jobs.kinds import permission_for, work_for
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.queueing import queue


@transaction.atomic
def start_job(kind: str, arguments: dict[str, object], *, by: User | None) -> Job:
    """Queued in the caller's transaction: if that is rolled back, the job never was."""
    work_for(kind)
    job = Job.objects.create(kind=kind, arguments=arguments, created_by=by)
    _queue(job)
    return job


@transaction.atomic
def start_job_once(kind: str, arguments: dict[str, object], *, by: User | None) -> Job:
    """Joins a job of the same kind that still waits, instead of queueing a second one."""
    with connection.cursor() as cursor:
        # Two people at the same moment: the second one waits here, and then finds the job of the first.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.job.' || %s, 0))", [kind])
    waiting = Job.objects.select_for_update().filter(kind=kind, state=JobState.QUEUED, arguments=arguments).first()
    return waiting or start_job(kind, arguments, by=by)


@transaction.atomic
def cancel_job(job: Job, *, by: User) -> Job:
    """A waiting job ends at once; a running one at its next report, with everything rolled back."""
    require(by, permission_for(job.kind))
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state == JobState.QUEUED:
        job.state, job.finished_at = JobState.CANCELLED, timezone.now()
        job.save(update_fields=["state", "finished_at"])
    elif job.state == JobState.RUNNING:
        job.cancel_requested = True
        job.save(update_fields=["cancel_requested"])
    return job


@transaction.atomic
def retry_job(job: Job, *, by: User) -> Job:
    require(by, permission_for(job.kind))
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise JobNotRestartable
    job.state, job.cancel_requested, job.error_code, job.error_data = JobState.QUEUED, False, "", {}
    job.step, job.done, job.total, job.finished_at = "", 0, 0, None
    job.save()
    _queue(job)
    return job


def _queue(job: Job) -> None:
    from idic.foundation.jobs.tasks import run_job  # the task module needs the app registry to be ready

    queue(run_job, job_id=job.pk)
