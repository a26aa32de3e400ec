from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from idic.methods.normalise import dates
from idic.methods.normalise.dates import DateOrder, Era, from_excel_serial, guess_order, parse_date, parse_moment
from tests.methods.normalise.oracle import ORACLE


@pytest.mark.parametrize("row", ORACLE["dates"], ids=lambda row: row["raw"])
def test_every_published_row(row: dict[str, str]) -> None:
    assert parse_date(row["raw"]).isoformat() == row["iso"]


@pytest.mark.parametrize(
    ("raw", "order", "expected"),
    [
        ("3/4/2026", DateOrder.DAY_MONTH_YEAR, date(2026, 4, 3)),
        ("3/4/2026", DateOrder.MONTH_DAY_YEAR, date(2026, 3, 4)),
        ("2026/4/3", DateOrder.DAY_MONTH_YEAR, date(2026, 4, 3)),
        ("13/1/2010", None, date(2010, 1, 13)),
        ("1-13-2010", None, date(2010, 1, 13)),
        ("4.4.2026", None, date(2026, 4, 4)),
        ("115/04/15", None, date(2026, 4, 15)),
        ("๑๕ เมษายน พ.ศ. ๒๕๖๙", None, date(2026, 4, 15)),
        ("15 เม.ย. 2026", None, date(2026, 4, 15)),
        ("15-Apr-26", None, date(2026, 4, 15)),
        ("April 15th, 2026", None, date(2026, 4, 15)),
        ("20260415", None, date(2026, 4, 15)),
        ("29/02/2567", None, date(2024, 2, 29)),
    ],
)
def test_orders_eras_and_scripts(raw: str, order: DateOrder | None, expected: date) -> None:
    assert parse_date(raw, order=order) == expected


@pytest.mark.parametrize(
    ("era", "expected"),
    [(Era.BUDDHIST, date(2026, 4, 15)), (Era.COMMON, date(1969, 4, 15)), (Era.MINGUO, date(1980, 4, 15))],
)
def test_a_two_digit_year_needs_the_era_of_its_source(era: Era, expected: date) -> None:
    assert parse_date("15/04/69", era=era) == expected
    with pytest.raises(dates.AmbiguousDateError):
        parse_date("15/04/69")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("3/4/2026", dates.AmbiguousDateError),
        ("31/02/2026", dates.ImpossibleDateError),
        ("2026-13-01", dates.ImpossibleDateError),
        ("2026-01-01 25:00", dates.ImpossibleDateError),
        ("29/02/2569", dates.ImpossibleDateError),
        ("yesterday", dates.UnreadableDateError),
        ("", dates.UnreadableDateError),
        ("0000-00-00", dates.ImpossibleDateError),
    ],
)
def test_each_refusal_has_a_name(raw: str, error: type[dates.DateError]) -> None:
    with pytest.raises(error):
        parse_date(raw)


def test_a_date_behind_the_given_day_is_refused() -> None:
    assert parse_date("2026-04-15", as_of=date(2026, 4, 15)) == date(2026, 4, 15)
    with pytest.raises(dates.FutureDateError):
        parse_date("2026-04-16", as_of=date(2026, 4, 15))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2010-12-01 08:26:00", datetime(2010, 12, 1, 8, 26)),
        ("2026-04-15T10:20:30.5Z", datetime(2026, 4, 15, 10, 20, 30, 500000, UTC)),
        ("2026-04-15T10:20:30+0700", datetime(2026, 4, 15, 10, 20, 30, 0, timezone(timedelta(hours=7)))),
        ("13/1/2010 8:26 PM", datetime(2010, 1, 13, 20, 26)),
        ("15 เม.ย. 2569 10.30 น.", datetime(2026, 4, 15, 10, 30)),
        ("2026-04-15", datetime(2026, 4, 15)),
    ],
)
def test_time_of_day(raw: str, expected: datetime) -> None:
    assert parse_moment(raw) == expected


def test_spreadsheet_serials() -> None:
    assert from_excel_serial(1) == datetime(1900, 1, 1)
    assert from_excel_serial(61) == datetime(1900, 3, 1)
    assert from_excel_serial(46127.5) == datetime(2026, 4, 15, 12)
    assert from_excel_serial(44665, since_1904=True) == datetime(2026, 4, 15)
    with pytest.raises(dates.ImpossibleDateError):
        from_excel_serial(60)


def test_the_order_is_guessed_from_what_cannot_be_a_month() -> None:
    assert guess_order(["3/4/2026", "13/4/2026"]) is DateOrder.DAY_MONTH_YEAR
    assert guess_order(["3/4/2026", "4/13/2026 8:26"]) is DateOrder.MONTH_DAY_YEAR
    assert guess_order(["2026-04-03"]) is DateOrder.YEAR_MONTH_DAY
    assert guess_order(["3/4/2026"]) is None
    assert guess_order(["13/4/2026", "4/13/2026"]) is None


@pytest.mark.parametrize(
    ("raw", "era", "year"),
    [
        ("1985", None, 1985),
        ("2528", None, 1985),
        ("พ.ศ. 2528", None, 1985),
        ("民國74年", None, 1985),
        ("28", Era.BUDDHIST, 1985),
    ],
)
def test_a_year_alone(raw: str, era: Era | None, year: int) -> None:
    assert dates.parse_year(raw, era=era) == year


@pytest.mark.parametrize("raw", ["", "85", "abc", "1985-01-01"])
def test_a_two_digit_year_needs_its_era_and_a_date_is_no_year(raw: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse_year(raw)


@pytest.mark.parametrize("raw", ["2026-02-30", "2026-13-01"])
def test_a_plain_date_that_no_calendar_holds_is_refused(raw: str) -> None:
    with pytest.raises(dates.ImpossibleDateError):
        parse_date(raw)


def test_the_two_digit_year_of_a_source_is_read_in_its_era() -> None:
    assert parse_date("15/04/69", order=DateOrder.DAY_MONTH_YEAR, era=Era.BUDDHIST).isoformat() == "2026-04-15"
    assert parse_date("15/04/69", order=DateOrder.DAY_MONTH_YEAR, era=Era.COMMON).isoformat() == "1969-04-15"
    with pytest.raises(dates.AmbiguousDateError):
        parse_date("15/04/69", order=DateOrder.DAY_MONTH_YEAR)
