import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from idic.methods import baskets
from idic.methods.baskets.rules import benjamini_hochberg
from tests.methods.behaviour_oracle import churn, complete_journey, online_retail

receipts = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), min_size=1, max_size=25)


def nine():
    return churn()["basket_9"]


def counted(found: baskets.Itemsets) -> dict[tuple[object, ...], int]:
    return dict(found.labelled())


def by_name(found: baskets.Rules) -> dict[str, baskets.Rule]:
    return {f"{','.join(map(str, one.antecedent))}->{','.join(map(str, one.consequent))}": one for one in found}


def test_nine_receipts_have_the_thirteen_itemsets_of_the_book():
    found = baskets.frequent_itemsets(baskets.from_receipts(nine()["T"]), min_count=nine()["min_count"], max_length=5)
    assert {",".join(map(str, names)): count for names, count in found.labelled()} == nine()["frequent"]
    assert found.total == 13


def test_the_rules_of_the_book_have_their_confidence_and_lift():
    found = by_name(
        baskets.rules(baskets.frequent_itemsets(baskets.from_receipts(nine()["T"]), min_count=2, max_length=3))
    )
    for name, figures in nine()["rules_from_I1_I2_I5"].items():
        assert found[name].confidence == pytest.approx(figures["conf"], abs=1e-6)
        assert found[name].lift == pytest.approx(figures["lift"], abs=1e-6)
    rule = found["I1,I2->I5"]
    assert (rule.count, rule.support, rule.leverage) == (2, pytest.approx(2 / 9), pytest.approx(2 / 9 - 4 / 9 * 2 / 9))
    assert rule.conviction == pytest.approx((1 - 2 / 9) / (1 - 0.5))
    assert found["I5->I1,I2"].conviction == np.inf


def test_the_p_value_is_the_one_sided_test_of_fisher():
    rule = by_name(baskets.rules(baskets.frequent_itemsets(baskets.from_receipts(nine()["T"]), min_count=2)))[
        "I1,I2->I5"
    ]
    expected = fisher_exact([[2, 2], [0, 5]], alternative="greater").pvalue
    assert rule.p == pytest.approx(expected) == pytest.approx(1 / 6)
    assert rule.q == 1.0


def test_false_discoveries_are_held_down_as_by_benjamini_and_hochberg():
    p = np.array([0.01, 0.04, 0.03, 0.005, 0.8])
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))
    assert benjamini_hochberg(p, tests=50) == pytest.approx(
        np.minimum(false_discovery_control(np.append(p, np.ones(45)))[:5], 1)
    )


def test_rules_of_pure_chance_are_not_discoveries():
    rng = np.random.default_rng(5)
    held = rng.random((2000, 30)) < 0.1
    built = baskets.build(*np.nonzero(held))
    found = baskets.rules(baskets.frequent_pairs(built, min_count=10), max_q=0.05)
    assert found.count == 0
    assert found.tests == 30 * 29


def test_an_item_of_every_basket_has_lift_one_exactly():
    found = baskets.rules(
        baskets.frequent_pairs(baskets.from_receipts([["bag", "tea"], ["bag"], ["bag", "tea"]]), min_count=1)
    )
    assert found.lift.tolist() == [1.0, 1.0]


def test_an_item_repeated_in_one_receipt_counts_once():
    once = baskets.frequent_itemsets(baskets.from_receipts([["tea", "milk"], ["tea"]]), min_count=1)
    twice = baskets.frequent_itemsets(baskets.from_receipts([["tea", "milk", "tea", "tea"], ["tea"]]), min_count=1)
    assert counted(once) == counted(twice)


def test_returned_lines_are_no_purchase_and_a_receipt_of_returns_is_no_basket():
    built = baskets.build([1, 1, 2, 3], ["tea", "milk", "tea", "tea"], quantity=[1, -1, -2, 0])
    assert (built.count, built.returned, built.items.tolist()) == (1, 3, ["tea"])


