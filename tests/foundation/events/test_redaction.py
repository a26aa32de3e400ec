from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from idic.foundation.events.errors import ChainBroken
from idic.foundation.events.models import Event, EventRedaction
from idic.foundation.events.operations.append import NewEvent, append_events
from idic.foundation.events.operations.redact import redact_events
from idic.foundation.events.operations.seal import verify_chain
from tests.foundation.events.sealing import seal_all


def _append(count: int) -> list[int]:
    with transaction.atomic():
        return append_events(
            [
                NewEvent(
                    "customer.changed", "customer", 7, before={"name": "Anan", "rows": 3}, after={"name": f"Anan {n}"}
                )
                for n in range(count)
            ],
            by=None,
        )


def _tamper(pk: int) -> None:
    with connection.cursor() as cursor:
        for switch in ("DISABLE", "ENABLE"):
            cursor.execute(f"ALTER TABLE events_event {switch} TRIGGER event_append_only")
            if switch == "DISABLE":
                cursor.execute('UPDATE events_event SET after = \'{"name": ""}\' WHERE id = %s', [pk])


@pytest.mark.django_db(transaction=True)
def test_what_an_erasure_took_out_is_told_and_breaks_nothing() -> None:
    first = _append(4)
    seal_all()
    later = _append(3)
    seal_all()
    done = redact_events(
        {first[1]: ({"name": "", "rows": 3}, {"name": ""}), later[0]: ({"name": ""} | {"rows": None}, {"name": ""})},
        reason="erasure", request_id=12, by=None,
    )  # fmt: skip
    seal_all()
    verification = verify_chain()
    assert done.events == 2
    assert verification.holds
    assert verification.redacted == ((first[1], first[1]), (later[0], later[0]))
    assert Event.objects.get(pk=first[1]).after == {"name": ""}
    assert Event.objects.get(pk=first[0]).after == {"name": "Anan 0"}


@pytest.mark.django_db(transaction=True)
def test_beside_a_redaction_one_altered_row_is_still_found() -> None:
    ids = _append(5)
    seal_all()
    redact_events({ids[1]: ({}, {})}, reason="erasure", request_id=None, by=None)
    assert verify_chain().holds
    _tamper(ids[3])
    verification = verify_chain()
    assert not verification.holds
    assert verification.broken_first_id is not None
    assert verification.broken_first_id <= ids[3] <= (verification.broken_last_id or 0)


@pytest.mark.django_db(transaction=True)
def test_a_redaction_that_no_event_tells_breaks_the_chain() -> None:
    ids = _append(3)
    seal_all()
    redact_events({ids[0]: ({}, {})}, reason="erasure", request_id=None, by=None)
    told = EventRedaction.objects.get()
    _tamper(ids[2])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_eventredaction (seal_id, at, reason, first_id, last_id, count, old_digest, new_digest, told_by)"
            " SELECT seal_id, at, reason, %s, %s, 1, new_digest, new_digest, told_by FROM events_eventredaction",
            [ids[2], ids[2]],
        )
    assert told.seal_id
    assert not verify_chain().holds


@pytest.mark.django_db(transaction=True)
def test_a_redaction_never_covers_a_forgery() -> None:
    ids = _append(3)
    seal_all()
    _tamper(ids[2])
    with pytest.raises(ChainBroken):
        redact_events({ids[0]: ({}, {})}, reason="erasure", request_id=None, by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", ['{"name": "Somebody else"}', '{"name": "", "more": 1}', '{"other": 1}'])
def test_the_database_lets_values_be_taken_but_none_be_written(after: str) -> None:
    ids = _append(1)
    with pytest.raises(DatabaseError, match="only taken out"), connection.cursor() as cursor:
        cursor.execute("SELECT events_redact(%s, ARRAY['{}'::jsonb], ARRAY[%s::jsonb])", [ids, after])


@pytest.mark.django_db(transaction=True)
def test_events_that_are_not_sealed_yet_are_sealed_as_they_then_are() -> None:
    ids = _append(2)
    redact_events({ids[0]: ({}, {"name": ""})}, reason="erasure", request_id=None, by=None)
    seal_all()
    assert verify_chain().holds
    assert not EventRedaction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_event_may_be_redacted_again() -> None:
    ids = _append(2)
    seal_all()
    redact_events({ids[0]: ({"name": "", "rows": 3}, {"name": "Anan 0"})}, reason="erasure", request_id=1, by=None)
    redact_events({ids[0]: ({"name": "", "rows": 3}, {"name": ""})}, reason="erasure", request_id=2, by=None)
    seal_all()
    assert verify_chain().holds
    assert len(verify_chain().redacted) == 2
