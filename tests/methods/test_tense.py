from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import tense

AS_OF = date(2026, 6, 30)


def ago(days):
    return None if days is None else AS_OF - timedelta(days=days)


def test_the_limit_is_three_own_gaps_between_90_and_730_days():
    assert tense.inactivity_limit([10, 60, 300, np.nan]).tolist() == [90, 180, 730, 365]


def test_the_limit_day_itself_still_counts():
    result = tense.derive([ago(180), ago(181)], as_of=AS_OF, median_gap_days=[60, 60])
    assert result.tense.tolist() == ["current", "past"]


def test_every_tense_and_the_reasons():
    result = tense.derive(
        [ago(20), ago(700), None, None, ago(-1)],
        as_of=AS_OF,
        has_interest=[False, True, True, False, True],
    )
    assert result.tense.tolist() == ["current", "past", "future", "unclassified", "unclassified"]
    assert result.reason.tolist() == ["no_own_gap", "no_own_gap", "", "no_contact", "purchase_after_as_of"]
    assert result.counts() == {"current": 1, "past": 1, "future": 1, "unclassified": 2}


def test_an_active_contract_is_current_and_an_ended_one_is_past():
    result = tense.derive(
        [ago(2000), None, ago(5), None],
        as_of=AS_OF,
        contractual=[False, True, True, True],
        contract_from=[ago(900), ago(900), ago(900), ago(-10)],
        contract_to=[None, AS_OF, ago(1), None],
        has_interest=[False, False, False, True],
    )
    assert result.tense.tolist() == ["current", "current", "past", "future"]


def test_a_product_line_may_set_its_own_limit():
    result = tense.derive([ago(100), ago(100)], as_of=AS_OF, limit_days=[120, np.nan], median_gap_days=[10, 10])
    assert result.tense.tolist() == ["current", "past"]


def test_the_competitor_flag_needs_a_valid_record_and_less_than_half_the_wallet():
    result = tense.derive(
        [ago(20)] * 6,
        as_of=AS_OF,
        competitor_is_main_supplier=[True, True, True, True, True, False],
        share_of_wallet=[0.49, 0.5, np.nan, 0.1, 0.1, 0.1],
        competitor_from=[ago(10), None, None, ago(-1), ago(10), None],
        competitor_to=[None, None, None, None, ago(1), None],
    )
    assert result.competitor.tolist() == [True, False, False, False, False, False]
    assert result.competitor_unknown.tolist() == [False, False, True, False, False, False]
    assert set(result.tense) == {"current"}


def test_the_same_party_has_another_tense_at_another_date():
    bought = [date(2026, 1, 1)]
    at = [
        tense.derive(bought, as_of=day, median_gap_days=[40]).tense[0] for day in (date(2026, 5, 1), date(2026, 5, 2))
    ]
    assert at == ["current", "past"]


def test_bad_figures_are_refused():
    with pytest.raises(tense.ShareOutOfRange):
        tense.derive([None], as_of=AS_OF, share_of_wallet=[40])
    with pytest.raises(tense.LimitOutOfRange):
        tense.inactivity_limit([-1])
    with pytest.raises(tense.UnequalColumns):
        tense.derive([None, None], as_of=AS_OF, has_interest=[True])


parties = st.lists(
    st.tuples(
        st.none() | st.integers(-50, 3000),
        st.none() | st.integers(0, 400),
        st.booleans(),
        st.booleans(),
        st.none() | st.integers(-100, 1000),
        st.none() | st.integers(-100, 1000),
    ),
    min_size=1,
    max_size=30,
)


@given(parties, st.randoms(use_true_random=False))
def test_each_party_has_one_tense_whatever_the_order_of_rows(rows, random):
    def derived(some):
        bought, gap, contractual, interest, start, end = zip(*some, strict=True)
        return tense.derive(
            [ago(days) for days in bought],
            as_of=AS_OF,
            median_gap_days=[np.nan if days is None else days for days in gap],
            contractual=contractual,
            has_interest=interest,
            contract_from=[ago(days) for days in start],
            contract_to=[ago(days) for days in end],
        )

    order = list(range(len(rows)))
    random.shuffle(order)
    straight = derived(rows)
    assert set(straight.tense) <= set(tense.TENSES)
    assert sum(straight.counts().values()) == len(rows)
    assert derived([rows[i] for i in order]).tense.tolist() == [straight.tense[i] for i in order]
    for (bought, *_), found in zip(rows, straight.tense, strict=True):
        assert not (found == "future" and bought is not None)
