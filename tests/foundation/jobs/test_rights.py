"""To see a job is not to steer it: that takes what starting it takes."""

from __future__ import annotations

import pytest

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import cancel_job, retry_job
from tests.conftest import Cast


@pytest.mark.parametrize("kind", ["sample.remove", "sample.load", "refresh", "import.customers", "unknown.kind"])
def test_who_only_sees_jobs_neither_stops_nor_repeats_them(cast: Cast, kind: str) -> None:
    failed = Job.objects.create(kind=kind, state=JobState.FAILED)
    waiting = Job.objects.create(kind=kind, state=JobState.QUEUED)
    with pytest.raises(NotAllowed):
        retry_job(failed, by=cast.quality)
    with pytest.raises(NotAllowed):
        cancel_job(waiting, by=cast.quality)
    assert Job.objects.get(pk=failed.pk).state == JobState.FAILED
    assert Job.objects.get(pk=waiting.pk).state == JobState.QUEUED


def test_a_manager_does_not_start_the_removal_of_the_sample_again(cast: Cast) -> None:
    failed = Job.objects.create(kind="sample.remove", state=JobState.FAILED)
    with pytest.raises(NotAllowed):
        retry_job(failed, by=cast.manager)


def test_an_analyst_starts_a_failed_refresh_again(cast: Cast) -> None:
    failed = Job.objects.create(kind="refresh", state=JobState.FAILED)
    assert retry_job(failed, by=cast.analyst).state == JobState.QUEUED
