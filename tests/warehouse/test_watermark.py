from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from idic.foundation.events.operations.append import ANNOUNCED, NewEvent, append_event
from idic.warehouse.extract import take_snapshot


@pytest.mark.django_db(transaction=True)
def test_the_watermark_does_not_pass_an_event_that_is_still_on_its_way(tmp_path: Path) -> None:
    """An import that commits late must not count as known to a snapshot that was taken before."""
    settings = connection.settings_dict
    slow = psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname=settings["NAME"]
    )  # fmt: skip
    try:
        row = slow.execute(
            f"SELECT t.*, nextval(pg_get_serial_sequence('events_event', 'id')) FROM ({ANNOUNCED}) AS t"
        ).fetchone()
        assert row is not None
        with transaction.atomic():
            newer = append_event(NewEvent("test.happened", "test", 1), by=None)
        snapshot = take_snapshot(tmp_path, at=timezone.now(), time_zone="Asia/Bangkok", report=lambda *step: None)
        assert snapshot.watermark < row[2] < newer
    finally:
        slow.close()
