"""The counter from the kiosk to the case, through its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.counter.models import Counter, CounterService, Desk, Ticket
from idic.domain.interact.counter.operations.counters import CounterDraft, save_counter
from tests.contracts.contact_places import make_counter, make_service

SignIn = Callable[[str], Client]


@pytest.fixture
def counter(cast: Any) -> Counter:
    made = make_counter("Town hall", cast.administrator)
    make_service(made, "A", cast.administrator)
    return made


def take(counter: Counter, **more: str) -> Ticket:
    service = CounterService.objects.filter(counter=counter).first()
    assert service is not None
    answer = Client().post(f"/counter/{counter.key}/take/", {"service": str(service.pk), **more})
    return Ticket.objects.get(key=answer.headers["Location"].split("/")[3])


def test_a_counter_is_set_up(signed_in: SignIn) -> None:
    client = signed_in("manager")
    client.post("/counters/new/", {"name": "Town hall", "head_start_minutes": "10", "is_open": "on", "version": "0"})
    made = Counter.objects.get()
    page = f"/counters/{made.pk}/"
    service = {"letter": "a", "purpose": "request_service", "name_en": "Payments", "name_th": "ชำระเงิน"}
    client.post(f"{page}services/", service)
    again = client.post(f"{page}services/", service)
    assert (again.status_code, b"has this letter already" in again.content) == (422, True)
    client.post(f"{page}desks/", {"name": "Desk 1"})
    shown = client.get(page).content.decode()
    assert "Payments" in shown
    assert f"/counter/{made.key}/display/" in shown


def test_from_the_kiosk_over_the_desk_to_the_display(cast: Any, signed_in: SignIn, counter: Counter) -> None:
    kiosk = Client().get(f"/counter/{counter.key}/?lang=th").content.decode()
    assert "ชำระเงิน" in kiosk
    ticket = take(counter, first="1")
    assert ticket.goes_first
    mine = f"/counter/ticket/{ticket.key}/"
    assert b"A001" in Client().get(mine).content
    client, desk = signed_in("service"), Desk.objects.create(counter=counter, name="Desk 1")
    page = f"/counters/desks/{desk.pk}/"
    client.post(f"{page}seat/")
    assert b"1 is waiting" in client.get(f"{page}waiting/").content
    client.post(f"{page}next/")
    state = Client().get(f"/counter/{counter.key}/display/state/?in=zh-hant")
    assert (state.headers["Idic-Mark"], state.headers["Content-Language"]) == (f"{ticket.pk}.1", "zh-hant")
    assert b"A001" in state.content
    assert "Set-Cookie" not in state.headers
    # from its first look, whatever the browser of the screen speaks
    screen = Client(headers={"accept-language": "en"}).get(f"/counter/{counter.key}/display/?in=zh-hant")
    assert (screen.headers["Content-Language"], 'lang="zh-Hant"' in screen.content.decode()) == ("zh-hant", True)
    assert state.content.decode().splitlines()[-1].strip() in screen.content.decode()
    assert b"Please come to Desk 1" in Client().get(f"{mine}state/").content
    acts = f"{page}tickets/{ticket.pk}/"
    client.post(f"{acts}again/")
    client.post(f"{acts}serve/")
    known = create_customer({"name": "Malee Dee"}, by=cast.administrator)
    refused = client.post(f"{acts}case/", {"title": "", "customer": str(known.pk)})
    assert (refused.status_code, f'value="{known.pk}" checked' in refused.content.decode()) == (422, True)
    client.post(f"{acts}case/", {"title": "Pay a bill", "purpose": "request_service", "contact_name": "Malee"})
    client.post(f"{acts}finish/")
    ticket.refresh_from_db()
    case = Case.objects.get()
    assert (case.mode, case.contact_name, ticket.case, ticket.state, ticket.calls) == (
        "counter",
        "Malee",
        case,
        "done",
        2,
    )
    assert client.get(f"/counters/{counter.pk}/").status_code == 200
    client.post(f"{page}seat/", {"up": "1"})
    assert Desk.objects.get().user is None


def test_a_number_is_given_back_and_a_closed_counter_gives_none(cast: Any, counter: Counter) -> None:
    ticket = take(counter)
    Client().post(f"/counter/ticket/{ticket.key}/back/")
    ticket.refresh_from_db()
    assert ticket.state == "cancelled"
    again = Client().post(f"/counter/ticket/{ticket.key}/back/", follow=True)
    assert b"has been called or given back already" in again.content
    save_counter(counter, CounterDraft("Town hall", is_open=False), by=cast.administrator)
    service = CounterService.objects.get()
    told = Client().post(f"/counter/{counter.key}/take/", {"service": str(service.pk)}, follow=True).content
    assert b"The counter is closed now." in told
    assert Ticket.objects.count() == 1
    for address in ("/counter/nobody/", "/counter/ticket/nobody/", "/counter/nobody/display/"):
        assert Client().get(address).status_code == 404


def test_a_tablet_shows_the_number_to_take_along_and_goes_back(counter: Counter) -> None:
    ticket = take(counter, tablet="1")
    page = Client().get(reverse("counter:ticket", args=[ticket.key]), {"tablet": "1"}).content.decode()
    assert "<path" in page
    assert f"url=/counter/{counter.key}/?tablet=1" in page
