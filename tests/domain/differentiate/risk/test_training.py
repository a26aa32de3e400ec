"""Any outcome: the churn of real telecom customers, as an attribute beside other attributes."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np

from idic.domain.differentiate.registry.content import canonical
from idic.domain.differentiate.risk.attributes import as_feature
from idic.domain.differentiate.risk.examples import Examples
from idic.domain.differentiate.risk.question import Kind, Question
from idic.domain.differentiate.risk.training import train


def _silent(*_told: object) -> None:
    """Nobody watches."""


def _telecom(folder: Path, most: int | None = None) -> Examples:
    with gzip.open(folder / "iranian_telecom_churn" / "customer_churn.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:most]
    columns = {
        f"attribute:{name.strip()}": as_feature([row[name] for row in rows])
        for name in rows[0]
        if name.strip() != "Churn"
    }
    outcome = np.array([float(row["Churn"]) for row in rows])
    return Examples(np.arange(len(rows)), np.full(len(rows), np.datetime64("2026-01-01")), outcome, columns)


QUESTION = Question(kind=Kind.ATTRIBUTE, target="x_churn", value="1", learner="boosting")


def test_real_churn_is_foretold_from_attributes_with_figures_and_reasons(shared_data: Path) -> None:
    first = train(_telecom(shared_data), QUESTION, seed=7, report=_silent)
    assert first.is_offered
    metrics = first.figures["metrics"]
    assert metrics["auc"]["value"] > 0.97
    assert first.figures["beside"]["logistic"]["auc"]["value"] < metrics["auc"]["value"]
    assert metrics["deciles"][0]["lift"] > 5
    assert {"no_dates"} <= {one["code"] for one in first.warnings}
    assert first.figures["importance"][0]["drop"] > 0


def test_the_same_rows_make_the_same_bytes(shared_data: Path) -> None:
    rows = _telecom(shared_data, most=400)
    first, again = (train(rows, QUESTION, seed=7, report=_silent) for _ in range(2))
    assert first.content
    assert canonical(first.content) == canonical(again.content or {})


def test_one_outcome_only_is_no_model_and_says_so() -> None:
    rows = Examples(
        np.arange(200), np.full(200, np.datetime64("2026-01-01")), np.zeros(200),
        {"recency_days": np.arange(200, dtype=np.float64)},
    )  # fmt: skip
    found = train(rows, Question(kind=Kind.ATTRIBUTE, target="x", value="1"), seed=7, report=_silent)
    assert found.content is None
    assert not found.is_offered
    assert {"one_class"} <= {one["code"] for one in found.warnings}
