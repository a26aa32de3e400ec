"""Models as the jobs store them: one of who is about to leave that is in use, one of needs that waits for approval."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from idic.domain.differentiate.models import ModelDrift, Prediction, RiskList, RiskListEntry, TrainedModel
from idic.domain.differentiate.needs.question import NeedsQuestion
from idic.domain.differentiate.risk.question import Question
from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.methods import classification, classification_metrics

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
DAY = date(2026, 3, 1)
OUTCOME = [0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1] * 10
PROBABILITY = [0.05, 0.1, 0.12, 0.2, 0.3, 0.25, 0.3, 0.5, 0.4, 0.7, 0.8, 0.9] * 10


def churn_figures() -> dict[str, Any]:
    metrics = classification_metrics.measure(OUTCOME, PROBABILITY).to_json()
    flat = classification_metrics.measure(OUTCOME, [0.4] * len(OUTCOME)).to_json()
    return {
        "learner": "boosting", "metrics": metrics, "beside": {"logistic": metrics},
        "baselines": {"prevalence": flat, "rfm_rule": flat},
        "profit": {"contacts": 30, "share": 0.25, "cut": 0.6, "profit": 900.0, "curve": [[0, 0.0], [30, 900.0], [120, 10.0]]},
        "confusion": {"true_positive": 30, "false_positive": 0, "false_negative": 20, "true_negative": 70},
        "roc": [[0, 0], [1, 1]], "bands": {"high": 0.7, "medium": 0.3},
        "importance": [{"feature": "recency_days", "drop": 0.1, "sd": 0.01}, {"feature": "frequency", "drop": 0.02, "sd": 0.01}],
        "partial": [{"feature": "recency_days", "values": [1, 30, 90], "mean": [0.1, 0.3, 0.8], "elasticity": 0.5}],
        "typical": {"recency_days": [1, 30, 300], "frequency": [1, 5, 40]},
        "signals": [
            {"code": "falling_frequency", "warnings": 20, "hits": 12, "undecided": 3, "hit_rate": [0.6, 0.4, 0.8],
             "recall": 0.5, "lost": 24, "median_lead": 31.0, "now": 4},
            {"code": "follow_up_overdue", "warnings": 0, "hits": 0, "undecided": 0, "hit_rate": None, "recall": None,
             "lost": 0, "median_lead": None, "now": 0},
        ],
    }  # fmt: skip


def churn_content() -> str:
    """A small model that a refresh can score with: long silence foretells leaving."""
    silence = np.array(PROBABILITY, dtype=np.float64) * 300 + np.arange(len(PROBABILITY)) % 7
    features = classification.FeatureTable.of({"recency_days": silence, "frequency": 40 - silence / 10})
    model = classification.train(features, np.array(OUTCOME), kind="logistic").model
    assert model is not None
    kept = {"classifier": model.to_json(), "question": Question().as_dict(), "bands": churn_figures()["bands"]}
    return json.dumps(kept)


def make_churn_model(by: User, *, name: str = "Silence", in_use: bool = True, content: str = "{}") -> TrainedModel:
    return TrainedModel.objects.create(
        purpose="churn", name=name, definition=Question().as_dict(), snapshot="20260302T100000", as_of=DAY, seed=1,
        population={"rows": 120, "events": 50, "feature_days": 365,
                    "periods": [{"t0": "2025-12-01", "rows": 120, "events": 50, "left_out": {"no_profiling": 3}}]},
        features=["recency_days", "frequency"], parameters={"learner": "boosting"}, figures=churn_figures(), content=content,
        digest="0" * 64, is_offered=True, state="approved" if in_use else "trained", in_use=in_use, trained_by=by,
        trained_at=MOMENT, approved_by=by if in_use else None, approved_at=MOMENT if in_use else None,
        approval_note="Good" if in_use else "", warnings=[{"code": "customer_on_both_sides", "count": 7}],
    )  # fmt: skip


def make_prediction(model: TrainedModel, customer: Customer, *, score: float = 0.8, band: str = "high") -> Prediction:
    reasons = [
        {"code": "recency_days", "value": 94.0, "usual": 31.0, "push": 1.2},
        {"code": "frequency", "value": 12.0, "usual": 5.0, "push": -0.4},
        {"code": "attribute:x_plan", "value": "gold", "push": 0.1},
    ]
    return Prediction.objects.create(model=model, customer=customer, score=score, band=band, reasons=reasons, as_of=DAY)


def make_drift(model: TrainedModel) -> ModelDrift:
    return ModelDrift.objects.create(
        model=model, as_of=DAY, snapshot="20260302T100000", indices={"recency_days": 0.31, "frequency": 0.02},
        worst=0.31, foretold=0.3, observed=0.33, customers=100,
    )  # fmt: skip


def make_needs_model(by: User, *, in_use: bool = False) -> TrainedModel:
    axes = [
        {"feature": f"share:{name}", "low": 0.0, "high": 0.8, "mean": 0.3, "means": [0.6, 0.1]}
        for name in ("Tea", "Milk", "Bread")
    ]
    candidates = [
        {"k": k, "silhouette": 0.6 - 0.05 * k, "reading": "weak", "cost": 90.0 / k, "smallest_share": 0.2}
        for k in (2, 3, 4)
    ]
    figures = {
        "k": 2, "silhouette": 0.5, "reading": "weak", "candidates": candidates, "proposed": 2,
        "stability": {"mean": 0.9, "flagged": False, "skipped": 0}, "left_out": 2, "sizes": [60, 40], "radar": axes,
        "done": {"method": "k_means", "rows": 100, "choice_rows": 100, "starts": 20, "refits": 50, "refit_rows": 100},
        "modes": [{"feature": "attribute:x_plan", "modes": ["gold", ""]}],
    }  # fmt: skip
    return TrainedModel.objects.create(
        purpose="needs", name="What they buy", definition=NeedsQuestion().as_dict(), snapshot="20260302T100000",
        as_of=DAY, seed=1, population={"rows": 100}, features=["share:Tea"], figures=figures, content="{}",
        digest="1" * 64, is_offered=True, state="approved" if in_use else "trained", in_use=in_use, trained_by=by,
        trained_at=MOMENT, approved_by=by if in_use else None, approved_at=MOMENT if in_use else None,
        names={"1": "Tea drinkers", "2": ""},
    )  # fmt: skip


def make_draft(by: User) -> TrainedModel:
    return TrainedModel.objects.create(
        purpose="churn", name="Draft", definition=Question(horizon_days=60).as_dict(), seed=1, trained_by=by
    )


def make_list_of(model: TrainedModel, customer: Customer, by: User) -> RiskList:
    made = RiskList.objects.create(
        model=model, as_of=DAY, contact_cost=5, save_rate=0.2, held_out_share=0.1, seed=1, owner=by, due_on=DAY,
        method="telephone", created_by=by,
    )  # fmt: skip
    RiskListEntry.objects.create(risk_list=made, customer=customer, place=1, risk=0.8, expected_profit=11)
    return made
