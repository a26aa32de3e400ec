"""Programmes and points as staff see them, and as the customer does on the portal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.domain.customize.loyalty.models import Entry, Member, Programme, Rule
from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.members import join, leave
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import balance
from idic.domain.identify.models import Customer
from idic.foundation.jobs.models import Job
from tests.contracts.world import make_programme
from tests.domain.customize.loyalty.conftest import buy
from tests.doors.web.costs import queries_of
from tests.doors.web.portal.visiting import come_in

SignIn = Callable[[str], Client]
FORM = {"name": "Tea club", "unit": "leaves", "points": "1", "per": "25", "rounding": "down", "months": "12"}
ADDRESS = "malee@example.com"


@pytest.fixture
def malee(make_customer: Any) -> Customer:
    return make_customer(given_name="Malee", email=ADDRESS)


@pytest.fixture
def programme(cast: Any, malee: Customer) -> Programme:
    """Malee has 40 leaves of it."""
    return make_programme("Tea club", cast.administrator, malee)


def test_a_programme_is_made_switched_on_changed_and_put_away(cast: Any, signed_in: SignIn) -> None:
    browser = signed_in("manager")
    assert "No loyalty programme yet" in browser.get("/loyalty/").content.decode()
    made = browser.post("/loyalty/new/", FORM)
    programme = Programme.objects.get()
    assert (made.status_code, made.url, programme.is_on) == (302, f"/loyalty/{programme.pk}/", False)
    assert "leaves: 1 for each" in browser.get(made.url).content.decode()
    browser.post(f"{made.url}switch/", {"on": "1", "version": "1"})
    changed = {**FORM, "points": "2", "months": "", "version": "2"}
    browser.post(f"{made.url}edit/", changed)
    assert list(Rule.objects.order_by("number").values_list("points", "months")) == [(1, 12), (2, None)]
    assert browser.post(f"{made.url}edit/", changed).status_code == 422
    browser.post(f"{made.url}counting/")
    assert Job.objects.get().kind == "loyalty.count"
    browser.post(f"{made.url}archive/", {"version": "3"})
    assert "Tea club" not in browser.get("/loyalty/").content.decode()
    assert "Tea club" in browser.get("/loyalty/?archived").content.decode()
    browser.post(f"{made.url}restore/", {"version": "4"})
    assert Programme.objects.filter(is_on=False, is_archived=False).exists()


@pytest.mark.parametrize("wrong", [{"name": " "}, {"unit": ""}, {"per": "0"}, {"points": "0"}, {"months": "200"}])
def test_what_is_missing_is_told_at_its_field(cast: Any, signed_in: SignIn, wrong: dict[str, str]) -> None:
    answer = signed_in("manager").post("/loyalty/new/", {**FORM, **wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert not Programme.objects.exists()


def test_on_the_page_of_a_customer(cast: Any, signed_in: SignIn, malee: Customer, programme: Programme) -> None:
    browser, of = signed_in("manager"), f"/loyalty/of/{malee.pk}/"
    page = browser.get(f"/customers/{malee.pk}/?tab=points").content.decode()
    assert f'{of}"' in page
    shown = browser.get(of).content.decode()
    assert "40 leaves" in shown
    number = re.findall(r'name="number" value="([0-9a-f]+)"', shown)[0]
    for _press in range(2):
        answer = browser.post(f"{of}{programme.pk}/redeeming/", {"points": "15", "reason": "A pot", "number": number})
    assert (answer.url, balance(programme, malee)) == (f"/customers/{malee.pk}/?tab=points", 25)
    for refused in ({"points": "26", "number": "b" * 32}, {"points": "x", "number": "c" * 32}, {"points": "5"}):
        browser.post(f"{of}{programme.pk}/redeeming/", refused)
    browser.post(f"{of}{programme.pk}/adjusting/", {"points": "-5", "reason": "", "number": "d" * 32})
    assert balance(programme, malee) == 25
    browser.post(f"{of}{programme.pk}/adjusting/", {"points": "-5", "reason": "Mistake", "number": "e" * 32})
    assert balance(programme, malee) == 20
    browser.post(f"{of}{programme.pk}/leaving/")
    assert "Has left" in browser.get(of).content.decode()
    browser.post(f"{of}{programme.pk}/joining/")
    assert Member.objects.get().left_at is None
    told = browser.get(f"/customers/{malee.pk}/timeline/").content.decode()
    assert "Points redeemed" in told
    assert "15 leaves" in told
    assert "A pot" in told


def test_service_redeems_and_does_not_give(cast: Any, signed_in: SignIn, malee: Customer, programme: Programme) -> None:
    browser = signed_in("service")
    shown = browser.get(f"/loyalty/of/{malee.pk}/").content.decode()
    assert ("redeeming/" in shown, "adjusting/" in shown) == (True, False)
    assert "redeeming/" not in signed_in("analyst").get(f"/loyalty/of/{malee.pk}/").content.decode()


def test_a_programme_tells_what_was_booked_and_names_only_whom_one_may_see(
    cast: Any, signed_in: SignIn, malee: Customer, programme: Programme
) -> None:
    Customer.objects.filter(pk=malee.pk).update(team=cast.service.team)
    shown = signed_in("manager").get(f"/loyalty/{programme.pk}/").content.decode()
    assert "Malee" in shown
    assert "Opening balance" in shown
    hidden = signed_in("sales").get(f"/loyalty/{programme.pk}/").content.decode()
    assert "Malee" not in hidden
    assert "Opening balance" not in hidden


def test_the_portal_tells_own_points(cast: Any, malee: Customer, programme: Programme, make_customer: Any) -> None:
    visitor = come_in(ADDRESS)
    buy(malee, "250", timezone.now())
    Programme.objects.update(on_since=timezone.now() - timedelta(days=1))
    earn_all()
    redeem(malee, programme, 45, reason="Because of her complaint", by=cast.service)
    page = visitor.get("/portal/points/").content.decode()
    assert "20 leaves" in page
    assert "Earned with a purchase" in page
    # from two lots, and one line
    assert re.findall(r"<strong>([+-][0-9]+)</strong>", page) == ["-45", "+25", "+40"]
    assert "Because of her complaint" not in page
    assert "Opening balance" not in page
    assert "My points" in visitor.get("/portal/").content.decode()
    leave(malee, programme, by=cast.service)
    assert "You have left this programme" in visitor.get("/portal/points/").content.decode()
    make_customer(given_name="Anan", email="anan@example.com")
    other = come_in("anan@example.com").get("/portal/points/").content.decode()
    assert "You are in none of our loyalty programmes" in other
    assert "leaves" not in other


def test_without_a_programme_the_portal_is_silent_of_points(malee: Customer) -> None:
    assert "My points" not in come_in(ADDRESS).get("/portal/").content.decode()


def test_the_portal_speaks_every_language(malee: Customer, programme: Programme) -> None:
    visitor = come_in(ADDRESS)
    for language, html in (("th", "th"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant")):
        assert f'<html lang="{html}"' in visitor.get("/portal/points/", {"lang": language}).content.decode()


def test_the_same_queries_for_one_and_for_many(
    cast: Any, signed_in: SignIn, malee: Customer, programme: Programme, make_customer: Any
) -> None:
    browser, visitor = signed_in("administrator"), come_in(ADDRESS)
    asked = [(browser, "/loyalty/"), (browser, f"/loyalty/{programme.pk}/"), (browser, f"/loyalty/of/{malee.pk}/"),
             (visitor, "/portal/points/")]  # fmt: skip
    few = [queries_of(*one) for one in asked]
    for number in range(8):
        other = make_customer(given_name=f"Person{number}", family_name="Test", email=f"p{number}@example.com")
        make_programme(f"Programme {number}", cast.administrator, malee)
        join(other, programme, by=cast.administrator)
        adjust(other, programme, 5, reason="x", by=cast.administrator)
        adjust(malee, programme, 5, reason="x", by=cast.administrator)
    assert Entry.objects.count() > 20
    assert [queries_of(*one) for one in asked] == few
    assert max(few) <= 12


def test_what_expires_next_is_told_in_the_unit_of_the_programme(cast: Any, signed_in: SignIn, malee: Customer) -> None:
    browser = signed_in("manager")
    browser.post("/loyalty/new/", FORM)
    programme = Programme.objects.get()
    browser.post(f"/loyalty/{programme.pk}/switch/", {"on": "1", "version": "1"})
    join(malee, programme, by=cast.manager)
    adjust(malee, programme, 40, reason="Opening balance", by=cast.manager)
    assert "40 leaves expire after" in browser.get(f"/loyalty/of/{malee.pk}/").content.decode()
