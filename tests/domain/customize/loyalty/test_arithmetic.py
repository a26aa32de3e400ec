from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.domain.customize.loyalty.arithmetic import Held, last_day, points_for, settled, taken_from


@pytest.mark.parametrize(
    ("amount", "rounding", "points"),
    [("99.99", "down", 9), ("99.99", "up", 10), ("95", "nearest", 10), ("94.99", "nearest", 9), ("100", "up", 10),
     ("0", "up", 0), ("-50", "down", 0), ("0.01", "up", 1)],
)  # fmt: skip
def test_a_purchase_is_rounded_once(amount: str, rounding: str, points: int) -> None:
    assert points_for(Decimal(amount), points=1, per=Decimal(10), rounding=rounding) == points


@settings(max_examples=60, deadline=None)
@given(
    st.decimals("0.01", "10000000", places=4), st.integers(1, 500), st.decimals("0.01", "9999", places=2),
)  # fmt: skip
def test_rounding_is_exact(amount: Decimal, points: int, per: Decimal) -> None:
    exact = Fraction(amount) * points / Fraction(per)
    found = {one: points_for(amount, points=points, per=per, rounding=one) for one in ("down", "nearest", "up")}
    assert found["down"] <= exact < found["down"] + 1
    assert found["up"] - 1 < exact <= found["up"]
    assert found["nearest"] - Fraction(1, 2) <= exact < found["nearest"] + Fraction(1, 2)


@pytest.mark.parametrize(
    ("earned", "months", "last"),
    [
        ("2025-01-15", 12, "2026-01-31"), ("2025-06-20", 12, "2026-06-30"), ("2026-02-01", 12, "2027-02-28"),
        # 29 February is the last day where there is one
        ("2024-02-29", 12, "2025-02-28"), ("2023-02-28", 12, "2024-02-29"), ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-31", 2, "2025-02-28"), ("2024-12-01", 1, "2025-01-31"),
    ],
)  # fmt: skip
def test_points_are_good_until_the_end_of_a_month(earned: str, months: int, last: str) -> None:
    assert last_day(date.fromisoformat(earned), months) == date.fromisoformat(last)


def test_points_may_be_good_for_ever() -> None:
    assert last_day(date(2026, 2, 28), None) is None


def lot(number: int, points: int, expires: str | None, day: int = 1) -> Held:
    until = None if expires is None else date.fromisoformat(expires)
    return Held(number, 1, points, datetime(2025, 1, day, tzinfo=UTC), until)


def test_what_expires_first_goes_first_and_then_what_was_earned_first() -> None:
    lots = [
        lot(1, 10, None),
        lot(2, 10, "2026-02-28", day=9),
        lot(3, 10, "2026-01-31"),
        lot(4, 10, "2026-02-28", day=2),
    ]
    assert [(one.lot_id, part) for one, part in taken_from(lots, 35)] == [(3, 10), (4, 10), (2, 10), (1, 5)]


def test_debts_are_paid_from_what_expires_first() -> None:
    lots = [lot(1, -8, "2025-12-31"), lot(2, 5, "2026-02-28"), lot(3, 5, "2026-01-31"), lot(4, -9, None, day=5)]
    assert settled(lots) == [(1, 8), (2, -5), (3, -5), (4, 2)]
    assert settled([lot(1, 5, None)]) == []
