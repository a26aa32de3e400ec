from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.foundation.accounts.enums import GroupAccess, Role
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.operations.teams import create_team
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]


def found(client: Client, **asked: Any) -> list[Any]:
    answer = client.get("/audit/", asked)
    assert answer.status_code == 200
    return [event for event, _entry, _details in answer.context["rows"]]


def exported(client: Client, **asked: Any) -> list[dict[str, str]]:
    answer = client.post("/audit/export/", asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streamed answer
    return list(csv.DictReader(io.StringIO(text)))


def test_the_trail_is_narrowed_by_record_kind_period_and_text(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    customer = make_customer()
    team = create_team(name="Counter 100% กะดึก", by=cast.administrator)
    client = signed_in("quality")
    today = timezone.localdate()
    assert {event.verb for event in found(client, noun="customer", record=customer.pk)} == {"customer.created"}
    assert [event.subject_id for event in found(client, noun="team")] == [team.pk]
    assert [event.subject_id for event in found(client, record=team.pk, verb="team.created")] == [team.pk]
    assert found(client, noun="team", to=(today - timedelta(days=1)).isoformat()) == []
    assert len(found(client, noun="team", **{"from": today.isoformat(), "to": today.isoformat()})) == 1
    for text in ("counter 100%", "กะดึก"):
        assert [event.subject_id for event in found(client, q=text, noun="team")] == [team.pk]
    assert found(client, q="100_") == []


def test_a_text_is_looked_for_in_a_stated_period(cast: Any, signed_in: SignIn) -> None:
    create_team(name="Counter", by=cast.administrator)
    client = signed_in("quality")
    assert "The text is looked for in the last 90 days." in client.get("/audit/", {"q": "counter"}).content.decode()
    given = {"q": "counter", "from": "2020-01-01"}
    assert "The text is looked for" not in client.get("/audit/", given).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "yesterday", "to": "2026-99-99"},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"record": "-1"},
        {"record": "9" * 50},
        {"noun": "paint", "actor": "²"},
        {"q": "\x00"},
        {"q": "\ud800"},
        {"after": "nonsense"},
    ],
)
def test_what_cannot_be_read_is_left_out(cast: Any, signed_in: SignIn, asked: dict[str, str]) -> None:
    create_team(name="Counter", by=cast.administrator)
    assert len(found(signed_in("quality"), **{key: value for key, value in asked.items() if key != "q"})) == 1
    signed_in("quality").get("/audit/", {name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()})


def test_a_line_opens_into_before_and_after(cast: Any, signed_in: SignIn) -> None:
    role = access_role(cast.administrator, Role.SALES)
    given = {"customer": {"identity": GroupAccess.HIDDEN}}
    change_role(role, grants={}, group_access=given, version=1, by=cast.administrator)
    page = signed_in("quality").get("/audit/", {"verb": "role.changed"}).content.decode()
    assert "Before and after" in page
    assert "<del>changed</del> <ins>hidden</ins>" in page


def test_the_filtered_trail_is_taken_as_a_file_and_that_is_written_down(cast: Any, signed_in: SignIn) -> None:
    create_team(name="=cmd()", by=cast.administrator)
    create_team(name="Night shift", by=None)
    rows = exported(signed_in("quality"), verb="team.created", actor=cast.administrator.pk)
    assert [(row["Who"], row["What"], row["After"]) for row in rows] == [
        ("Administrator", "Team added", '{"name": "=cmd()"}')
    ]
    event = Event.objects.get(verb="audit.exported")
    assert event.actor_id == cast.quality.pk
    assert event.after == {"rows": 1, "filters": {"verb": "team.created", "actor": str(cast.administrator.pk)}}
    assert len(exported(signed_in("quality"))) == 3


def test_what_a_role_sees_masked_is_masked_in_the_trail(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    customer = make_customer()
    role = access_role(cast.administrator, Role.QUALITY)
    given = {"customer": {"contact": GroupAccess.MASKED}}
    client = signed_in("quality")
    assert customer.phone in exported(client)[0]["After"]
    assert customer.phone in client.get("/audit/").content.decode()
    change_role(role, grants={}, group_access=given, version=1, by=cast.administrator)
    page = client.get("/audit/").content.decode()
    assert customer.phone not in page
    assert "***-***-5678" in page
    assert all(customer.phone not in row["After"] for row in exported(client))
