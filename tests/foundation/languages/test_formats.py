from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from idic.foundation.languages import formats

LEAP_DAY = date(2024, 2, 29)


@pytest.fixture(autouse=True)
def _a_reader_of_english_in_the_common_era() -> Iterator[None]:
    with translation.override("en"):
        formats.activate_era("common")
        yield
        formats.activate_era("common")


@pytest.mark.parametrize(
    ("language", "length", "expected"),
    [
        ("th", "medium", "29 ก.พ. 2567"),
        ("th", "long", "29 กุมภาพันธ์ พ.ศ. 2567"),
        ("th", "short", "29/2/67"),
        ("en", "medium", "Feb 29, 2567 BE"),
        ("zh-hans", "medium", "佛历2567年2月29日"),
        ("zh-hant", "long", "佛曆2567年2月29日"),
    ],
)
def test_a_buddhist_year_is_543_years_ahead_and_the_day_stays(
    language: str, length: formats.Length, expected: str
) -> None:
    formats.activate_era("buddhist")
    with translation.override(language):
        assert formats.day(LEAP_DAY, length) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Feb 29, 2024"), ("th", "29 ก.พ. 2024"), ("zh-hans", "2024年2月29日"), ("zh-hant", "2024年2月29日")],
)
def test_the_common_era_leaves_the_year_alone_in_every_language(language: str, expected: str) -> None:
    with translation.override(language):
        assert formats.day(LEAP_DAY) == expected


def test_months_follow_the_era_too() -> None:
    formats.activate_era("buddhist")
    with translation.override("th"):
        assert formats.month(LEAP_DAY) == "ก.พ. 2567"


def test_an_unknown_era_means_the_common_one() -> None:
    formats.activate_era("reiwa")
    assert formats.current_era() == "common"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "12.3M"), ("th", "12.3M"), ("zh-hans", "1234.6万"), ("zh-hant", "1234.6萬")]
)
def test_large_numbers_shorten_by_ten_thousands_in_chinese(language: str, expected: str) -> None:
    with translation.override(language):
        assert formats.compact(12_345_678) == expected


@pytest.mark.parametrize("language", ["en", "th", "zh-hans", "zh-hant"])
def test_numbers_keep_at_most_two_decimals_unless_asked(language: str) -> None:
    with translation.override(language):
        assert formats.number(Decimal("1234567.891")) == "1,234,567.89"
        assert formats.number(1200) == "1,200"
        assert formats.number(Decimal("3.14159"), 4) == "3.1416"
        assert formats.number(Decimal("3.14159"), 0) == "3"


@pytest.mark.parametrize(
    ("language", "currency", "expected"),
    [
        ("en", "THB", "฿1,234.50"),
        ("th", "THB", "฿1,234.50"),
        ("zh-hans", "THB", "฿1,234.50"),
        ("zh-hans", "CNY", "¥1,234.50"),
        ("en", "CNY", "CN¥1,234.50"),
        ("en", "CHF", "CHF\u00a01,234.50"),
        ("en", "JPY", "¥1,234"),
    ],
)
def test_money_carries_the_sign_and_the_decimals_of_its_currency(language: str, currency: str, expected: str) -> None:
    with translation.override(language):
        assert formats.money(Decimal("1234.50"), currency) == expected


def test_whole_money_drops_the_decimals() -> None:
    assert formats.whole_money(Decimal("640250.40"), "THB") == "฿640,250"


def test_a_change_shows_its_sign() -> None:
    assert formats.signed_percent(Decimal("0.125")) == "+12.5%"
    assert formats.signed_percent(-0.02) == "−2%"
    assert formats.signed_percent(0) == "0%"


def test_a_moment_is_shown_on_the_day_of_the_business_not_of_utc() -> None:
    with timezone.override("Asia/Bangkok"):
        late = datetime(2025, 12, 31, 20, 30, tzinfo=UTC)
        assert formats.day(late) == "Jan 1, 2026"
        assert formats.clock(late).replace("\u202f", " ") == "3:30 AM"
        with translation.override("th"):
            assert formats.moment(late) == "1 ม.ค. 2026 03:30"


def test_relative_time_turns_into_a_date_after_a_month() -> None:
    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert formats.ago(now - timedelta(hours=3), now) == "3 hours ago"
    assert formats.ago(now - timedelta(days=200), now) == "Sep 12, 2025"
    with translation.override("zh-hans"):
        assert formats.ago(now - timedelta(hours=3), now) == "3小时前"


def test_a_format_is_found_by_its_name() -> None:
    assert formats.by_name(Decimal("1234.5"), "money:THB") == "฿1,234.50"
    assert formats.by_name(LEAP_DAY, "month") == "Feb 2024"
    assert formats.by_name(None, "number") == ""
    assert formats.by_name("as it is", "number") == "as it is"
    with pytest.raises(LookupError, match="unknown format"):
        formats.by_name(3, "roman")


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("en", "th", "Thai"),
        ("th", "zh-hant", "จีน (ตัวเต็ม)"),
        ("zh-hans", "zh-hans", "中文 (简体)"),
        ("zh-hant", "en", "英文"),
        ("en", "Esperanto?", "Esperanto?"),
        ("en", "", ""),
    ],
)
def test_a_language_is_called_what_the_reader_calls_it(language: str, code: str, expected: str) -> None:
    with translation.override(language):
        assert formats.language_name(code) == expected
