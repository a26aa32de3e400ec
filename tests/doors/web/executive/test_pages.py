from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.differentiate.executive.content import Ahead, Cause, Content
from idic.domain.differentiate.executive.figures import FIGURES
from idic.domain.differentiate.models import ExecutiveReading, ExecutiveTarget
from idic.methods.drivers import Contribution
from idic.methods.scenarios import Leavers, Spread
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]

LAST = 2026 * 12 + 9


@pytest.fixture
def reading(cast: Cast) -> ExecutiveReading:
    course = tuple(float(number) for number in range(80, 94))
    content = Content(
        LAST - 13, LAST, "THB", {one.code: course if one.form != "share" else (0.5,) * 14 for one in FIGURES},
        {one.code: Ahead((95.0, 96.0), (90.0, 90.0), (100.0, 102.0)) if one.code == "buyers" else Ahead(reason="too_short")
         for one in FIGURES},
        (Cause(LAST - 12, (Contribution("buyers", 1, 2, 12.0, 1.0),), "",
               {"province": (Contribution("กรุงเทพมหานคร", 1, 13, 12.0, 1.0), Contribution("", 3, 3, 0.0, 0.0))}),),
        Leavers(100, 30, 30, 500), {"low_maintenance": Spread(80, 100, 25), "most_valuable": Spread(10, 1000, 100)},
    )  # fmt: skip
    return ExecutiveReading.objects.create(
        snapshot="one", as_of=date(2026, 10, 31), content=content.to_json(), read_at="2026-11-01T00:00Z"
    )


def test_without_figures_the_page_says_what_to_do(signed_in: SignIn) -> None:
    page = signed_in("manager").get(reverse("executive:overview")).content.decode()
    assert "Refresh the figures" in page


def test_a_figure_has_its_light_and_its_reason(signed_in: SignIn, reading: ExecutiveReading) -> None:
    client = signed_in("manager")
    answer = client.post(
        reverse("executive:figure", args=["net_sales"]), {"value": "100", "starts_on": "2026-01-01", "tolerance": "5"}
    )
    assert answer.status_code == 302
    page = client.get(reverse("executive:overview")).content.decode()
    assert "Off target" in page
    assert "Most of it comes from “Number of buyers”" in page
    assert "Province: Bangkok" in page
    assert "95 expected, between 90 and 100 in 80% of cases" in page


def test_shares_are_told_as_percentages(signed_in: SignIn, reading: ExecutiveReading) -> None:
    url = reverse("executive:figure", args=["kept_customers"])
    client = signed_in("manager")
    client.post(url, {"value": "60", "starts_on": "2026-01-01", "tolerance": "5"})
    assert ExecutiveTarget.objects.get().value == Decimal("0.6")
    refused = client.post(url, {"value": "160", "starts_on": "2026-01-01", "tolerance": "5"})
    assert refused.status_code == 422
    assert "Give the target as a percentage between 0 and 100." in refused.content.decode()


def test_scenarios_follow_the_sliders(signed_in: SignIn, reading: ExecutiveReading) -> None:
    client = signed_in("manager")
    asked = {"kept": "2", "lifted": "3", "lower": "low_maintenance", "higher": "most_valuable"}
    part = client.get(reverse("executive:overview"), asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "worth ฿1,000" in part
    assert "worth ฿2,700" in part
    assert "More cannot be kept than leave." not in part


@pytest.mark.parametrize("kept", ["99", "x", "-1"])
def test_a_slider_beyond_its_end_shows_no_figure(signed_in: SignIn, reading: ExecutiveReading, kept: str) -> None:
    answer = signed_in("manager").get(reverse("executive:overview"), {"kept": kept})
    assert answer.status_code == 200
    assert "worth ฿" not in answer.content.decode()


def test_a_target_is_taken_away_and_an_unknown_one_is_not_there(signed_in: SignIn, reading: ExecutiveReading) -> None:
    client = signed_in("manager")
    url = reverse("executive:figure", args=["net_sales"])
    client.post(url, {"value": "100", "starts_on": "2026-01-01", "tolerance": "5"})
    assert client.post(reverse("executive:remove_target", args=["net_sales", "2026-02"])).status_code == 404
    assert client.post(reverse("executive:remove_target", args=["net_sales", "x"])).status_code == 404
    client.post(reverse("executive:remove_target", args=["net_sales", "2026-01"]))
    assert not ExecutiveTarget.objects.exists()
