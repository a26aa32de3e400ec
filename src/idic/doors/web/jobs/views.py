from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.jobs.wording import (
    STATE_TONES,
    Result,
    bar_of,
    error_of,
    kind_of,
    percent_of,
    place_of,
    result_of,
    state_of,
    step_of,
)
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.kinds import permission_for
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.queries.jobs import access_job, access_jobs, running_figures
from idic.foundation.languages.formats import moment
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

INDICATOR_JOBS = 20


@dataclass(frozen=True)
class JobRow:
    """A job as the list and its own page show it."""

    job: Job
    kind: str
    state: str
    tone: Tone
    step: str
    percent: int | None
    bar: str
    error: str
    result: Result | None
    place: str
    may_cancel: bool
    may_retry: bool

    @classmethod
    def of(cls, job: Job, user: User) -> JobRow:
        may_steer = may(user, permission_for(job.kind))
        return cls(
            job, kind_of(job), state_of(job), STATE_TONES[job.state], "" if job.has_ended else step_of(job),
            percent_of(job), bar_of(job), error_of(job), result_of(job), place_of(job),
            may_cancel=may_steer and not job.has_ended and not job.cancel_requested,
            may_retry=may_steer and job.state in (JobState.FAILED, JobState.CANCELLED),
        )  # fmt: skip


@require_GET
def job_list(request: SignedInRequest) -> HttpResponse:
    jobs = access_jobs(request.user)
    state = request.GET.get("state", "")
    if state in JobState.values:
        jobs = jobs.filter(state=state)
    page = keyset_page(jobs, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before"))
    rows = [JobRow.of(job, request.user) for job in page.rows]
    return render(
        request,
        "jobs/list.html",
        {
            "rows": rows,
            "page": page,
            "count": bounded_count(jobs).value,
            "states": JobState.choices,
            "state": state,
            "chips": [("state", _("State"), JobState(state).label)] if state in JobState.values else [],
        },
    )


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return render(request, "jobs/detail.html", _context(access_job(request.user, pk), request.user))


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page's own content, asked for every second while the job runs."""
    context = _context(access_job(request.user, pk), request.user)
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "jobs/detail.html", context)
    return render(request, "jobs/_job.html", context)


@require_GET
def indicator(request: SignedInRequest) -> HttpResponse:
    jobs = running_figures(request.user, limit=INDICATOR_JOBS)
    shares = [job.percent for job in jobs if job.total]
    return render(
        request,
        "shell/parts/job_indicator.html",
        {
            "running": len(jobs),
            "percent": sum(shares) // len(shares) if shares else None,
            "jobs_url": reverse("jobs:detail", args=[jobs[0].pk]) if len(jobs) == 1 else reverse("jobs:list"),
        },
    )


def _context(job: Job, user: User) -> dict[str, Any]:
    facts = [
        (_("Started by"), job.created_by.display_name if job.created_by else _("IDIC itself")),
        (_("Requested"), moment(job.created_at)),
        (_("Started"), moment(job.started_at) if job.started_at else ""),
        (_("Ended"), moment(job.finished_at) if job.finished_at else ""),
        (_("Attempts"), job.attempts),
    ]
    return {"row": JobRow.of(job, user), "job": job, "facts": facts}
