"""The refresh as other pages show it: a button, or how far the one that runs has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.queries.refreshes import day_of_last_purchase, open_refresh_job
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from idic.foundation.languages import formats

STEPS = {
    "wait": gettext_lazy("Waiting for another refresh to end"),
    "extract": gettext_lazy("Copying customers and purchases"),
    "profiling": gettext_lazy("Looking up who may be profiled"),
    "mart": gettext_lazy("Adding up each customer's purchases"),
    "score": gettext_lazy("Scoring customers"),
    "store": gettext_lazy("Storing the scores"),
    "segments": gettext_lazy("Working out the segments"),
    "publish": gettext_lazy("Publishing the snapshot"),
}
# Where a step begins on the way from 0 to 100, as long as measured on a middling base.
_BEGINNINGS = {"wait": 0, "extract": 2, "mart": 30, "score": 45, "store": 70, "segments": 85}
_ENDS = {"extract": 30, "mart": 45, "score": 70, "store": 85, "segments": 98}
_STATES = {JobState.DONE: "done", JobState.FAILED: "failed", JobState.CANCELLED: "cancelled"}


@dataclass(frozen=True)
class ShownJob:
    id: str
    label: str
    url: str
    percent: int | None
    detail: str
    state: str
    page: str


@dataclass(frozen=True)
class Panel:
    may_run: bool
    job: ShownJob | None
    last_purchase: date | None


def refresh_panel(user: User, newest: Refresh | None) -> Panel:
    job = open_refresh_job()
    return Panel(may(user, "refresh.run"), shown_job(job) if job else None, day_of_last_purchase(newest))


def shown_job(job: Job) -> ShownJob:
    state = _STATES.get(JobState(job.state), "running")
    waiting = job.state == JobState.QUEUED
    start, end = _BEGINNINGS.get(job.step, 0), _ENDS.get(job.step, 2)
    within = job.done / job.total if job.total else 0
    if state == "done":
        detail = _("The page shows the new figures as soon as it is loaded again.")
    elif state == "failed":
        detail = _("The figures of the last refresh stay as they are. The page of the job says what happened.")
    elif waiting:
        detail = _("Waiting for its turn")
    else:
        detail = str(STEPS.get(job.step, ""))
    try:
        page = reverse("jobs:detail", args=[job.pk])
    except NoReverseMatch:
        page = ""
    return ShownJob(
        id=f"refresh-{job.pk}",
        label=_("Refresh of all figures"),
        url=reverse("refresh:progress", args=[job.pk]),
        percent=100 if state == "done" else None if waiting else round(start + (end - start) * within),
        detail=detail,
        state=state,
        page=page,
    )


def duration(refresh: Refresh) -> str:
    return _worded((refresh.finished_at - refresh.started_at).total_seconds())


def parts_of(refresh: Refresh) -> list[tuple[str, str]]:
    """What each part took; empty for a refresh from before that was noted."""
    return [(str(STEPS.get(name, name)), _worded(seconds)) for name, seconds in refresh.seconds]


def _worded(seconds: float) -> str:
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": formats.number(round(seconds, 1), 1)}
    return _("%(minutes)s min") % {"minutes": formats.number(round(seconds / 60, 1), 1)}
