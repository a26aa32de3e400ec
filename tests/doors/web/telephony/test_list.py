"""Calls as a list: what finds and narrows them, who sees what of them, and what may leave."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.settings import save_topic
from idic.domain.interact.telephony.models import Call, Exchange
from idic.domain.interact.telephony.operations.calls import link_call
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.views.models import ExportRequest, SavedView
from idic.foundation.views.operations.exports import export_job
from tests.domain.interact.cases.conftest import make_case
from tests.exchanges import make_exchange

__all__ = ["make_case"]
pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 3, 4, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
NUMBER = "+66812345678"


@pytest.fixture
def exchange(cast: Any) -> Exchange:
    return make_exchange(cast.administrator)


@pytest.fixture
def three(cast: Any, exchange: Exchange, make_case: Any) -> list[Call]:
    """A talk about a case, one in vain, and one of ours."""
    leaks = save_topic(None, name="Leaking lids 漏水", parent=None, by=cast.administrator)
    case = make_case("It leaks", mode="phone", topic=leaks, by=cast.service)
    talked = make_call(exchange, 1, agent=cast.service, case=case, state="ended", number=NUMBER)
    link_call(talked, create_customer({"kind": "person", "name": "สมชาย ใจดี"}, by=cast.service), by=cast.service)
    missed = make_call(exchange, 2, state="missed", number="+66899990000")
    return [talked, missed, make_call(exchange, 3, agent=cast.sales, direction="outbound", state="ended")]


def make_call(exchange: Exchange, place: int, **named: Any) -> Call:
    at = BEGAN + timedelta(minutes=place)
    times = {"rang_at": at, "ended_at": at + timedelta(seconds=90)}
    if named.get("state") == "ended":
        times["answered_at"] = at + timedelta(seconds=30)
    return Call.objects.create(
        exchange=exchange, external_id=f"c-{place}", **({"direction": "inbound"} | times | named)
    )


def found(client: Any, **asked: str) -> list[int]:
    """By what their rows link to, in the order of the list."""
    text = client.get(reverse("calls:list"), asked).content.decode()
    rows = text.partition("<tbody")[2].partition("</tbody>")[0].split("<tr")[1:]
    return [int(row.partition("/calls/")[2].partition("/")[0]) for row in rows]


def rule(field: str, op: str, *value: Any) -> str:
    leaf = {"field": field, "op": op} | ({"value": value[0]} if value else {})
    return json.dumps({"all": [leaf]})


def test_they_are_narrowed_by_what_they_were(cast: Any, signed_in: Any, three: list[Call]) -> None:
    talked, missed, ours = (one.pk for one in three)
    client = signed_in("manager")
    assert found(client) == [ours, missed, talked]
    for asked, wanted in (
        ({"direction": "outbound"}, [ours]),
        ({"state": "missed"}, [missed]),
        ({"agent": str(cast.service.pk)}, [talked]),
        ({"topic": str(three[0].case.topic_id)}, [talked]),
        ({"sort": "began"}, [talked, missed, ours]),
        ({"where": rule("state", "in", ["missed", "ended"])}, [ours, missed, talked]),
        ({"which": "missed"}, []),
    ):
        if "which" in asked:
            moved = client.get(reverse("calls:list"), asked)
            assert moved.headers["Location"].endswith("?state=missed")
        else:
            assert found(client, **asked) == wanted, asked


def test_they_are_found_in_every_script(signed_in: Any, three: list[Call]) -> None:
    talked, missed, _ours = (one.pk for one in three)
    client = signed_in("manager")
    for text in ("081-234-5678", "๐๘๑๒๓๔๕๖๗๘", "สมชาย", "somchai", "leaking", "漏水"):
        assert found(client, q=text) == [talked], text
    assert found(client, q="0899990000") == [missed]
    assert found(client, q="nobody at all") == []
    for text in ("漏水", "081-234-5678"):
        palette = client.get(reverse("search"), {"q": text}, headers={"HX-Request": "true"}).content.decode()
        assert reverse("calls:detail", args=[talked]) in palette, text


def test_solved_at_the_first_contact_is_a_condition(
    cast: Any, signed_in: Any, three: list[Call], make_case: Any
) -> None:
    client, talked = signed_in("manager"), three[0]
    solved = {"where": rule("first_contact", "eq", True)}
    assert found(client, **solved) == []
    case = Case.objects.get(pk=talked.case_id)
    answer_case(case, MessageDraft("A new lid comes."), by=cast.service)
    case.refresh_from_db()
    resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    assert found(client, **solved) == [talked.pk]
    shown = client.get(reverse("calls:list"), {**solved, "cols": ["began", "first_contact", "topic"]}).content.decode()
    assert "Leaking lids" in shown
    Case.objects.filter(pk=case.pk).update(reopened=1)
    assert found(client, **solved) == []
    assert found(client, where=rule("missed", "eq", True)) == [three[1].pk]
    assert found(client, where=rule("wait", "ge", 60)) == [three[1].pk]


def test_the_same_people_see_them_as_before(cast: Any, signed_in: Any, three: list[Call]) -> None:
    """Whoever sees the cases of a team sees its calls, and those that nobody has answered."""
    talked, missed, ours = (one.pk for one in three)
    assert found(signed_in("service")) == [ours, missed, talked]
    Case.objects.update(owner=cast.service)
    assert found(signed_in("sales")) == [ours, missed]
    assert signed_in("sales").get(reverse("calls:detail", args=[talked])).status_code == 404
    assert signed_in("sales").post(reverse("lists:export", args=["call"]), {"purpose": "service"}).status_code == 403


def test_who_may_not_see_how_customers_are_reached_sees_no_number(cast: Any, signed_in: Any, three: list[Call]) -> None:
    client = signed_in("manager")
    assert "234567" in client.get(reverse("calls:list")).content.decode()
    role = access_role(cast.administrator, Role.MANAGER)
    masked = {"customer": {AttributeGroup.CONTACT: GroupAccess.MASKED}}
    change_role(role, grants={}, group_access=masked, version=role.version, by=cast.administrator)
    assert "234567" not in client.get(reverse("calls:list")).content.decode()
    assert found(client, where=rule("phone", "contains", "2345")) != [three[0].pk]
    beside = client.get(reverse("records:panel", args=["call", three[0].pk])).content.decode()
    assert "สมชาย" in beside
    assert "234567" not in beside


def test_of_a_case_that_is_kept_from_somebody_a_call_tells_them_nothing(
    cast: Any, signed_in: Any, three: list[Call]
) -> None:
    """The call stands; number, topic and outcome of its case are blank, and nothing finds it by them."""
    talked, case = three[0], three[0].case
    assert case is not None
    Case.objects.filter(pk=case.pk).update(
        hidden_from=[cast.manager.pk], state="resolved", outcome="solved", resolved_at=BEGAN
    )
    every = {"cols": ["began", "case", "topic", "first_contact"]}
    topic, number = str(case.topic_id), rule("case", "eq", case.pk)
    for who, finds in (("quality", [talked.pk]), ("manager", [])):
        client = signed_in(who)
        for asked in (
            {"q": "leaking"}, {"topic": topic}, {"where": rule("topic", "in", [topic])}, {"where": number},
            {"where": rule("first_contact", "is_known")},
        ):  # fmt: skip
            assert found(client, **asked) == finds, (who, asked)
        assert talked.pk in found(client, q="081-234-5678", **every)
        texts = [
            client.get(reverse("calls:list"), every), client.get(reverse("calls:list"), {"q": "081-234-5678", **every}),
            client.get(reverse("lists:groups", args=["call"]), {"by": "topic"}),
            client.get(reverse("records:panel", args=["call", talked.pk])),
        ]  # fmt: skip
        tells = ["Leaking lids" in one.content.decode().partition("<tbody")[2] for one in texts[:2]]
        tells += ["Leaking lids" in one.content.decode() for one in texts[2:]]
        assert tells == [bool(finds)] * 4, who
        page = client.get(reverse("calls:detail", args=[talked.pk])).content.decode()
        assert ("It leaks" in page) is bool(finds)
    asked = {"all": "1", "query": "cols=began&cols=phone&cols=topic&cols=first_contact&cols=case", "format": "csv"}
    client.post(reverse("lists:export", args=["call"]), {**asked, "purpose": "service"})
    text = _file(client)
    assert ("812345678" in text, "Leaking lids" in text) == (True, False)


def test_a_view_is_kept_and_a_file_leaves_for_a_purpose(signed_in: Any, three: list[Call]) -> None:
    client = signed_in("manager")
    kept = {"name": "In vain", "sharing": "private", "query": "state=missed&cols=began&cols=phone"}
    client.post(reverse("lists:save-view", args=["call"]), kept)
    view = SavedView.objects.get()
    page = client.get(reverse("calls:list"), {"view": view.pk}).content.decode()
    assert "In vain" in page
    assert found(client, view=str(view.pk)) == [three[1].pk]
    asked = {"all": "1", "query": "cols=began&cols=customer&cols=phone", "format": "csv"}
    client.post(reverse("lists:export", args=["call"]), {**asked, "purpose": "service"})
    text = _file(client)
    assert ("สมชาย ใจดี" in text, "899990000" in text) == (True, True)
    # who called in vain is nobody whom we know, and the other has allowed nothing
    refused = client.post(reverse("lists:export", args=["call"]), {**asked, "purpose": "mkt_phone"})
    assert refused.status_code == 422
    assert ExportRequest.objects.count() == 1


def test_one_row_costs_as_many_queries_as_several(
    cast: Any, signed_in: Any, exchange: Exchange, make_case: Any, make_customer: Any
) -> None:
    client = signed_in("manager")

    def add(numbers: range) -> None:
        for number in numbers:
            case = make_case(f"Case {number}", mode="phone", by=cast.service)
            customer = make_customer(given_name=f"Anan {number}")
            make_call(exchange, number, agent=cast.service, case=case, customer=customer, state="ended", number=NUMBER)

    def asked(**query: Any) -> int:
        address = reverse("calls:list")
        client.get(address, query)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address, query).status_code == 200
        return len(made)

    every = {"cols": ["began", "customer", "phone", "agent", "team", "topic", "first_contact", "case"]}
    add(range(1))
    few = [asked(), asked(**every), asked(q="anan", **every)]
    add(range(1, 8))
    many = [asked(), asked(**every), asked(q="anan", **every)]
    assert few == many
    assert max(many) <= 12


def _file(client: Any) -> str:
    made = ExportRequest.objects.get()
    export_job(SilentProgress(), {"export": made.pk})
    answer = client.get(reverse("lists:download", args=[made.pk]))
    return b"".join(answer.streaming_content).decode("utf-8-sig")
