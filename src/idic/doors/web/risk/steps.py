"""The steps of the wizard, and the job at work."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.doors.web.jobs.wording import bar_of, error_of, kind_of, percent_of, step_of
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job


@dataclass(frozen=True)
class Step:
    number: int
    label: str
    is_current: bool


@dataclass(frozen=True)
class ShownWork:
    """A job that waits, runs or failed; a job that is done has its result on the page."""

    label: str
    percent: int | None
    detail: str
    state: str
    is_open: bool
    error: str
    page: str


def steps(current: int) -> list[Step]:
    labels = (_("What to foretell"), _("Data"), _("Training"), _("Result"))
    return [Step(number, label, number == current) for number, label in enumerate(labels, start=1)]


def shown_work(job: Job | None) -> ShownWork | None:
    if job is None or job.state == JobState.DONE:
        return None
    return ShownWork(
        kind_of(job), percent_of(job), step_of(job), bar_of(job), not job.has_ended, error_of(job),
        reverse("jobs:detail", args=[job.pk]),
    )  # fmt: skip
