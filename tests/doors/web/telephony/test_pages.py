"""The pages of the telephone: what pops up, what is opened from it, and the queue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.telephony.models import Call, CallBack, Exchange
from idic.domain.interact.telephony.operations.exchanges import change_exchange, set_extension
from idic.domain.interact.telephony.secrets import revealed
from idic.domain.interact.telephony.signing import check
from idic.foundation.events.models import Event
from tests.exchanges import SECRET, make_exchange, send, tell

SignIn = Callable[[str], Client]
POP = "/calls/pop/"


@pytest.fixture
def exchange(cast: Any) -> Exchange:
    set_extension(cast.service, "201", by=cast.administrator)
    return make_exchange(cast.administrator)


@pytest.fixture
def pbx() -> Iterator[tuple[str, list[Any]]]:
    """A telephone system that listens, and what it heard."""
    heard: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that it is called by
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/dial", heard
    server.shutdown()
    server.server_close()


def ring(exchange: Exchange, call: str = "1", number: str = "0812345678") -> Call:
    body = json.dumps({"call": call, "event": "ringing", "from": number, "extension": "201"}).encode()
    assert send(exchange, body).status_code == 200
    return Call.objects.get(external_id=call)


def test_it_rings_on_the_page_of_whoever_is_rung_and_of_nobody_else(
    cast: Any, signed_in: SignIn, exchange: Any
) -> None:
    malee = create_customer({"kind": "person", "name": "Malee Suk", "phone": "0812345678"}, by=cast.service)
    mine, other = signed_in("service"), signed_in("service_colleague")
    assert other.get(POP).headers["Idic-Telephone"] == "none"
    first = mine.get(POP)
    assert (first.status_code, first.headers["Idic-Telephone"], first.headers["Idic-Seen"]) == (200, "rings", "")
    call = ring(exchange)
    shown = mine.get(POP, {"seen": ""})
    page = shown.content.decode()
    assert "Malee Suk" in page
    assert reverse("customers:detail", args=[malee.pk]) in page
    assert reverse("calls:detail", args=[call.pk]) in page
    assert mine.get(POP, {"seen": shown.headers["Idic-Seen"]}).status_code == 204
    tell(exchange, "ended")
    gone = mine.get(POP, {"seen": shown.headers["Idic-Seen"]})
    assert (gone.status_code, gone.content.strip()) == (200, b"")


def test_from_an_unknown_number_to_a_customer_and_a_case(signed_in: SignIn, exchange: Any) -> None:
    call, client = ring(exchange), signed_in("service")
    assert b"Not known as a customer" in client.get(POP, {"seen": ""}).content
    page = reverse("calls:detail", args=[call.pk])
    assert b"tel:+66812345678" in client.get(page).content
    assert client.post(f"{page}customer/", {"name": "Malee Suk"}, follow=True).status_code == 200
    client.post(f"{page}note/", {"note": "wants a call tomorrow"})
    assert client.post(f"{page}case/", {"title": ""}).status_code == 422
    client.post(f"{page}case/", {"title": "The kettle leaks", "purpose": "complain"})
    case = Case.objects.get()
    assert (case.mode, case.purpose, case.received_at, case.text) == (
        "phone",
        "complain",
        call.rang_at,
        "wants a call tomorrow",
    )
    assert case.customer is not None
    assert case.customer.name == "Malee Suk"
    assert b"+66812345678" in client.get(reverse("calls:of_customer", args=[case.customer_id])).content


def test_the_queue_from_the_missed_call_to_the_case(signed_in: SignIn, exchange: Any) -> None:
    ring(exchange)
    tell(exchange, "ended")
    row = CallBack.objects.get()
    mine, other = signed_in("service"), signed_in("service_colleague")
    assert b"I call" in mine.get("/calls/back/").content
    mine.post(f"/calls/back/{row.pk}/claim/")
    told = other.post(f"/calls/back/{row.pk}/claim/", follow=True).content
    assert b"Service has taken this one already." in told
    assert b"Nobody waits here" not in told
    assert mine.post(f"/calls/back/{row.pk}/nonsense/").status_code == 404
    mine.post(f"/calls/back/{row.pk}/case/", {"title": "Invoice", "purpose": "seek_information"})
    row.refresh_from_db()
    assert (row.state, row.case) == ("done", Case.objects.get())
    assert mine.post("/calls/back/new/", {"number": "anonymous"}).status_code == 422
    mine.post("/calls/back/new/", {"number": "๐๘๑๒๓๔๕๖๗๘", "name": "Malee"})
    assert CallBack.objects.get(state="open").number == "+66812345678"


def test_the_volume_is_taken_on_to_the_staffing(signed_in: SignIn, exchange: Any) -> None:
    ring(exchange)
    tell(exchange, "answered", extension="201")
    tell(exchange, "ended")
    client = signed_in("service")
    page = client.get("/calls/figures/").content.decode()
    address = reverse("standards:staffing")
    assert f"{address}?calls=1&amp;interval=30&amp;share=80" in page
    assert client.get("/calls/figures/?day=2026-02-30").status_code == 200
    assert client.get("/calls/?q=%00&after=NQ&which=x").status_code == 200


def test_a_secret_is_shown_once_and_kept_encrypted(signed_in: SignIn) -> None:
    client = signed_in("manager")
    shown = client.post("/settings/telephone/new/", {"name": "Front office"}, follow=True)
    made = Exchange.objects.get()
    assert shown.redirect_chain == [(f"/settings/telephone/{made.pk}/", 302)]
    secret = revealed(made.secret)
    assert secret in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert secret not in client.get(f"/settings/telephone/{made.pk}/").content.decode() + made.secret
    assert secret not in str(list(Event.objects.filter(subject_kind="exchange").values("before", "after")))
    renewed = client.post(f"/settings/telephone/{made.pk}/secret/", follow=True).content.decode()
    made.refresh_from_db()
    assert revealed(made.secret) != secret
    assert revealed(made.secret) in renewed
    bad = client.post("/settings/telephone/new/", {"name": "Other", "dial_url": "http://10.0.0.1/dial"})
    assert bad.status_code == 422


def test_a_click_on_a_number_rings_the_desk(
    cast: Any, signed_in: SignIn, exchange: Any, pbx: tuple[str, list[Any]], settings: Any
) -> None:
    address, heard = pbx
    client = signed_in("service")
    assert client.post("/calls/dial/", {"number": "+66812345678"}).status_code == 409
    with override_settings(CONFIGURATION=replace(settings.CONFIGURATION, webhook_hosts=("127.0.0.1",))):
        change_exchange(
            exchange, name="Front office", dial_url=address, version=exchange.version, by=cast.administrator
        )
        assert client.get(POP).headers["Idic-Telephone"] == "dials"
        assert client.post("/calls/dial/", {"number": "+66812345678"}).status_code == 200
        assert client.post("/calls/dial/", {"number": "call me"}).status_code == 409
    ((headers, body),) = heard
    assert json.loads(body) == {"event": "dial", "extension": "201", "to": "+66812345678"}
    check(SECRET, stamp=headers["Idic-Timestamp"], signed=headers["Idic-Signature"], body=body, now=timezone.now())
