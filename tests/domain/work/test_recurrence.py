from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from idic.domain.work.errors import RecurrenceRefused
from idic.domain.work.recurrence import (
    Rule,
    ends_before,
    first_of,
    next_after,
    occurrences,
    read_rule,
    rest_from,
)
from tests.domain.work.conftest import at


def days(rule, start, before):
    return [f"{one:%m-%d %H:%M}" for one in occurrences(rule, at(start), since=at(start), before=at(before))]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10", "FREQ=MONTHLY;UNTIL=20301231",
        "FREQ=YEARLY;COUNT=3",
    ],
)  # fmt: skip
def test_a_rule_is_written_as_it_was_read(text):
    assert str(read_rule(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=SECONDLY", "FREQ=DAILY;BYSETPOS=1", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x", "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=1000", "FREQ=DAILY;COUNT=2;UNTIL=20300101", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;FREQ=DAILY",
        "FREQ=MONTHLY;BYDAY=MO", "FREQ=DAILY;UNTIL=99991231", "FREQ=DAILY;UNTIL=never", "rubbish",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused_by_name(text):
    with pytest.raises(RecurrenceRefused):
        read_rule(text)


def test_every_second_week_on_two_days():
    rule = Rule("weekly", 2, weekdays=(0, 3))
    assert days(rule, "2030-03-04T10:00", "2030-04-02T00:00") == [
        "03-04 10:00", "03-07 10:00", "03-18 10:00", "03-21 10:00", "04-01 10:00",
    ]  # fmt: skip


def test_the_last_day_counts():
    assert days(Rule("daily", until=date(2030, 3, 6)), "2030-03-04T10:00", "2031-01-01T00:00") == [
        "03-04 10:00", "03-05 10:00", "03-06 10:00",
    ]  # fmt: skip


def test_a_month_without_that_day_is_left_out():
    assert days(Rule("monthly"), "2030-01-31T08:00", "2030-06-01T00:00") == [
        "01-31 08:00",
        "03-31 08:00",
        "05-31 08:00",
    ]


def test_the_hour_stays_when_the_clocks_change(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    start = datetime(2030, 3, 29, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    found = list(occurrences(Rule("daily"), start, since=start, before=datetime(2030, 4, 2, tzinfo=UTC)))
    assert [one.hour for one in found] == [9, 9, 9, 9]
    assert [one.astimezone(UTC).hour for one in found] == [8, 8, 7, 7]


def test_a_series_without_an_end_is_cut_by_the_window_and_by_twenty_years():
    start = at("2030-01-01T09:00")
    assert len(list(occurrences(Rule("daily"), start, since=start, before=at("2090-01-01T00:00")))) <= 20 * 366 + 1


def test_the_first_day_is_one_on_which_the_rule_falls():
    assert first_of(Rule("weekly", weekdays=(0,)), at("2030-03-06T10:00")) == at("2030-03-11T10:00")


def test_a_rule_can_be_cut_in_two():
    rule, start, moment = Rule("weekly", count=6), at("2030-03-04T10:00"), at("2030-03-18T10:00")
    first = ends_before(rule, start, moment)
    assert days(first, "2030-03-04T10:00", "2031-01-01T00:00") == ["03-04 10:00", "03-11 10:00"]
    assert rest_from(rule, start, moment).count == 4


def test_what_is_left_out_is_stepped_over():
    start = at("2030-03-04T10:00")
    assert next_after(Rule("weekly"), start, skipping=frozenset({at("2030-03-11T10:00")})) == at("2030-03-18T10:00")
    assert next_after(Rule("weekly", count=1), start) is None