def test_banned_items_leave_and_their_receipts_stay():
    built = baskets.build([1, 1, 2], ["bag", "tea", "bag"], banned={"bag"})
    assert (built.count, built.banned, built.items.tolist()) == (2, 2, ["tea"])
    above = baskets.build(
        [1, 1, 2], ["bag", "tea", "bag"], level={"bag": "sundries", "tea": "drinks"}, banned={"sundries"}
    )
    assert (above.count, above.items.tolist()) == (2, ["drinks"])


def test_a_level_puts_items_under_their_category_and_counts_what_has_none():
    built = baskets.build([1, 1, 1], ["oolong", "sencha", "thing"], level={"oolong": "tea", "sencha": "tea"})
    assert (built.items.tolist(), built.unplaced) == (["tea"], 1)
    assert counted(baskets.frequent_itemsets(built, min_count=1)) == {("tea",): 1}


def test_the_minimum_is_a_whole_number_and_keeps_the_border():
    built = baskets.from_receipts(nine()["T"])
    assert ("I1", "I5") in counted(baskets.frequent_pairs(built, min_count=2))
    for refused in (0, 0.5, -1):
        with pytest.raises(baskets.CountTooLow):
            baskets.frequent_pairs(built, min_count=refused)


def test_too_many_itemsets_are_refused_before_memory_runs_out():
    built = baskets.from_receipts([[f"i{number}" for number in range(60)]] * 2)
    with pytest.raises(baskets.TooManyItemsets):
        baskets.frequent_itemsets(built, min_count=2, max_length=3, most=1_000)


def test_nothing_bought_gives_nothing():
    found = baskets.frequent_itemsets(baskets.build([], []), min_count=1)
    assert (found.total, baskets.rules(found).count) == (0, 0)
    with pytest.raises(baskets.BasketsUnequal):
        baskets.build([1], ["a", "b"])


@settings(max_examples=60, deadline=None)
@given(receipts, st.integers(1, 4))
def test_the_itemsets_are_those_of_a_plain_count(bought, least):
    found = counted(baskets.frequent_itemsets(baskets.from_receipts(bought), min_count=least, max_length=4))
    sets = [frozenset(one) for one in bought]
    everything = sorted(set().union(*sets))
    plain = {
        names: count
        for size in range(1, 5)
        for names in combinations(everything, size)
        if (count := sum(1 for one in sets if set(names) <= one)) >= least
    }
    assert found == plain


@settings(max_examples=30, deadline=None)
@given(receipts, st.randoms())
def test_neither_the_order_of_rows_nor_the_labels_matter(bought, chance: random.Random):
    rows = [(number, item) for number, one in enumerate(bought) for item in one]
    shuffled = chance.sample(rows, len(rows))
    plain = baskets.frequent_itemsets(baskets.build(*map(np.array, zip(*rows, strict=True))), min_count=2)
    other = baskets.frequent_itemsets(baskets.build(*map(np.array, zip(*shuffled, strict=True))), min_count=2)
    assert counted(plain) == counted(other)
    renamed = baskets.build([number for number, _ in rows], [f"z{ord('z') - ord(item)}" for _, item in rows])
    assert sorted(counted(baskets.frequent_itemsets(renamed, min_count=2)).values()) == sorted(counted(plain).values())


def test_the_grocers_receipts_are_those_of_its_description():
    lines = complete_journey()
    built = baskets.build(lines["basket_id"], lines["product_id"])
    assert built.count == 81_817
    found = baskets.frequent_pairs(built, min_count=300)
    first, second = found.codes[1][0]
    holding = {
        code: set(np.repeat(np.arange(built.count), np.diff(built.start))[built.code == code])
        for code in (first, second)
    }
    assert len(holding[first] & holding[second]) == found.counts[1][0]


def test_the_gift_shop_has_its_known_number_of_invoices():
    invoice, code, quantity = online_retail()
    built = baskets.build(invoice, code, quantity=quantity)
    assert built.count == 18_532
    found = baskets.rules(baskets.frequent_pairs(built, min_count=300), min_confidence=0.5, max_q=0.01)
    assert found.count > 10
    assert (found.lift > 5).all()
