from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from idic.foundation.events.models import Event, EventSeal
from idic.foundation.events.operations.append import ANNOUNCED, NewEvent, append_events
from idic.foundation.events.operations.seal import advance_horizon, verify_chain
from tests.foundation.events.sealing import seal_all, settle


def _append(count: int) -> list[int]:
    with transaction.atomic():
        return append_events([NewEvent("test.happened", "test", number) for number in range(count)], by=None)


@pytest.mark.django_db(transaction=True)
def test_an_event_cannot_be_appended_outside_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError):
        append_events([NewEvent("test.happened", "test", 1)], by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE events_event SET verb = 'other'", "DELETE FROM events_event", "DELETE FROM events_eventseal"],
)
def test_the_database_refuses_to_change_what_happened(statement: str) -> None:
    _append(1)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_database_refuses_to_empty_the_table() -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE events_event")


@pytest.mark.django_db(transaction=True)
def test_the_chain_holds_over_several_seals() -> None:
    for count in (3, 1, 5):
        _append(count)
        seal_all()
    verification = verify_chain()
    assert verification.holds
    assert verification.events == 9
    assert EventSeal.objects.count() >= 3


@pytest.mark.django_db(transaction=True)
def test_a_changed_event_breaks_the_chain_and_its_range_is_named() -> None:
    _append(4)
    seal_all()
    changed = Event.objects.order_by("id")[1]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER event_append_only")
        cursor.execute("UPDATE events_event SET after = '{\"amount\": 1}' WHERE id = %s", [changed.pk])
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER event_append_only")
    verification = verify_chain()
    assert not verification.holds
    assert verification.broken_first_id is not None
    assert verification.broken_first_id <= changed.pk <= (verification.broken_last_id or 0)


@pytest.mark.django_db(transaction=True)
def test_a_removed_event_breaks_the_chain() -> None:
    _append(4)
    seal_all()
    gone = Event.objects.order_by("id")[2]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER event_append_only")
        cursor.execute("DELETE FROM events_event WHERE id = %s", [gone.pk])
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER event_append_only")
    assert not verify_chain().holds


@pytest.mark.django_db(transaction=True)
def test_the_horizon_waits_for_a_transaction_that_took_a_smaller_id() -> None:
    """A slow writer holds id n; a fast one commits n + 1: nothing from n on is settled until the slow one ends."""
    settled_before = settle()
    slow = psycopg.connect(
        host=connection.settings_dict["HOST"], port=connection.settings_dict["PORT"],
        user=connection.settings_dict["USER"], dbname=connection.settings_dict["NAME"],
    )  # fmt: skip
    try:
        row = slow.execute(
            f"SELECT t.*, nextval(pg_get_serial_sequence('events_event', 'id')) FROM ({ANNOUNCED}) AS t"
        ).fetchone()
        assert row is not None
        taken = row[2]
        newer = _append(1)[0]
        assert newer > taken
        for _ in range(3):
            assert advance_horizon() < taken
        slow.commit()
    finally:
        slow.close()
    assert settle() >= newer > settled_before


@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_that_appends_nothing_holds_up_no_event() -> None:
    slow = psycopg.connect(
        host=connection.settings_dict["HOST"], port=connection.settings_dict["PORT"],
        user=connection.settings_dict["USER"], dbname=connection.settings_dict["NAME"],
    )  # fmt: skip
    try:
        slow.execute("SELECT pg_current_xact_id()")
        newer = _append(1)[0]
        assert settle() >= newer
    finally:
        slow.close()
