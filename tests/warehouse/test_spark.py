"""The sample company on DuckDB and on a real cluster of Apache Spark: the same marts, scores, segments and answers.

`make test-slow` installs what it needs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from django.conf import settings

from idic.domain.differentiate.executive.reading import read_figures
from idic.domain.differentiate.models import CustomerScore, Prediction, SegmentMembership
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.foundation.accounts.models import User
from idic.sample.loading import load_sample
from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import TooLong
from idic.warehouse.marts.baskets import basket_lines, buyers_of
from idic.warehouse.marts.branch_spend import branch_spend
from idic.warehouse.marts.category_days import category_days
from idic.warehouse.marts.cohort_months import cohort_months
from idic.warehouse.marts.customers import customer_mart
from idic.warehouse.marts.features import FeatureWindow, category_spend, feature_table
from idic.warehouse.marts.purchase_days import purchase_days
from idic.warehouse.marts.touches import touches_and_purchases
from idic.warehouse.questions.answering import answer
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question
from idic.warehouse.reading import Star, opened
from idic.warehouse.snapshots import Snapshot, current_snapshot
from tests.spark import spark_cluster
from tests.trained_models import churn_content, make_churn_model
from tests.warehouse.spark_questions import QUESTIONS

__all__ = ["spark_cluster"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

_DIGIT = 1e-8


@dataclass(frozen=True)
class Turn:
    """What a refresh left behind."""

    refresh: dict[str, Any]
    snapshot: Snapshot
    scores: dict[int, dict[str, Any]]
    memberships: set[tuple[int, int]]
    predictions: dict[int, dict[str, Any]]


def test_the_sample_company_is_the_same_on_both_engines(transactional_db: None, spark_cluster: str) -> None:
    load_sample()
    make_churn_model(User.objects.earliest("pk"), content=churn_content())
    ours = _turn()
    with _spark(spark_cluster):
        theirs = _turn()
    assert len(ours.scores) > 900
    assert _other(ours.scores, theirs.scores) == []
    assert ours.memberships == theirs.memberships
    assert _other(ours.predictions, theirs.predictions) == []
    assert ours.predictions
    assert _other(ours.refresh, theirs.refresh) == []
    _every_mart_is_the_same(ours.snapshot, theirs.snapshot, spark_cluster)
    _what_is_made_of_the_marts_is_the_same(theirs.snapshot, date.fromisoformat(ours.refresh["as_of"]), spark_cluster)
    _questions_are_answered_the_same(date.fromisoformat(ours.refresh["as_of"]), spark_cluster)


def _every_mart_is_the_same(ours: Snapshot, theirs: Snapshot, cluster: str) -> None:
    """As each refresh wrote it, and as each engine reads it."""
    assert ours.rows == theirs.rows
    for name in ours.rows:
        with opened(ours) as star:
            told = _sorted(star.table(name).to_pyarrow())
        with opened(theirs) as star:
            assert _other(told, _sorted(star.table(name).to_pyarrow())) == [], name
    with _spark(cluster), opened(ours) as star:
        read = {name: _sorted(star.table(name).to_pyarrow()) for name in ours.rows}
    with opened(ours) as star:
        for name, found in read.items():
            assert _sorted(star.table(name).to_pyarrow()).equals(found), name


def _what_is_made_of_the_marts_is_the_same(snapshot: Snapshot, day: date, cluster: str) -> None:
    """To the last bit: all of it is counted and summed in whole numbers."""
    ours = _made(snapshot, day)
    with _spark(cluster):
        theirs = _made(snapshot, day)
    for name, found in ours.items():
        assert found, name
        assert found == theirs[name], name


def _made(snapshot: Snapshot, day: date) -> dict[str, str]:
    currency, since = settings.CONFIGURATION.currency, day - timedelta(days=90)
    window = FeatureWindow(day - timedelta(days=60), 365)

    def executive(star: Star) -> Any:
        content = read_figures(star, as_of=day, currency=currency)
        assert content is not None
        return content.to_json()

    def touches(star: Star) -> Any:
        found = touches_and_purchases(
            snapshot, read_from=since, since=since, until=day, category=(), each_campaign=True
        )
        rows = zip(found.customer.tolist(), found.day.tolist(), found.touch.tolist(), strict=True)
        return sorted(rows), len(found.bought_customer), found.all_purchases

    makers: dict[str, Callable[[Star], Any]] = {
        "customers": lambda star: customer_mart(snapshot, as_of=day, currency=currency),
        "features": lambda star: feature_table(star.table, window, currency=currency),
        "needs": lambda star: _sorted(category_spend(star.table, window, currency=currency).to_pyarrow()),
        "purchase days": lambda star: purchase_days(star, until=day, currency=currency),
        "baskets": lambda star: basket_lines(
            snapshot, since=since, until=day, level="category_1", customers=range(1, 400)
        ),
        "buyers": lambda star: sorted(
            buyers_of(snapshot, since=since, until=day, level="category_1", item=_first_category(star))
        ),
        "paths": lambda star: category_days(snapshot, since=since, until=day, level="category_1", currency=currency),
        "cohorts": lambda star: cohort_months(snapshot, until=day, currency=currency),
        "margins": lambda star: branch_spend(
            snapshot, as_of=day, currency=currency, categories=[["Grocery"], ["Produce"]]
        ),
        "touches": touches,
        "executive": executive,
    }
    with opened(snapshot) as star:
        return {name: _told(make(star)) for name, make in makers.items()}


def _questions_are_answered_the_same(day: date, cluster: str) -> None:
    ours = _answers(Desk(settings.CONFIGURATION), day)
    with _spark(cluster):
        desk = Desk(settings.CONFIGURATION)
        try:
            theirs = _answers(desk, day)
            with pytest.raises(TooLong), desk.within(0.05):
                _ask(desk, "cube", day - timedelta(days=1))
        finally:
            desk.close()
    for name, found in ours.items():
        assert found, name
        assert _other(found, theirs[name]) == [], name


def _answers(desk: Desk, day: date) -> dict[str, list[Any]]:
    found = {}
    for name in QUESTIONS:
        with desk.within(300):
            found[name] = _ask(desk, name, day)
    return found


def _ask(desk: Desk, name: str, day: date) -> list[Any]:
    """The whole pivot as it is read: lines in their order, and the figures at each crossing."""
    cut, stored = QUESTIONS[name]
    body = {"question": stored, "cut": cut, "today": day.isoformat(), "currency": settings.CONFIGURATION.currency}
    question = read_question(stored)
    pivot = Pivot(question, json.loads(answer(body, desk)))
    return [
        (row.key, column.key, asdict(pivot.figure(row.key, column.key, measure)))
        for row in pivot.rows
        for column in (*pivot.all_columns, *pivot.columns[-1:])
        for measure in range(len(question.measures))
    ]


def _first_category(star: Star) -> str:
    products = star.table("products")
    found: str = products.filter(products.is_goods).category_1.min().to_pyarrow().as_py()
    return found


@contextmanager
def _spark(cluster: str) -> Iterator[None]:
    before = settings.CONFIGURATION
    settings.CONFIGURATION = replace(before, warehouse_engine="spark", spark_master=cluster)
    try:
        yield
    finally:
        settings.CONFIGURATION = before


def _turn() -> Turn:
    refresh = refresh_scores(report=lambda *_: None)
    kept = {
        "as_of": refresh.as_of.isoformat(), "figures": refresh.figures, "fitted": refresh.fitted,
        "warnings": refresh.warnings, "parameters": refresh.parameters,
    }  # fmt: skip
    return Turn(
        kept,
        current_snapshot(settings.CONFIGURATION.warehouse_folder),
        {row.pop("customer_id"): row for row in CustomerScore.objects.values() if row.pop("refresh_id") == refresh.pk},
        set(SegmentMembership.objects.filter(valid_to=None).values_list("customer_id", "segment_id")),
        {
            row["customer_id"]: row
            for row in Prediction.objects.values("customer_id", "score", "band", "reasons", "as_of")
        },
    )


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names])


def _told(made: Any) -> str:
    """Everything in it, with the types of the columns."""
    if isinstance(made, pa.Table):
        return json.dumps([str(made.schema), made.to_pydict()], default=repr)
    if isinstance(made, np.ndarray):
        return repr((made.dtype, made.tolist()))
    if hasattr(made, "__dataclass_fields__"):
        return repr({name: _told(getattr(made, name)) for name in made.__dataclass_fields__})
    return repr(made)


def _other(one: Any, other: Any, place: str = "") -> list[str]:
    """Where two differ: fractions from the eighth digit on are one, all else is to be the same."""
    if isinstance(one, pa.Table):
        same = [] if one.schema.equals(other.schema) else [f"{one.schema} / {other.schema}"]
        return same or _other(one.to_pydict(), other.to_pydict(), place)
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [told for key in one for told in _other(one[key], other[key], f"{place}/{key}")]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [told for number, pair in pairs for told in _other(*pair, f"{place}/{number}")]
    if isinstance(one, float) and isinstance(other, float):
        return [] if math.isclose(one, other, rel_tol=_DIGIT, abs_tol=_DIGIT) else [f"{place}: {one} / {other}"]
    return [] if one == other and type(one) is type(other) else [f"{place}: {one} / {other}"]
