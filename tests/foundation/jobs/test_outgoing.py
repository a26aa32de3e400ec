"""What waits too long, failed, or was perhaps sent is counted for whoever looks after the installation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.jobs.operations.forgetting import forget_failed_work
from idic.foundation.jobs.outgoing import outgoing_now
from idic.foundation.jobs.queries.broken import broken_lately

pytestmark = pytest.mark.django_db


def test_each_room_says_what_became_of_its_own() -> None:
    counts = {one.outgoing.code: (one.late, one.failed, one.unsure) for one in outgoing_now()}
    assert set(counts) >= {"house_mails", "letters", "answers", "messenger_answers", "faxes", "reports", "webhooks"}
    assert set(counts.values()) == {(0, 0, 0)}


def test_what_is_young_is_not_late_and_what_is_old_is_not_told() -> None:
    now, rows = timezone.now(), [ask_mail("notices", arguments={}) for _number in range(6)]
    for mail, values in zip(
        rows,
        [
            {"next_at": now - timedelta(minutes=16)}, {"next_at": now - timedelta(minutes=5)}, {"state": "failed"},
            {"state": "unsure"}, {"state": "unsure", "created_at": now - timedelta(days=8)}, {"state": "sent"},
        ],
        strict=True,
    ):  # fmt: skip
        HouseMail.objects.filter(pk=mail.pk).update(**values)
    (found,) = (one for one in outgoing_now() if one.outgoing.code == "house_mails")
    assert (found.late, found.failed, found.unsure) == (1, 1, 1)


def test_what_the_worker_could_not_do_is_counted_by_name() -> None:
    with connection.cursor() as cursor:
        for values in (
            ("idic.a", "failed", 0),
            ("idic.a", "failed", 0),
            ("idic.b", "failed", 2),
            ("idic.c", "todo", 0),
        ):
            _queued(cursor, *values)
    assert [(one.task, one.times) for one in broken_lately()] == [("idic.a", 2)]


def test_what_could_not_be_done_is_kept_for_a_time_and_what_waits_for_as_long_as_it_waits() -> None:
    with connection.cursor() as cursor:
        for values in (("idic.a", "failed", 91), ("idic.b", "failed", 89), ("idic.c", "todo", 91)):
            _queued(cursor, *values)
        assert (forget_failed_work(), forget_failed_work()) == (1, 0)
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE task_name ~ '^idic[.][abc]$' ORDER BY id")
        assert [name for (name,) in cursor.fetchall()] == ["idic.b", "idic.c"]


def _queued(cursor: CursorWrapper, task: str, status: str, days: int) -> None:
    """Which failed so many days ago, and was taken up again where it waits now."""
    cursor.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)"
        " VALUES ('events', %s, 0, '{}', %s) RETURNING id",
        [task, status],
    )
    cursor.execute(
        "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', now() - make_interval(days => %s))",
        [cursor.fetchone()[0], days],
    )
