import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import rfm
from tests.methods import oracle

EXPECTED = oracle.segmentation()["rfm"]
DAYS = [row["days_since_last"] for row in EXPECTED["customers"]]
ORDERS = [row["orders"] for row in EXPECTED["customers"]]
AMOUNT = [row["amount"] for row in EXPECTED["customers"]]
IDS = [row["id"] for row in EXPECTED["customers"]]

customers = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 6), st.integers(-50, 500)), min_size=1, max_size=40)


@pytest.mark.parametrize("ties", ["min", "mid", "max"])
def test_ten_customers_score_as_published_for_every_way_of_ties(ties):
    assert rfm.score(DAYS, ORDERS, AMOUNT, ties=ties).code.astype(str).tolist() == EXPECTED["scores"][ties]


def test_ten_customers_score_as_published_when_nested():
    scores = rfm.score(DAYS, ORDERS, AMOUNT, scheme="nested", customer_ids=IDS)
    assert scores.code.astype(str).tolist() == EXPECTED["nested"]


@pytest.mark.parametrize("ties", ["min", "mid", "max"])
def test_cdnow_quintiles_have_the_known_sizes(ties):
    days, orders = oracle.cdnow()
    scores = rfm.score(days, orders, np.ones(days.size), ties=ties)
    expected = EXPECTED["cdnow_quintile_counts_1_to_5"][ties]
    assert days.size == 2357
    assert np.bincount(scores.r, minlength=6)[1:].tolist() == expected["R"]
    assert np.bincount(scores.f, minlength=6)[1:].tolist() == expected["F"]


def test_the_groups_of_the_ten_customers():
    assert rfm.score(DAYS, ORDERS, AMOUNT).group.tolist() == [
        "champions",
        "potential_loyalist",
        "champions",
        "loyal",
        "about_to_sleep",
        "loyal",
        "hibernating",
        "at_risk",
        "lost",
        "hibernating",
    ]


def test_the_named_groups_cover_each_of_the_125_codes_once():
    found = rfm.group_of_code()
    assert len(found) == 125
    assert set(found.values()) == set(rfm.GROUPS)
    assert found[555] == "champions"
    assert found[255] == "at_risk"
    assert found[155] == "cannot_lose"
    assert found[511] == "new"
    assert found[111] == "lost"


def test_a_group_table_with_a_gap_and_a_repetition_is_refused():
    rules = (*rfm.GROUP_RULES[1:], rfm.GroupRule("everyone_lost", 1, 1, 2, 2))
    with pytest.raises(rfm.GroupsDoNotPartition) as refused:
        rfm.group_of_code(rules)
    assert 555 in refused.value.uncovered
    assert refused.value.repeated == (111,)


def test_break_even_and_cell_index():
    assert rfm.break_even_rate(0.55, 40) == pytest.approx(0.01375)
    assert rfm.cell_index(0.022, 0.01375) == pytest.approx(60.0)
    assert rfm.cell_index(0.0, 0.01375) == pytest.approx(-100.0)
    with pytest.raises(rfm.FigureOutOfRange):
        rfm.break_even_rate(0.55, 0)


def test_fixed_breakpoints_score_the_limits_themselves():
    limits = rfm.Breakpoints((30, 90, 180, 365), (2, 3, 5, 10), (50, 100, 300, 1000))
    scores = rfm.score([30, 31, 365, 366], [1, 2, 9, 10], [49.99, 50, 999, 1000], scheme="fixed", breakpoints=limits)
    assert scores.code.tolist() == [511, 422, 244, 155]


def test_fixed_scores_do_not_depend_on_the_other_customers():
    limits = rfm.Breakpoints((30, 90, 180, 365), (2, 3, 5, 10), (50, 100, 300, 1000))
    alone = [
        rfm.score([d], [o], [a], scheme="fixed", breakpoints=limits).code[0]
        for d, o, a in zip(DAYS, ORDERS, AMOUNT, strict=True)
    ]
    assert rfm.score(DAYS, ORDERS, AMOUNT, scheme="fixed", breakpoints=limits).code.tolist() == alone


