from __future__ import annotations

from datetime import date

import pytest

from idic.foundation.calendars.enums import HolidayList
from idic.foundation.calendars.errors import NoSuchList
from idic.foundation.calendars.holiday_lists import listed_days, name_for

LISTS = [code for code in HolidayList.values if code]


def names(code: str, language: str) -> dict[date, str]:
    return {one.day: one.name for one in listed_days(code, 2026, language)}


@pytest.mark.parametrize("code", LISTS)
def test_every_list_says_something_in_every_language(code: str) -> None:
    days = [one.day for one in listed_days(code, 2026, "en")]
    assert len(days) >= 7
    assert days == sorted(days)
    assert {day.year for day in days} == {2026}
    assert all(set(names(code, language)) == set(days) for language in ("th", "zh-hans", "zh-hant"))


def test_names_come_in_the_nearest_language() -> None:
    songkran, new_year = date(2026, 4, 13), date(2026, 1, 1)
    assert names("TH", "en")[songkran] == "Songkran Festival"
    assert names("TH", "th")[songkran] == "วันสงกรานต์"
    assert [names(code, "zh-hant")[new_year] for code in ("TW", "HK")] == ["中華民國開國紀念日", "一月一日"]
    assert names("US", "zh-hans")[new_year] == "New Year's Day"


def test_kinds_within_a_country_add_days() -> None:
    assert set(names("TH", "en")) < set(names("TH-government", "en"))


@pytest.mark.parametrize("code", ["", "XX", "TH-army", "../TH"])
def test_what_is_not_offered_is_no_list(code: str) -> None:
    with pytest.raises(NoSuchList):
        listed_days(code, 2026, "en")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        pytest.param("Songkran Festival", "วันสงกรานต์", id="as-the-list-has-it"),
        pytest.param("วันสงกรานต์", "วันสงกรานต์", id="in-that-language-already"),
        pytest.param("We move house", "We move house", id="by-a-person"),
    ],
)
def test_a_listed_day_is_read_in_the_readers_language(said: str, read: str) -> None:
    assert name_for("th", "TH", date(2026, 4, 13), said) == read


def test_without_a_list_names_stay() -> None:
    assert name_for("th", "", date(2026, 4, 13), "Songkran Festival") == "Songkran Festival"
