from __future__ import annotations

from django.db.models import QuerySet

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require, scope_of
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job


def access_jobs(user: User) -> QuerySet[Job]:
    scope = require(user, "job.see")
    jobs = Job.objects.select_related("created_by").order_by("-id")
    return jobs if scope == Scope.ALL else jobs.filter(created_by=user)


def access_job(user: User, pk: int) -> Job:
    job = access_jobs(user).filter(pk=pk).first()
    if job is None:
        raise NotVisible
    return job


def open_jobs(kind: str) -> QuerySet[Job]:
    return Job.objects.filter(kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING])


def running_figures(user: User, *, limit: int) -> list[Job]:
    """What waits or runs, for the top bar, which asks every two seconds: one query."""
    if scope_of(user, "job.see") == Scope.NONE:
        return []
    return list(access_jobs(user).filter(state__in=[JobState.QUEUED, JobState.RUNNING])[:limit])
