"""A model from the question to the scores and back: real database, real snapshot, real training."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from idic.domain.differentiate.models import (
    CustomerScore,
    ModelDrift,
    Prediction,
    RiskListEntry,
    TrainedModel,
)
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.differentiate.registry.content import digest_of
from idic.domain.differentiate.registry.enums import ModelState
from idic.domain.differentiate.registry.errors import (
    AlreadyApproved,
    NotADraft,
    NoteMissing,
    NothingEarlier,
    NotOffered,
    NotTrained,
)
from idic.domain.differentiate.registry.operations.models import (
    approve_model,
    discard_draft,
    draft_model,
    name_clusters,
    retire_model,
    roll_back_model,
)
from idic.domain.differentiate.registry.queries.models import model_in_use
from idic.domain.differentiate.risk.jobs import look_job, train_model
from idic.domain.differentiate.risk.operations.lists import make_risk_list
from idic.domain.differentiate.risk.operations.runs import start_run
from idic.domain.differentiate.risk.queries.ranking import LEAVE, Terms, ranked
from idic.domain.differentiate.risk.question import Kind, Question
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.jobs.progress import SilentProgress
from idic.loop.follow_up_who_may_leave import follow_up_who_may_leave
from idic.warehouse.extract import take_snapshot
from tests.conftest import Cast

NOON = datetime(2024, 11, 1, 5, tzinfo=UTC)
AS_OF = date(2026, 10, 22)


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def _company(customers: int = 360) -> None:
    """Who buys at a steady pace, and who stops some day without a word."""
    dice = np.random.default_rng(4)
    source = ensure_source(code="till", name="Till", by=None)
    people = Customer.objects.bulk_create(
        Customer(
            name=f"Customer {number}", created_at=NOON, updated_at=NOON, kind="organisation",
            facts={"x_plan": "gold" if number % 3 else "basic"},
        )
        for number in range(customers)
    )  # fmt: skip
    bought = []
    for person in people:
        day, gap = float(dice.integers(0, 60)), float(dice.uniform(5, 20))
        stop = 720 if dice.random() < 0.2 else float(dice.integers(120, 720))
        while day < stop:
            bought.append(
                Purchase(
                    source=source, key=str(len(bought)), customer=person, at=NOON + timedelta(days=int(day)),
                    currency="THB", total=Decimal(100), line_count=1,
                )
            )  # fmt: skip
            day += float(dice.exponential(gap)) + 1
    Purchase.objects.bulk_create(bought)


def _snapshot() -> None:
    folder = settings.CONFIGURATION.warehouse_folder
    take_snapshot(folder, at=timezone.now(), time_zone=settings.TIME_ZONE, report=_silent)


def _question(**more: object) -> Question:
    return Question(horizon_days=60, feature_days=180, learner="logistic", **more)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_a_model_goes_from_the_question_to_people_and_back(cast: Cast) -> None:
    _company()
    _snapshot()
    by = cast.analyst
    model = start_run(_question(), name="Silence", by=by)  # type: ignore[arg-type]
    look_job(SilentProgress(), {"model": model.pk})
    model.refresh_from_db()
    assert [one["t0"] for one in model.population["periods"]] == sorted(
        one["t0"] for one in model.population["periods"]
    )
    assert model.population["gaps"]["proposed"] > 0
    with pytest.raises(NotTrained):
        approve_model(model, note="x", by=by)  # type: ignore[arg-type]

    model = train_model(model, report=_silent, by=by)  # type: ignore[arg-type]
    assert (model.state, model.is_offered, model.in_use) == (ModelState.TRAINED, True, False), model.warnings
    assert model.figures["metrics"]["auc"]["low"] > 0.6
    assert set(model.figures["baselines"]) == {"prevalence", "rfm_rule"}
    assert {one["code"] for one in model.figures["signals"]} == {
        "falling_frequency", "falling_activity", "follow_up_overdue",
    }  # fmt: skip
    assert digest_of(model.content) == model.digest
    again = train_model(start_run(_question(), name="Again", by=by), report=_silent, by=by)  # type: ignore[arg-type]
    assert again.content == model.content
    with pytest.raises(NotADraft):
        train_model(model, report=_silent, by=by)  # type: ignore[arg-type]

    with pytest.raises(NoteMissing):
        approve_model(model, note=" ", by=by)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        approve_model(model, note="Good", by=cast.sales)  # type: ignore[arg-type]
    approve_model(model, note="Good", by=by)  # type: ignore[arg-type]
    with pytest.raises(AlreadyApproved):
        approve_model(model, note="Good", by=by)  # type: ignore[arg-type]
    refresh_scores(report=_silent, as_of=AS_OF)
    scored = CustomerScore.objects.exclude(churn_risk=None)
    assert scored.count() == Prediction.objects.filter(model=model).count() > 100
    assert set(scored.values_list("churn_band", flat=True)) <= {"high", "medium", "low"}
    assert all(0 <= one <= 1 for one in scored.values_list("churn_risk", flat=True))
    top = Prediction.objects.filter(model=model).order_by("-score")[0]
    assert len(top.reasons) == 3
    assert {"code", "value", "push"} <= set(top.reasons[0])
    drift = ModelDrift.objects.get(model=model)
    assert drift.worst is not None
    assert abs((drift.foretold or 0) - (drift.observed or 0)) < 0.15

    terms = Terms(contact_cost=1, save_rate=0.5, worth=100)
    people = ranked(by, model, terms, limit=300)  # type: ignore[arg-type]
    assert [one.profit for one in people] == sorted((one.profit for one in people), reverse=True)
    assert all((one.profit <= 0) == (one.action == LEAVE) for one in people)
    made = make_risk_list(
        model,
        terms,
        size=40,
        owner=cast.manager,
        due_on=AS_OF,
        method="telephone",
        by=cast.manager,  # type: ignore[arg-type]
    )
    entries = RiskListEntry.objects.filter(risk_list=made)
    assert (entries.count(), entries.filter(is_held_out=True).count()) == (40, 4)
    event = Event.objects.filter(verb="risk_list.made").order_by("-id")[0]
    for _time in range(2):
        follow_up_who_may_leave(event)
    asked = set(FollowUp.objects.values_list("customer_id", flat=True))
    assert asked == set(entries.filter(is_held_out=False).values_list("customer_id", flat=True))

    with pytest.raises(NothingEarlier):
        roll_back_model(model, by=by)  # type: ignore[arg-type]
    approve_model(again, note="The same again", by=by)  # type: ignore[arg-type]
    assert model_in_use("churn").pk == again.pk  # type: ignore[union-attr]
    assert roll_back_model(again, by=by).pk == model.pk  # type: ignore[arg-type]
    retire_model(TrainedModel.objects.get(pk=model.pk), by=by)  # type: ignore[arg-type]
    assert model_in_use("churn") is None
    refresh_scores(report=_silent, as_of=AS_OF)
    assert not CustomerScore.objects.exclude(churn_risk=None).exists()
    assert not CustomerScore.objects.exclude(churn_band="").exists()


@pytest.mark.django_db(transaction=True)
def test_any_attribute_can_be_the_outcome_and_no_dates_are_said_to_be_none(cast: Cast) -> None:
    _company(120)
    _snapshot()
    by = cast.analyst
    question = _question(kind=Kind.ATTRIBUTE, target="x_plan", value="gold")
    model = train_model(start_run(question, name="Gold", by=by), report=_silent, by=by)  # type: ignore[arg-type]
    assert model.subject == "attribute:x_plan:gold"
    assert {"no_dates"} <= {one["code"] for one in model.warnings}
    # nothing in what they buy tells who has which plan: the model must not be offered
    assert not model.is_offered
    with pytest.raises(NotOffered):
        approve_model(model, note="x", by=by)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_draft_can_be_thrown_away_and_clusters_keep_the_names_of_their_numbers(cast: Cast) -> None:
    model = draft_model(purpose="needs", name="Needs", definition={}, by=cast.analyst)  # type: ignore[arg-type]
    TrainedModel.objects.filter(pk=model.pk).update(names={"1": "", "2": ""})
    named = name_clusters(model, {"1": " Tea ", "9": "Nobody"}, by=cast.analyst)  # type: ignore[arg-type]
    assert named.names == {"1": "Tea", "2": ""}
    with pytest.raises(NotAllowed):
        discard_draft(model, by=cast.sales)  # type: ignore[arg-type]
    discard_draft(model, by=cast.analyst)  # type: ignore[arg-type]
    assert not TrainedModel.objects.exists()


@pytest.mark.django_db
def test_one_model_of_a_question_is_in_use_whatever_is_written(cast: Cast) -> None:
    one = draft_model(purpose="churn", name="One", definition={}, by=cast.analyst)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE differentiate_trainedmodel SET in_use = true WHERE id = %s", [one.pk])
