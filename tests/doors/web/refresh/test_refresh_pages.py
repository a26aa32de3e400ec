from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.domain.differentiate.models import Refresh
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from tests.conftest import Cast

SignIn = Callable[[str], Client]
MOMENT = datetime(2026, 10, 31, tzinfo=UTC)


def _refresh(number: int, cast: Cast) -> None:
    Refresh.objects.create(
        snapshot=f"s{number}", as_of=date(2026, 10, 31), watermark=0, created_by=cast.analyst,
        started_at=MOMENT, finished_at=MOMENT + timedelta(seconds=75), figures={"customers": 1234, "spend": "10"},
    )  # fmt: skip


def test_the_button_queues_one_refresh(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in("analyst")
    assert client.post(reverse("refresh:start"))["Location"] == reverse("value:overview")
    client.post(reverse("refresh:start"), {"as_of": ""})
    job = Job.objects.get()
    assert (job.kind, job.arguments, job.created_by) == ("refresh", {}, cast.analyst)


def test_a_day_in_the_past_travels_with_the_job(signed_in: SignIn) -> None:
    signed_in("manager").post(reverse("refresh:start"), {"as_of": ["", "2011-12-09"]})
    assert Job.objects.get().arguments == {"as_of": "2011-12-09"}


@pytest.mark.parametrize("day", ["tomorrow", "2011-02-30", "0100-01-01"])
def test_a_day_that_cannot_be_is_refused(signed_in: SignIn, day: str) -> None:
    answer = signed_in("manager").post(reverse("refresh:start"), {"as_of": day}, follow=True)
    assert answer.status_code == 200
    assert not Job.objects.exists()


def test_a_day_to_come_is_refused(signed_in: SignIn) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    answer = signed_in("manager").post(reverse("refresh:start"), {"as_of": ahead.isoformat()}, follow=True)
    assert "Choose today or a day in the past." in answer.content.decode()
    assert not Job.objects.exists()


def test_who_may_not_refresh_is_refused(signed_in: SignIn) -> None:
    assert signed_in("service").post(reverse("refresh:start")).status_code == 403
    assert not Job.objects.exists()


def test_a_running_refresh_shows_how_far_it_is_instead_of_the_button(signed_in: SignIn, cast: Cast) -> None:
    job = Job.objects.create(kind="refresh", state=JobState.RUNNING, step="extract", done=2, total=4)
    client = signed_in("manager")
    page = client.get(reverse("value:overview")).content.decode()
    assert reverse("refresh:progress", args=[job.pk]) in page
    part = client.get(reverse("refresh:progress", args=[job.pk])).content.decode()
    assert "Copying customers and purchases" in part
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    done = client.get(reverse("refresh:progress", args=[job.pk]))
    assert "hx-get" not in done.content.decode()
    assert "jobs:started" in done.headers["HX-Trigger"]


def test_the_progress_of_another_job_is_not_shown(signed_in: SignIn) -> None:
    job = Job.objects.create(kind="import", state=JobState.RUNNING)
    assert signed_in("administrator").get(reverse("refresh:progress", args=[job.pk])).status_code == 404


def test_the_list_of_refreshes_costs_the_same_for_one_and_for_many(signed_in: SignIn, cast: Cast) -> None:
    client, url = signed_in("quality"), reverse("refresh:list")
    assert "No refresh yet" in client.get(url).content.decode()
    counts = []
    for number in range(8):
        _refresh(number, cast)
        if number in (0, 7):
            with CaptureQueriesContext(connection) as captured:
                page = client.get(url).content.decode()
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
    assert "1.3 min" in page or "1.2 min" in page
    assert "1,234" in page
