"""The quick ways to write numbers, money and days say what Babel says, in every language."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date, format_timedelta
from babel.numbers import format_currency, format_decimal
from django.utils import timezone, translation

from idic.foundation.languages import formats

LANGUAGES = ["en", "th", "zh-hans", "zh-hant"]
_DICE = random.Random(20261122)
NUMBERS: list[int | float | Decimal] = [
    0, 1, -1, 999, 1000, -1234567, 10**15, 0.5, 1.5, 2.5, 0.125, 1e20, Decimal("1.005"), Decimal("12345.675"),
    Decimal("1E+3"), Decimal("0.10"), Decimal("-98765.4321"),
    *(round(_DICE.uniform(-1e6, 1e6), 4) for _ in range(60)),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers(language: str) -> None:
    with translation.override(language):
        for value in NUMBERS:
            for digits, pattern in ((None, "#,##0.##"), (0, "#,##0"), (2, "#,##0.00"), (4, "#,##0.0000")):
                told = format_decimal(value, format=pattern, locale=formats.LOCALES[language])
                # Babel keeps the sign of a number that rounds to nothing.
                assert formats.number(value, digits) == (told if told.strip("-0.,") else told.lstrip("-"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["THB", "CNY", "TWD", "USD", "JPY", "KWD"])
def test_money(language: str, currency: str) -> None:
    with translation.override(language):
        for value in NUMBERS:
            told = format_currency(value, currency, locale=formats.LOCALES[language])
            figures = "".join(sign for sign in told if sign in "0123456789.,-")
            assert "".join(sign for sign in formats.money(value, currency) if sign in "0123456789.,-") == figures


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_how_long_ago_they_are(language: str) -> None:
    today = date(2026, 11, 22)
    with translation.override(language):
        formats.activate_era("common")
        for back in range(0, 900, 13):
            day = today - timedelta(days=back)
            for length in ("short", "medium", "long", "full"):
                told = format_date(day, length, locale=formats.LOCALES[language])
                assert formats.day(day, length) == formats.day(day, length) == told
        for back in range(1, 30):
            told = format_timedelta(
                timedelta(days=-back), granularity="day", add_direction=True, threshold=0.95,
                locale=formats.LOCALES[language],
            )  # fmt: skip
            assert formats.ago(timezone.localdate() - timedelta(days=back)) == told


def test_a_day_is_worded_for_the_reader_and_not_for_whoever_asked_first() -> None:
    day = date(2026, 2, 28)
    with translation.override("th"):
        formats.activate_era("buddhist")
        assert "2569" in formats.day(day)
    with translation.override("en"):
        assert "2569" in formats.day(day)
        formats.activate_era("common")
        assert formats.day(day) == "Feb 28, 2026"
    with translation.override("zh-hans"):
        assert formats.day(day) == "2026年2月28日"
