"""A job whose database goes away under it is done again; it never looks as if it ran for ever."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction

from idic.foundation.jobs import kinds
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import MOST_ATTEMPTS, ConnectionLost, perform_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.jobs.tasks import run_job

pytestmark = pytest.mark.django_db(transaction=True)


def cut_own_line() -> None:
    parameters = {name: value for name, value in connection.get_connection_params().items() if isinstance(value, str)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    with psycopg.connect(**parameters, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> str:
    def work(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        if Job.objects.get(pk=progress.job_id).attempts <= int(str(arguments["cuts"])):
            cut_own_line()
        return {"customers": Job.objects.count()}

    monkeypatch.setitem(kinds._kinds, "test.fragile", work)
    return "test.fragile"


def test_a_job_that_lost_its_database_is_left_to_the_queue_which_does_it_again(fragile: str) -> None:
    job = Job.objects.create(kind=fragile, arguments={"cuts": 1})
    with pytest.raises(ConnectionLost) as lost:
        perform_job(job.pk)
    assert run_job.get_retry_exception(lost.value, _queued(attempts=0)) is not None
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
    perform_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_loses_its_database_every_time_fails_in_the_end(fragile: str) -> None:
    job = Job.objects.create(kind=fragile, arguments={"cuts": 99})
    for _attempt in range(MOST_ATTEMPTS - 1):
        with pytest.raises(ConnectionLost):
            perform_job(job.pk)
    perform_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "database")


def test_what_the_database_refuses_is_no_lost_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        # for these statements alone: what is written down about the job afterwards may take its time
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 5")
            cursor.execute("SELECT pg_sleep(1)")
        return {}

    monkeypatch.setitem(kinds._kinds, "test.refused", work)
    job = Job.objects.create(kind="test.refused")
    try:
        perform_job(job.pk)
    finally:
        connection.close()
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "database")


def _queued(attempts: int) -> object:
    from procrastinate.jobs import Job as Queued

    return Queued(
        id=1, queue="work", lock=None, queueing_lock=None, task_name="idic.run_job", priority=0, attempts=attempts
    )
