from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import drivers

positive = st.floats(0.1, 1e6)


def test_sales_fall_because_fewer_customers_come_while_baskets_grow() -> None:
    # 1000 buyers x 2 purchases x 50 = 100,000; 800 x 2 x 55 = 88,000; L = -12000 / ln(.88) = 93872.19
    found = drivers.of_factors(
        {"buyers": 1000, "purchases_per_buyer": 2, "basket": 50},
        {"buyers": 800, "purchases_per_buyer": 2, "basket": 55},
    )
    assert not isinstance(found, str)
    changes = {one.name: one.change for one in found}
    assert changes["buyers"] == pytest.approx(-20946.98, abs=0.01)
    assert changes["basket"] == pytest.approx(8946.98, abs=0.01)
    assert changes["purchases_per_buyer"] == 0
    assert sum(changes.values()) == pytest.approx(-12000)


@given(st.lists(st.tuples(positive, positive), min_size=1, max_size=5), st.randoms())
def test_the_parts_add_up_to_the_change_in_any_order(pairs: list[tuple[float, float]], dice: object) -> None:
    before = {str(number): first for number, (first, _) in enumerate(pairs)}
    after = {str(number): second for number, (_, second) in enumerate(pairs)}
    found = drivers.of_factors(before, after)
    turned = drivers.of_factors(dict(reversed(before.items())), dict(reversed(after.items())))
    assert not isinstance(found, str)
    assert not isinstance(turned, str)
    whole = drivers._product(after) - drivers._product(before)
    assert sum(one.change for one in found) == pytest.approx(whole, rel=1e-6, abs=1e-6 * drivers._product(after))
    assert {one.name: pytest.approx(one.change, rel=1e-9, abs=1e-9) for one in found} == {
        one.name: one.change for one in turned
    }


def test_a_factor_of_zero_gives_a_reason_instead_of_figures() -> None:
    assert drivers.of_factors({"buyers": 0.0}, {"buyers": 3.0}) == drivers.ZERO_OR_BELOW


def test_periods_with_different_factors_are_refused() -> None:
    with pytest.raises(drivers.DriverError):
        drivers.of_factors({"buyers": 1.0}, {"basket": 1.0})


def test_members_are_ordered_by_what_they_changed_and_a_new_one_counts_from_zero() -> None:
    found = drivers.of_members({"Bangkok": 100, "Phuket": 50}, {"Bangkok": 60, "Phuket": 55, "Krabi": 5})
    assert [(one.name, one.change, one.share) for one in found] == [
        ("Bangkok", -40, pytest.approx(4 / 3)), ("Krabi", 5, pytest.approx(-1 / 6)), ("Phuket", 5, pytest.approx(-1 / 6)),
    ]  # fmt: skip


def test_without_a_change_nobody_has_a_share_of_it() -> None:
    found = drivers.of_members({"a": 1, "b": 2}, {"a": 2, "b": 1})
    assert {one.share for one in found} == {None}
