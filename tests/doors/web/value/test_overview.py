from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.models import CustomerScore, Refresh
from idic.domain.differentiate.operations import refresh as refresh_operation
from idic.domain.differentiate.scoring import lifetime_values, value_tiers
from idic.doors.web.value.words import TIER_ACTIONS, WARNINGS, warnings_in_words
from idic.methods.clv import fitting, gamma_gamma, lifetime

SignIn = Callable[[str], Client]
FIT = {"parameters": {"a": 0.8, "b": 2.4, "r": 0.24, "alpha": 4.4}, "log_likelihood": -9582.4, "n": 2357,
       "converged": True, "model": "BgNbd"}  # fmt: skip


def _hold_out(*, better: bool) -> dict[str, Any]:
    return {
        "weeks": 26.0, "customers": 200, "actual": 1200.0, "expected": 1180.4, "naive": 1500.9, "mae": 1.0,
        "naive_mae": 2.0, "better_than_naive": better,
        "by_count": {
            "x": [0, 1], "customers": [150, 50], "actual": [1.0, 2.5], "expected": [1.1, None], "naive": [0.0, 3],
        },
    }  # fmt: skip


@pytest.fixture
def refresh(db: None) -> Callable[..., Refresh]:
    def make(**changes: Any) -> Refresh:
        moment = datetime(2026, 10, 31, tzinfo=UTC)
        values: dict[str, Any] = {
            "snapshot": "s", "as_of": date(2026, 10, 31), "watermark": 0, "started_at": moment, "finished_at": moment,
            "parameters": {"horizon_weeks": 52, "annual_discount": 0.1, "margin": 0.25, "currency": "THB"},
            "fitted": {"purchases": FIT, "spend": {**FIT, "parameters": {"p": 6.2, "q": 3.7, "v": 15.4}},
                       "hold_out": _hold_out(better=True)},
            "figures": {
                "customers": 300, "buyers": 250, "spend": "12345.60", "lifetime_value": "999.00", "p_alive": 0.61,
                "tier": {"migrator": {"customers": 2, "spend": "5", "lifetime_value": "-4.00"}},
                "tense": {"past": {"customers": 50, "spend": "5"}}, "rfm_grid": [[5, 4, 12, "600.00"]],
                "rfm_group": {"loyal": {"customers": 12, "spend": "600.00"}},
                "value_curve": [[0.0, 0.0], [0.5, 0.9], [1.0, 1.0]], "last_purchase": "2026-10-30",
            },
            "warnings": [{"code": "strategic_value_unknown", "count": 250}],
        }  # fmt: skip
        return Refresh.objects.create(**{**values, **changes})

    return make


def test_a_field_of_the_grid_opens_the_customers_behind_it(
    signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    first = make_customer(given_name="Cell", family_name="Inside")
    second = make_customer(given_name="Cell", family_name="Out")
    CustomerScore.objects.create(customer=first, r=5, f=4, m=3, rfm_group="loyal", monetary=10, frequency=3)
    CustomerScore.objects.create(customer=second, r=5, f=3, m=3)
    client = signed_in("manager")
    page = client.get(reverse("value:cell", args=[5, 4])).content.decode()
    assert "Inside" in page
    assert "Cell Out" not in page
    assert "No customer has these scores" in client.get(reverse("value:cell", args=[1, 1])).content.decode()
    assert client.get(reverse("value:cell", args=[6, 1])).status_code == 404


def test_before_the_first_refresh_the_page_offers_one(signed_in: SignIn, db: None) -> None:
    page = signed_in("analyst").get(reverse("value:overview")).content.decode()
    assert "No figures yet" in page
    assert reverse("refresh:start") in page
    assert reverse("refresh:start") not in signed_in("service").get(reverse("value:overview")).content.decode()


def test_the_page_shows_figures_model_and_verdict_with_few_queries(
    signed_in: SignIn, refresh: Callable[..., Refresh]
) -> None:
    refresh()
    client = signed_in("manager")
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("value:overview")).content.decode()
    assert len(captured) <= 6
    for text in ("Migrator", "250", "The model is better than the naive guess", "alpha", "0.24", "October 31, 2026",
                 "The share of wallet is not known for 250 customers", 'id="value-curve"',
                 'id="rfm-grid"'):  # fmt: skip
        assert text in page, text


def test_a_model_worse_than_the_naive_guess_is_said_in_words(
    signed_in: SignIn, refresh: Callable[..., Refresh]
) -> None:
    refresh(fitted={"purchases": FIT, "hold_out": _hold_out(better=False)})
    assert "not better than the naive guess" in signed_in("manager").get(reverse("value:overview")).content.decode()


def test_figures_of_an_older_or_an_empty_refresh_are_no_failure(
    signed_in: SignIn, refresh: Callable[..., Refresh]
) -> None:
    refresh(figures={}, fitted={}, parameters={}, warnings=[{"code": "from_another_version"}])
    page = signed_in("manager").get(reverse("value:overview"))
    assert page.status_code == 200
    assert "from_another_version" in page.content.decode()


def test_every_code_that_a_refresh_can_leave_has_its_sentence() -> None:
    clv = [fitting.NOT_CONVERGED, fitting.PARAMETER_AT_BOUNDARY, gamma_gamma.SPEND_DEPENDS_ON_FREQUENCY,
           gamma_gamma.POPULATION_MEAN_DOES_NOT_EXIST, gamma_gamma.NON_POSITIVE_SPEND_EXCLUDED,
           lifetime.P_ALIVE_IS_ONE_WITHOUT_REPEAT, lifetime.SPEND_UNKNOWN]  # fmt: skip
    assert {f"clv_{code}" for code in clv} <= set(WARNINGS)
    own = ("lifetime_value_not_fitted", "lifetime_value_worse_than_naive", "strategic_value_unknown")
    sources = inspect.getsource(lifetime_values) + inspect.getsource(value_tiers)
    assert all(code in sources and code in WARNINGS for code in own)
    assert "other_currencies" in inspect.getsource(refresh_operation)
    assert set(TIER_ACTIONS) == set(Tier.values)


def test_warnings_are_whole_sentences() -> None:
    with translation.override("en"):
        told = warnings_in_words(
            [
                {"code": "other_currencies", "purchases": {"USD": 1200, "EUR": 3}},
                {"code": "clv_p_alive_is_one_without_repeat"},
                {"code": "strategic_value_unknown", "count": 0},
                {"code": "rfm_too_few", "count": 4},
            ]
        )
    assert told[0] == "Purchases in other currencies are not added to anything: 3 in EUR and 1,200 in USD."
    assert "100 %;" in told[1]
    assert len(told) == 3
