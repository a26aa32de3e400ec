from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from idic.foundation.calendars.models import CalendarVersion


def heartbeat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@contextmanager
def _a_database_that_refuses() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before_refusal")
        cursor.execute("ALTER TABLE procrastinate_workers RENAME TO procrastinate_workers_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK TO before_refusal")


@pytest.mark.django_db
def test_all_is_up_while_the_worker_beats() -> None:
    Client().get("/healthz")  # what the first page of a process loads takes a slow machine long
    heartbeat(5)
    answer = Client().get("/healthz")
    told = answer.json()
    assert answer.status_code == 200
    assert told["status"] == "up"
    assert told["database"] == {"up": True}
    assert told["worker"]["up"] is True
    assert told["worker"]["heartbeat_seconds_ago"] >= 4
    assert told["outgoing"]["house_mails"] == {"late": 0, "failed_in_week": 0, "perhaps_sent_in_week": 0}
    assert told["policies"] == {"standing_still": 0}
    assert told["jobs"] == {"broken_in_day": 0}
    assert told["disk"]["free_bytes"] > 0
    assert told["refresh"] == {"last_seconds_ago": None}
    assert told["calendars"] == {"holidays_missing": 0}


@pytest.mark.django_db
def test_holidays_that_are_missing_are_counted_and_nothing_is_down() -> None:
    heartbeat(5)
    CalendarVersion.objects.update(days={})
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["calendars"]["holidays_missing"] >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("silence", [None, 3600])
def test_a_worker_that_is_missing_or_silent_is_told(silence: int | None) -> None:
    if silence is not None:
        heartbeat(silence)
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["worker"]["up"] is False
    assert answer.json()["database"]["up"] is True


@pytest.mark.django_db
def test_a_database_that_refuses_is_told_and_not_raised() -> None:
    with _a_database_that_refuses():
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"up": False}


@pytest.mark.django_db
def test_it_tells_no_secret() -> None:
    text = json.dumps(Client().get("/healthz").json())
    database = settings.DATABASES["default"]
    for secret in (settings.SECRET_KEY, str(settings.CONFIGURATION.home), str(database["HOST"]), str(database["NAME"])):
        assert secret not in text
