"""The page that holds the forecast against what came, and the one where the reckoning is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.models import Refresh, ValueSettings
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
TYPED = {
    "horizon_weeks": "104", "annual_discount": "8", "margin": "30", "cost_to_serve": "12.5", "attainable_share": "60",
    "tier_rule": "cumulative_value", "most_valuable_share": "50", "most_growable_share": "10", "rfm_scheme": "fixed",
    "rfm_ties": "mid", "recency_days": "7 30 90 180", "frequency": "2, 4, 8, 16", "monetary": "100 500 1000 5000",
    "version": "0",
}  # fmt: skip


@pytest.fixture
def refresh(db: None) -> Refresh:
    moment = datetime(2026, 10, 31, tzinfo=UTC)
    by_count = {"x": [0, 1], "customers": [150, 50], "actual": [1.0, 2.5], "expected": [1.1, None], "naive": [0.0, 3.0]}
    candidate = {
        "mae": 1.0,
        "bias": 0.1,
        "expected": 1180.4,
        "count_error": 0.2,
        "log_likelihood": -9.0,
        "converged": True,
    }
    held_out = {
        "weeks": 2.0, "customers": 200, "model": "pareto_nbd", "actual": 1200.0, "expected": 1180.4, "naive": 1500.9,
        "mae": 1.0, "naive_mae": 2.0, "bias": 0.1, "naive_bias": 0.5, "count_error": 0.2, "naive_count_error": 0.9,
        "better_than_naive": True, "by_count": by_count,
        "gain": {"share_of_customers": [0.5, 1.0], "model": [0.8, 1.0], "naive": [0.7, 1.0], "perfect": [0.9, 1.0]},
        "tracking": {"weeks": [-2, -1, 0, 1], "actual": [4, 5, 6, 5], "expected": [4.2, 4.8, 5.5, 5.4], "naive": 7.0},
    }  # fmt: skip
    fitted = {
        "hold_out": held_out, "rfm": {"fifths": {"recency_days": [3, 9, 40, 99]}},
        "candidates": [
            {**candidate, "model": "pareto_nbd", "better_than_naive": True},
            {**candidate, "model": "mbgnbd", "better_than_naive": True},
            {**candidate, "model": "bgnbd", "better_than_naive": False},
        ],
        "alive_grid": {"x": [0, 1], "t_x": [0.0, 5.0], "T": 10.0, "p_alive": [[0.4, None], [None, 0.8]]},
    }  # fmt: skip
    return Refresh.objects.create(
        snapshot="s", as_of=date(2026, 10, 31), watermark=0, started_at=moment, finished_at=moment, fitted=fitted
    )


def test_the_page_shows_every_picture_beside_the_naive_forecast(signed_in: SignIn, refresh: Refresh) -> None:
    client = signed_in("service")
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("value:validation")).content.decode()
    assert len(captured) <= 6
    for text in ("Pareto/NBD", "In use", "Better than the naive forecast", "Not better than the naive forecast: not used",
                 "The mark to beat", 'id="hold-out"', 'id="gain"', 'id="weekly"', 'id="cumulative"', 'id="alive"'):  # fmt: skip
        assert text in page, text


def test_without_a_hold_out_the_page_says_what_it_takes(signed_in: SignIn, db: None) -> None:
    page = signed_in("service").get(reverse("value:validation")).content.decode()
    assert "Nothing to hold the forecast against yet" in page


def test_the_reckoning_is_changed_once_with_an_event(signed_in: SignIn, refresh: Refresh) -> None:
    client = signed_in("analyst")
    address = reverse("value:settings")
    assert "3 9 40 99" in client.get(address).content.decode()
    assert client.post(address, TYPED).status_code == 302
    kept = ValueSettings.objects.get()
    assert (kept.horizon_weeks, kept.margin, kept.annual_discount, kept.version) == (104, 0.3, 0.08, 1)
    assert kept.breakpoints == {
        "recency_days": [7, 30, 90, 180],
        "frequency": [2, 4, 8, 16],
        "monetary": [100, 500, 1000, 5000],
    }
    assert Event.objects.filter(verb="value_settings.changed").count() == 1
    # somebody who opened the page before
    late = client.post(address, {**TYPED, "margin": "40"})
    assert late.status_code == 422
    assert ValueSettings.objects.get().margin == 0.3


def test_a_category_gets_a_margin_of_its_own_and_the_page_says_so(signed_in: SignIn, refresh: Refresh) -> None:
    tea = Category.objects.create(name="Tea", path="Tea")
    green = Category.objects.create(name="Green", path="Tea / Green", parent=tea, depth=1)
    client, address = signed_in("analyst"), reverse("value:settings")
    page = client.get(address).content.decode()
    assert "Margins by category" in page
    assert f"margin_of_{tea.pk}" in page
    added = {f"margin_of_{tea.pk}": "35", "another_category": str(green.pk), "another_margin": "12.5"}
    assert client.post(address, {**TYPED, **added}).status_code == 302
    assert ValueSettings.objects.get().category_margins == {str(tea.pk): 0.35, str(green.pk): 0.125}
    assert "Tea / Green" in client.get(address).content.decode()
    # emptied, it goes back to the general one; half a pair is no margin
    typed = {**TYPED, "version": "1", f"margin_of_{tea.pk}": "", f"margin_of_{green.pk}": "12.5"}
    assert client.post(address, {**typed, "another_margin": "5"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert ValueSettings.objects.get().category_margins == {str(green.pk): 0.125}
    told = {"categories": 1, "mean": 0.224, "lowest": 0.125, "highest": 0.3}
    Refresh.objects.filter(pk=refresh.pk).update(fitted={**refresh.fitted, "margins": told})
    value = client.get(reverse("value:overview")).content.decode()
    assert "On contribution" in value
    assert "22.4%" in value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("margin", "140"),
        ("horizon_weeks", "1"),
        ("recency_days", "7 30 20 180"),
        ("monetary", "a b c d"),
        ("frequency", ""),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_at_its_field(
    signed_in: SignIn, refresh: Refresh, name: str, typed: str
) -> None:
    answer = signed_in("manager").post(reverse("value:settings"), {**TYPED, name: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors[name]
    assert not ValueSettings.objects.exists()


def test_who_may_not_refresh_may_not_change_the_reckoning(signed_in: SignIn, refresh: Refresh) -> None:
    client: Any = signed_in("service")
    assert client.post(reverse("value:settings"), TYPED).status_code in {403, 404}
    assert not ValueSettings.objects.exists()
