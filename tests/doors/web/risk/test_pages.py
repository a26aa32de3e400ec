from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idic.domain.differentiate.models import RiskList, TrainedModel
from idic.domain.identify.models import Customer
from idic.foundation.jobs.models import Job
from tests.conftest import Cast
from tests.trained_models import make_churn_model, make_draft, make_drift, make_needs_model, make_prediction

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
MOST_QUERIES = 12

QUESTION = {
    "name": "Silence", "kind": "gap", "horizon_days": "60", "feature_days": "365", "gap_days": "0",
    "groups": ["behaviour"], "learner": "boosting", "contact_cost": "5", "save_rate": "0.2", "worth": "100",
    "grace_days": "30", "cut": "0.5",
}  # fmt: skip


def test_a_run_begins_with_the_question_and_a_look_at_the_data(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    assert "Nobody is scored yet" in client.get(reverse("risk:overview")).content.decode()
    answer = client.post(reverse("risk:new"), QUESTION)
    model = TrainedModel.objects.get()
    assert answer.headers["Location"] == reverse("risk:run", args=[model.pk])
    assert (model.definition["horizon_days"], model.state) == (60, "draft")
    assert Job.objects.get().kind == "model.look"
    page = client.get(reverse("risk:run", args=[model.pk])).content.decode()
    assert "Who bought lately will not buy within the next 60 days." in page
    assert "Look at the data for a model" in page


def test_a_question_that_cannot_be_used_comes_back_with_everything_typed(signed_in: SignIn) -> None:
    answer = signed_in("analyst").post(reverse("risk:new"), {**QUESTION, "kind": "attribute", "name": "My own name"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose what it is about" in page
    assert "My own name" in page


def test_what_was_seen_of_the_data_is_told_with_its_reasons(signed_in: SignIn, cast: Cast) -> None:
    model = make_draft(cast.analyst)  # type: ignore[arg-type]
    model.population = {
        "periods": [{"t0": "2026-01-01", "rows": 900, "events": 90, "left_out": {"no_purchase_in_window": 12}}],
        "warnings": [{"code": "few_events", "count": 30}],
        "gaps": {"proposed": 45, "days": [1, 45, 90], "closed": [0.2, 0.95, 1.0], "back": [0.9, 0.4, None]},
    }
    model.save()
    page = signed_in("analyst").get(reverse("risk:run", args=[model.pk])).content.decode()
    assert "No purchase in the feature window" in page
    assert "Only 30 customers are on the rarer side." in page
    assert "after 45 days" in page
    assert reverse("risk:train", args=[model.pk]) in page
    signed_in("analyst").post(reverse("risk:train", args=[model.pk]))
    assert Job.objects.get().kind == "model.train"


def test_the_ranking_says_why_and_makes_a_list(
    signed_in: SignIn, cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    model = make_churn_model(cast.analyst)  # type: ignore[arg-type]
    for number in range(3):
        customer = make_customer(given_name=f"Anan{number}", family_name="Jaidee", phone=f"081234560{number}")
        make_prediction(model, customer, score=0.9 - number / 10)
    client = signed_in("manager")
    page = client.get(reverse("risk:overview")).content.decode()
    assert "The last purchase was 94 days ago; the usual gap is 31." in page
    assert "Anan0" in page
    owner = str(cast.manager.pk)  # type: ignore[attr-defined]
    told = {"size": "3", "owner": owner, "due_on": "2030-01-07", "method": "telephone", "held_out": "33",
            "contact_cost": "1", "save_rate": "0.5", "worth": "100"}  # fmt: skip
    answer = client.post(reverse("risk:make"), told)
    made = RiskList.objects.get()
    assert answer.headers["Location"] == reverse("risk:list", args=[made.pk])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Held out by lot" in page
    assert "Waiting" in page


def test_the_tab_of_a_customer_tells_risk_reasons_and_needs(
    signed_in: SignIn, cast: Cast, make_customer: Callable[..., Customer]
) -> None:
    customer = make_customer()
    client = signed_in("manager")
    assert "Nothing is foretold" in client.get(reverse("risk:customer", args=[customer.pk])).content.decode()
    make_prediction(make_churn_model(cast.analyst), customer)  # type: ignore[arg-type]
    make_prediction(make_needs_model(cast.analyst, in_use=True), customer, band="1")  # type: ignore[arg-type]
    page = client.get(reverse("risk:customer", args=[customer.pk])).content.decode()
    assert "80%" in page
    assert "Tea drinkers" in page
    assert "The last purchase was 94 days ago; the usual gap is 31." in page
    what_if = client.get(reverse("risk:what_if", args=[customer.pk]))
    assert what_if.status_code == 200


def test_signals_tell_how_often_they_were_right(signed_in: SignIn, cast: Cast) -> None:
    make_churn_model(cast.analyst)  # type: ignore[arg-type]
    page = signed_in("analyst").get(reverse("risk:signals")).content.decode()
    assert "60% (40% to 80%)" in page
    assert "no warning is decided yet" in page


def test_the_card_tells_figures_drift_and_approval(signed_in: SignIn, cast: Cast) -> None:
    model = make_churn_model(cast.analyst)  # type: ignore[arg-type]
    make_drift(model)
    waiting = make_churn_model(cast.analyst, name="Newer", in_use=False)  # type: ignore[arg-type]
    client = signed_in("analyst")
    page = client.get(reverse("models:card", args=[model.pk])).content.decode()
    assert "Train again" in page
    assert "In use" in page
    refused = client.post(reverse("models:approve", args=[waiting.pk]), {"note": ""})
    assert refused.status_code == 422
    assert "Say in a note why you approve this model." in refused.content.decode()
    client.post(reverse("models:approve", args=[waiting.pk]), {"note": "Better"})
    model.refresh_from_db()
    assert not model.in_use
    client.post(reverse("models:roll_back", args=[waiting.pk]))
    model.refresh_from_db()
    assert model.in_use
    compared = client.get(reverse("models:compare"), {"a": model.pk, "b": waiting.pk}).content.decode()
    assert "Newer" in compared
    assert client.get(reverse("models:compare"), {"a": "x"}).status_code == 404


def test_clusters_are_named_and_their_names_are_choices_of_the_field(signed_in: SignIn, cast: Cast) -> None:
    from idic.foundation.nouns.registry import fields_of

    model = make_needs_model(cast.analyst, in_use=True)  # type: ignore[arg-type]
    client = signed_in("analyst")
    page = client.get(reverse("needs:run", args=[model.pk])).content.decode()
    assert "Tea drinkers" in page
    client.post(reverse("needs:names", args=[model.pk]), {"name-1": "Tea", "name-2": "Milk"})
    assert fields_of("customer")["needs_cluster"].choice_labels() == {"1": "Tea", "2": "Milk"}
    assert "Milk" in client.get(reverse("needs:overview")).content.decode()


@pytest.mark.parametrize("address", ["models:list", "risk:overview", "risk:lists", "needs:overview", "risk:signals"])
def test_a_page_asks_as_often_for_one_row_as_for_many(
    signed_in: SignIn, cast: Cast, make_customer: Callable[..., Customer], address: str
) -> None:
    model = make_churn_model(cast.analyst)  # type: ignore[arg-type]
    make_needs_model(cast.analyst, in_use=True)  # type: ignore[arg-type]
    make_prediction(model, make_customer())
    client = signed_in("manager")
    client.get(reverse(address))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(address))
    for number in range(12):
        make_churn_model(cast.analyst, name=f"Model {number}", in_use=False)  # type: ignore[arg-type]
        make_prediction(model, make_customer(given_name=f"A{number}", family_name="B", phone=f"08155500{number:02d}"))
    client.get(reverse(address))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(address))
    assert len(one) == len(many) <= MOST_QUERIES