def test_requests_that_cannot_be_scored_name_what_is_missing():
    with pytest.raises(rfm.BreakpointsNeeded):
        rfm.score(DAYS, ORDERS, AMOUNT, scheme="fixed")
    with pytest.raises(rfm.BreakpointsNotAscending):
        rfm.Breakpoints((30, 30, 180, 365), (2, 3, 5, 10), (1, 2, 3, 4))
    with pytest.raises(rfm.CustomerIdsNeeded):
        rfm.score(DAYS, ORDERS, AMOUNT, scheme="nested")
    with pytest.raises(rfm.UnequalLengths):
        rfm.score(DAYS, ORDERS, AMOUNT[1:])
    with pytest.raises(rfm.UnknownScheme):
        rfm.score(DAYS, ORDERS, AMOUNT, scheme="quartile")


def test_fewer_than_five_customers_are_scored_and_flagged():
    scores = rfm.score([1, 2, 3], [3, 2, 1], [30, 20, 10])
    assert scores.code.tolist() == [444, 222, 111]
    assert scores.warnings == (rfm.Warned("too_few", 3),)


def test_all_tied_customers_all_score_one():
    scores = rfm.score([7] * 6, [2] * 6, [10] * 6)
    assert scores.code.tolist() == [111] * 6
    assert [warned.code for warned in scores.warnings] == [
        "all_tied_recency",
        "all_tied_frequency",
        "all_tied_monetary",
    ]


def test_customers_without_an_order_or_with_a_future_one_are_not_scored_and_counted():
    scores = rfm.score([*DAYS, np.nan, 3, -1, 4], [*ORDERS, np.nan, 0, 1, 1], [*AMOUNT, np.nan, 0, 10, np.nan])
    assert scores.code[:10].astype(str).tolist() == EXPECTED["scores"]["min"]
    assert scores.code[10:].tolist() == [0, 0, 0, 0]
    assert scores.group[10:].tolist() == ["", "", "", ""]
    assert scores.warnings == (
        rfm.Warned("no_order", 2),
        rfm.Warned("order_after_as_of", 1),
        rfm.Warned("figure_unknown", 1),
    )


def test_a_negative_amount_is_a_low_amount():
    assert rfm.score([1] * 5, [1] * 5, [-20, 0, 1, 2, 3]).m.tolist() == [1, 2, 3, 4, 5]


def test_nobody_to_score_is_an_empty_answer():
    assert rfm.score([], [], []).code.tolist() == []


@given(customers, st.sampled_from(["min", "mid", "max"]), st.randoms(use_true_random=False))
def test_permuted_rows_keep_their_scores_and_equal_values_share_one(rows, ties, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    days, orders, amount = zip(*rows, strict=True)
    straight = rfm.score(days, orders, amount, ties=ties)
    shuffled = rfm.score(*([column[i] for i in order] for column in (days, orders, amount)), ties=ties)
    assert shuffled.code.tolist() == [straight.code[i] for i in order]
    for values, scored in ((days, straight.r), (orders, straight.f), (amount, straight.m)):
        assert len(set(zip(values, scored.tolist(), strict=True))) == len(set(values))
        assert set(scored.tolist()) <= {1, 2, 3, 4, 5}


@given(customers, st.randoms(use_true_random=False))
def test_permuted_rows_keep_their_nested_scores(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    days, orders, amount = zip(*rows, strict=True)
    straight = rfm.score(days, orders, amount, scheme="nested", customer_ids=list(range(len(rows))))
    shuffled = rfm.score(
        *([column[i] for i in order] for column in (days, orders, amount)), scheme="nested", customer_ids=order
    )
    assert shuffled.code.tolist() == [straight.code[i] for i in order]
