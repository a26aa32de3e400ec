from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.normalise.numbers import AmbiguousNumberError, UnreadableNumberError, guess_decimal, parse_decimal


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("12,34,567.8", "1234567.8"),
        ("(1,234.50)", "-1234.50"),
        ("12-", "-12"),
        ("−3", "-3"),
        ("-฿๑,๒๓๔.๕๐", "-1234.50"),
        ("NT$ 99", "99"),
        ("1,500.00 บาท", "1500.00"),
        ("￥１２３", "123"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("1.2E+05", "120000"),
        ("0.1", "0.1"),
    ],
)
def test_numbers_are_read_exactly(raw: str, value: str) -> None:
    assert parse_decimal(raw) == Decimal(value)


def test_one_group_of_three_needs_the_decimal_mark() -> None:
    with pytest.raises(AmbiguousNumberError):
        parse_decimal("1,234")
    assert parse_decimal("1,234", decimal=".") == 1234
    assert parse_decimal("1,234", decimal=",") == Decimal("1.234")


@pytest.mark.parametrize("raw", ["", "-", "abc", "1,2,3,", "1.2.3,4,5", "--3", "12%", ".", "1" * 1_000_000])
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableNumberError):
        parse_decimal(raw)


def test_the_decimal_mark_is_guessed_from_what_has_one_reading() -> None:
    assert guess_decimal(["1,234", "1,234.5"]) == "."
    assert guess_decimal(["1.234", "12,5"]) == ","
    assert guess_decimal(["1,234", "5"]) is None
    assert guess_decimal(["12.5", "12,5"]) is None


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_a_written_amount_comes_back_in_both_habits(value: Decimal) -> None:
    english = f"{value:,.2f}"
    continental = english.translate(str.maketrans(",.", ".,"))
    assert parse_decimal(english, decimal=".") == value
    assert parse_decimal(continental, decimal=",") == value
