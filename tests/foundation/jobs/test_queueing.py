"""What the worker itself queues, a policy's refresh or a rule's mail, is queued with what it is about."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from idic.foundation.jobs.operations.jobs import start_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def in_the_worker() -> Iterator[None]:
    """The worker's queue has connections of its own, as `idic worker` sets it up."""
    ours = app.connector
    assert isinstance(ours, DjangoConnector)
    theirs = ours.get_worker_connector().get_sync_connector()
    with app.replace_connector(theirs), app.open():
        yield


def _seen_by_others() -> int:
    parameters = {name: value for name, value in connection.get_connection_params().items() if isinstance(value, str)}
    with psycopg.connect(**parameters) as other:
        row = other.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'idic.run_job'").fetchone()
    assert row is not None
    return int(row[0])


def test_nobody_sees_a_task_before_what_it_is_about_is_there(in_the_worker: None) -> None:
    before = _seen_by_others()
    with transaction.atomic():
        start_job("refresh", {}, by=None)
        assert _seen_by_others() == before
    assert _seen_by_others() == before + 1


def test_a_task_goes_with_what_it_is_about_when_that_is_taken_back(in_the_worker: None) -> None:
    before = _seen_by_others()
    with transaction.atomic():
        start_job("refresh", {}, by=None)
        transaction.set_rollback(True)
    assert _seen_by_others() == before
