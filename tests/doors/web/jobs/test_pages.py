from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.start import start_import
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from tests.conftest import Cast
from tests.doors.web.costs import queries_of

SignIn = Callable[[str], Client]


@pytest.fixture
def waiting_import(db: None) -> ImportBatch:
    source = ensure_source(code="crm", name="CRM", by=None)
    batch = upload_import(
        [b"customer id,name\n1,Anan\n"], file_name="people.csv", kind="customers", source=source, by=None
    )
    return start_import(batch, by=None)


def ended(kind: str, **values: object) -> Job:
    return Job.objects.create(kind=kind, **{"state": JobState.DONE, "finished_at": timezone.now(), **values})


def shown(client: Client, job: Job) -> str:
    return client.get(reverse("jobs:detail", args=[job.pk])).content.decode()


def test_people_see_their_own_jobs_and_analysts_see_all(signed_in: SignIn, cast: Cast) -> None:
    foreign = ended("refresh", result={"customers": 3})
    own = ended("refresh", result={"customers": 4}, created_by=cast.sales)
    sales = signed_in("sales")
    assert sales.get(reverse("jobs:detail", args=[foreign.pk])).status_code == 404
    assert "of 4 customers are up to date" in shown(sales, own)
    listed = signed_in("analyst").get(reverse("jobs:list")).content.decode()
    assert "of 3 customers" in listed
    assert "of 4 customers" in listed


@pytest.mark.parametrize(
    ("kind", "result", "sentence"),
    [
        ("import.customers", {"customers_made": 1}, "1 new customer was made."),
        ("import.purchases", {"new_purchases": 1234}, "1,234 new purchases were taken."),
        ("refresh", {"customers": 2}, "The scores and segments of 2 customers are up to date."),
        ("sample.load", {"customers": 900}, "The sample company with 900 customers is there."),
        ("sample.remove", {}, "The sample company is gone."),
    ],
)
def test_a_result_is_told_in_words(
    signed_in: SignIn, kind: str, result: dict[str, object], sentence: str, waiting_import: ImportBatch
) -> None:
    job = ended(kind, result=result, arguments={"batch": waiting_import.pk})
    assert sentence in shown(signed_in("manager"), job)


@pytest.mark.parametrize(
    ("code", "data", "sentence"),
    [
        ("file_refused", {"table_code": "truncated_file", "values": {"file": "x"}}, "breaks off before its end"),
        ("sample_beside_real_data", {}, "only loaded into an empty installation"),
        ("unexpected", {"error": "KeyError"}, "Something went wrong on our side"),
        ("interrupted", {}, "most often because the machine ran out of memory"),
    ],
)
def test_a_failure_is_told_by_its_code(signed_in: SignIn, code: str, data: dict[str, object], sentence: str) -> None:
    job = ended("sample.load", state=JobState.FAILED, error_code=code, error_data=data)
    page = shown(signed_in("administrator"), job)
    assert sentence in page
    assert "Start again" in page


def test_a_running_job_is_asked_for_every_second_and_an_ended_one_is_not(signed_in: SignIn, cast: Cast) -> None:
    job = Job.objects.create(kind="import.customers", state=JobState.RUNNING, step="read", done=250, total=1000)
    client = signed_in("manager")
    part = client.get(reverse("jobs:progress", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "Reading the rows: 250 of about 1,000" in part
    assert 'value="25"' in part
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part
    Job.objects.filter(pk=job.pk).update(state=JobState.CANCELLED)
    assert "every 1s" not in shown(client, job)


def test_cancelling_the_job_of_an_import_cancels_the_import_and_starting_it_again_both(
    signed_in: SignIn, waiting_import: ImportBatch
) -> None:
    client = signed_in("manager")
    client.post(reverse("jobs:cancel", args=[waiting_import.job_id]))
    waiting_import.refresh_from_db()
    assert (waiting_import.state, waiting_import.job.state) == ("cancelled", "cancelled")
    client.post(reverse("jobs:retry", args=[waiting_import.job_id]))
    waiting_import.refresh_from_db()
    waiting_import.job.refresh_from_db()
    assert (waiting_import.state, waiting_import.job.state) == ("queued", "queued")


def test_a_job_that_succeeded_cannot_be_started_again(signed_in: SignIn, cast: Cast) -> None:
    job = ended("refresh")
    signed_in("manager").post(reverse("jobs:retry", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_the_indicator_counts_what_this_person_may_see(signed_in: SignIn, waiting_import: ImportBatch) -> None:
    assert "1 job running" in signed_in("manager").get(reverse("jobs:indicator")).content.decode()
    assert "running" not in signed_in("sales").get(reverse("jobs:indicator")).content.decode()


def test_the_list_costs_the_same_for_one_job_and_many(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in("manager")
    ended("refresh", created_by=cast.analyst)

    few = queries_of(client, reverse("jobs:list"))
    for _ in range(20):
        ended("refresh", created_by=cast.analyst)
    assert queries_of(client, reverse("jobs:list")) == few <= 12
