from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.utils.html import escape

from idic.foundation.accounts.operations.teams import create_team
from idic.foundation.events.models import EventSeal
from idic.foundation.events.operations.seal import _DIGEST, SEAL_LIMIT

SignIn = Callable[[str], Client]


def seal_everything() -> None:
    """As the worker does once every transaction has ended; a test lives in one that has not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM events_event")
        newest = cursor.fetchone()[0]
        cursor.execute(_DIGEST, [b"", 1, newest, SEAL_LIMIT])
        count, _last, digest = cursor.fetchone()
    EventSeal.objects.create(first_id=1, last_id=newest, count=count, digest=bytes(digest))


def test_the_trail_tells_who_did_what_and_can_be_narrowed(cast: Any, signed_in: SignIn) -> None:
    create_team(name="Counter", by=cast.administrator)
    create_team(name="Night shift", by=None)
    client = signed_in("quality")
    assert "Team" in client.get("/audit/").content.decode()
    rows = client.get("/audit/", {"verb": "team.created", "actor": cast.administrator.pk}).context["rows"]
    assert [(event.verb, entry.who) for event, entry, _details in rows] == [("team.created", "Administrator")]
    assert client.get("/audit/", {"verb": "customer.created"}).context["rows"] == []
    assert len(client.get("/audit/", {"verb": "'; --", "actor": "9" * 40}).context["rows"]) == 2


def test_the_chain_is_verified_on_demand(cast: Any, signed_in: SignIn) -> None:
    create_team(name="Counter", by=cast.administrator)
    seal_everything()
    page = signed_in("quality").post("/audit/verify/", follow=True).content.decode()
    assert "The chain holds: 1 event was computed again and agrees with its seal." in page


def test_a_broken_chain_names_the_events_in_question(cast: Any, signed_in: SignIn) -> None:
    create_team(name="Counter", by=cast.administrator)
    seal_everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE events_event SET actor_id = 1")
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER USER")
    last = EventSeal.objects.get().last_id
    page = signed_in("quality").post("/audit/verify/", follow=True).content.decode()
    assert escape(f"The chain is broken: the events from 1 to {last} are no longer what was sealed.") in page
