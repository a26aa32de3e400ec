"""Where there are too many rows, whole customers are drawn before anything is worked out of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from idic.domain.differentiate.risk.examples import examples
from idic.domain.differentiate.risk.jobs import star
from idic.domain.differentiate.risk.looking import known_days, span_of
from idic.domain.differentiate.risk.question import Question
from tests.conftest import Cast
from tests.domain.differentiate.registry.test_life_of_a_model import _company, _snapshot


@pytest.mark.django_db(transaction=True)
def test_the_drawn_rows_are_those_of_whole_customers_and_say_the_same_of_them(cast: Cast) -> None:
    _company(60)
    _snapshot()
    nobody = np.empty(0, dtype=np.int64)
    with star() as (_snapshot_read, table):
        question = Question(horizon_days=60, feature_days=180)
        span = span_of(question, known_days(table, question, currency="THB", until=date(2026, 12, 31)))
        whole = examples(table, question, span, currency="THB", without=nobody)
        size = whole.customers.size
        some, again = (
            examples(table, question, span, currency="THB", without=nobody, seed=7, most=size // 3) for _ in range(2)
        )
    assert (whole.drawn_from, some.drawn_from) == (0, size)
    assert some.counts == whole.counts
    assert np.array_equal(some.customers, again.customers)
    kept = np.isin(whole.customers, some.customers)
    assert 0 < kept.sum() < size / 2
    assert np.array_equal(whole.customers[kept], some.customers)
    assert np.array_equal(whole.outcome[kept], some.outcome)
    for name, values in whole.columns.items():
        assert np.array_equal(values[kept], some.columns[name], equal_nan=True), name
