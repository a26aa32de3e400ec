"""Calendars as people keep them: what is checked, what is versioned, what stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.calendars import uses
from idic.foundation.calendars.errors import (
    CalendarOutdated,
    DayUnknown,
    DefaultStays,
    FromTooEarly,
    HoursRefused,
    NameTaken,
    NoSuchList,
    NothingListed,
    ZoneFixed,
    ZoneRefused,
)
from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.calendars.operations.calendars import (
    CalendarDraft,
    archive_calendar,
    change_calendar,
    create_calendar,
    make_default,
    restore_calendar,
)
from idic.foundation.calendars.operations.days import add_exception, remove_exception, take_holidays
from idic.foundation.calendars.queries.calendars import access_calendars, calendar_choices
from idic.foundation.calendars.queries.clocks import clock_of, default_clock
from idic.foundation.calendars.queries.days import said_days, versions_of
from idic.foundation.calendars.queries.missing import holidays_missing
from idic.foundation.calendars.seed import OFFICE_WEEK, write_default
from idic.foundation.calendars.working_days import add_working_days, is_working_day, next_working_day
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event

pytestmark = pytest.mark.django_db

SONGKRAN = date(2026, 4, 13)
MAKE_UP_SUNDAY = date(2026, 1, 4)


def draft(**more: Any) -> CalendarDraft:
    given = {"name": "Counter", "zone": "Asia/Bangkok", "week": OFFICE_WEEK, "half_day": ["08:30-12:00"]}
    return CalendarDraft(**{**given, **more})


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Ids of the calendars with which something was measured."""
    found: set[int] = set()
    monkeypatch.setattr(uses, "_finders", [found.__contains__])
    return found


def last_event() -> Event:
    return Event.objects.order_by("-id").first()  # type: ignore[return-value]


def test_an_installation_starts_with_office_hours_and_the_holidays_of_its_country() -> None:
    calendar = Calendar.objects.get()
    assert (calendar.is_default, calendar.zone, calendar.holiday_list) == (True, "Asia/Bangkok", "TH")
    clock = default_clock()
    assert clock is not None
    start = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert clock.due(start, timedelta(hours=7)) == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    year = timezone.localdate().year
    assert not clock.is_working_day(date(year, 4, 13))
    assert not clock.is_working_day(date(year + 1, 4, 13))
    write_default(Calendar, CalendarVersion)
    assert Calendar.objects.count() == 1


def test_a_calendar_is_made_and_told(cast: Any) -> None:
    calendar = create_calendar(draft(name="  Counter ", holiday_list="TH"), by=cast.manager)
    assert calendar.name == "Counter"
    assert not calendar.is_default
    event = last_event()
    assert (event.verb, event.subject_kind, event.subject_id) == ("calendar.created", "calendar", calendar.pk)
    assert event.after["week"][0] == ["08:30-12:00", "13:00-16:30"]
    assert [one[1] for one in calendar_choices()] == ["Office hours", "Counter"]


def test_the_first_of_all_is_the_default(cast: Any) -> None:
    Calendar.objects.all().delete()
    assert default_clock() is None
    assert create_calendar(draft(), by=cast.manager).is_default
    assert default_clock() is not None


def test_windows_over_midnight_are_kept_as_two(cast: Any) -> None:
    week = [["22:00-06:00"], *[[] for _ in range(6)]]
    calendar = create_calendar(draft(week=week), by=cast.manager)
    assert versions_of(calendar)[0].week[:2] == [["22:00-24:00"], ["00:00-06:00"]]
    assert clock_of(calendar.pk).elapsed(
        datetime(2026, 11, 23, 0, 0, tzinfo=UTC), datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    ) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("given", "refusal", "words"),
    [
        ({"week": [[]] * 7}, HoursRefused, "never be open"),
        ({"week": [["12:00-08:30x"], *[[]] * 6]}, HoursRefused, "“12:00-08:30x” is no window"),
        ({"week": [["08:00-12:00", "11:00-13:00"], *[[]] * 6]}, HoursRefused, "08:00-12:00 and 11:00-13:00 overlap"),
        ({"week": [["22:00-06:00"], ["05:00-12:00"], *[[]] * 5]}, HoursRefused, "00:00-06:00 and 05:00-12:00 overlap"),
        ({"half_day": ["12:00-08:00"]}, HoursRefused, "is no window"),
        ({"zone": "Asia/Bangkock"}, ZoneRefused, "not known"),
        ({"holiday_list": "XX"}, NoSuchList, "no such list"),
        ({"name": "office HOURS"}, NameTaken, "has this name already"),
    ],
)
def test_what_cannot_serve_is_refused_in_words(cast: Any, given: Any, refusal: type[Exception], words: str) -> None:
    with pytest.raises(refusal, match=words):
        create_calendar(draft(**given), by=cast.manager)
    assert Calendar.objects.count() == 1


@pytest.mark.parametrize("role", ["service", "sales", "analyst", "quality"])
def test_only_managers_keep_calendars(cast: Any, role: str) -> None:
    calendar, by = Calendar.objects.get(), getattr(cast, role)
    for act in (
        lambda: create_calendar(draft(), by=by),
        lambda: change_calendar(calendar, draft(), version=1, by=by),
        lambda: make_default(calendar, by=by),
        lambda: archive_calendar(calendar, by=by),
        lambda: restore_calendar(calendar, by=by),
        lambda: add_exception(calendar, SONGKRAN, [], name="", by=by),
        lambda: remove_exception(calendar, SONGKRAN, by=by),
        lambda: take_holidays(calendar, 2027, by=by),
        lambda: access_calendars(by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_hours_are_corrected_in_place_until_something_was_measured_with_them(cast: Any, measured: set[int]) -> None:
    calendar = create_calendar(draft(), by=cast.manager)
    shorter = draft(week=[["09:00-12:00"]] * 5 + [[], []])
    calendar = change_calendar(calendar, shorter, version=1, by=cast.manager)
    assert [one.week[0] for one in versions_of(calendar)] == [["09:00-12:00"]]

    measured.add(calendar.pk)
    today = timezone.localdate()
    add_exception(calendar, today + timedelta(days=30), [], name="Fair", by=cast.manager)
    add_exception(calendar, today - timedelta(days=30), [], name="Move", by=cast.manager)
    calendar.refresh_from_db()
    with pytest.raises(FromTooEarly):
        change_calendar(
            calendar, draft(), version=calendar.version, valid_from=today - timedelta(days=1), by=cast.manager
        )
    with pytest.raises(ZoneFixed):
        change_calendar(calendar, draft(zone="Asia/Taipei"), version=calendar.version, by=cast.manager)
    start = today + timedelta(days=10)
    calendar = change_calendar(calendar, draft(), version=calendar.version, valid_from=start, by=cast.manager)
    old, new = versions_of(calendar)
    assert (old.number, old.week[0]) == (1, ["09:00-12:00"])
    assert (new.number, new.valid_from, new.week) == (2, start, OFFICE_WEEK)
    assert [one["name"] for one in new.days.values()] == ["Fair"]
    assert [one.name for one in said_days([old, new], range(today.year - 1, today.year + 2))] == ["Move", "Fair"]
    assert last_event().after == {
        "number": 2, "valid_from": start.isoformat(), "week": OFFICE_WEEK,
    }  # fmt: skip


def test_two_people_cannot_write_over_each_other(cast: Any) -> None:
    calendar = create_calendar(draft(), by=cast.manager)
    change_calendar(calendar, draft(name="Desk"), version=1, by=cast.manager)
    with pytest.raises(CalendarOutdated):
        change_calendar(calendar, draft(name="Till"), version=1, by=cast.administrator)


def test_a_change_of_nothing_is_no_event(cast: Any) -> None:
    calendar = create_calendar(draft(), by=cast.manager)
    told = last_event().pk
    assert change_calendar(calendar, draft(), version=1, by=cast.manager).version == 1
    assert last_event().pk == told


def test_the_clock_follows_every_change(cast: Any) -> None:
    calendar = create_calendar(draft(), by=cast.manager)
    assert clock_of(calendar.pk) is clock_of(calendar.pk)
    assert clock_of(calendar.pk).is_working_day(SONGKRAN)
    add_exception(calendar, SONGKRAN, [], name="Songkran", by=cast.manager)
    assert not clock_of(calendar.pk).is_working_day(SONGKRAN)
    add_exception(calendar, SONGKRAN, ["08:30-12:00"], name="Half day", by=cast.manager)
    assert last_event().before == {"day": "2026-04-13", "name": "Songkran", "windows": []}
    assert clock_of(calendar.pk).due(datetime(2026, 4, 13, 1, 30, tzinfo=UTC), timedelta(hours=4)) == datetime(
        2026, 4, 14, 2, 0, tzinfo=UTC
    )
    remove_exception(calendar, SONGKRAN, by=cast.manager)
    assert clock_of(calendar.pk).is_working_day(SONGKRAN)
    with pytest.raises(DayUnknown):
        remove_exception(calendar, SONGKRAN, by=cast.manager)
    with pytest.raises(HoursRefused):
        add_exception(calendar, SONGKRAN, ["25:00-26:00"], name="", by=cast.manager)


def test_china_moves_weekends(cast: Any) -> None:
    calendar = create_calendar(draft(zone="Asia/Shanghai", holiday_list="CN"), by=cast.manager)
    taken = take_holidays(calendar, 2026, by=cast.manager)
    days = said_days(versions_of(calendar), [2026])
    assert [one.day.isoformat() for one in days if one.is_extra] == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    assert {one.windows for one in days if one.is_extra} == {("08:30-12:00", "13:00-16:30")}
    assert clock_of(calendar.pk).is_working_day(MAKE_UP_SUNDAY)
    assert not clock_of(calendar.pk).is_working_day(date(2026, 2, 23))
    assert not taken.awaits_make_up
    assert take_holidays(calendar, 2030, by=cast.manager).awaits_make_up


def test_what_a_person_said_stays_when_the_list_is_taken_again(cast: Any) -> None:
    calendar = create_calendar(draft(holiday_list="TH"), by=cast.manager)
    add_exception(calendar, date(2026, 5, 1), ["08:30-12:00"], name="Open in the morning", by=cast.manager)
    first = take_holidays(calendar, 2026, by=cast.manager)
    assert first.kept == 1
    again = take_holidays(calendar, 2026, by=cast.manager)
    assert (again.added, again.kept) == (first.added, 1)
    said = {one.day: one for one in said_days(versions_of(calendar), [2026])}
    assert said[date(2026, 5, 1)].windows == ("08:30-12:00",)
    assert not said[date(2026, 5, 1)].is_listed
    assert said[SONGKRAN].is_listed
    assert said[SONGKRAN].name == "Songkran Festival"
    assert {"verb": last_event().verb, **last_event().after} == {
        "verb": "calendar.holidays_taken", "list": "TH", "year": "2026", "count": first.added, "kept": 1,
    }  # fmt: skip


def test_a_list_that_is_not_there_or_says_nothing(cast: Any) -> None:
    calendar = create_calendar(draft(), by=cast.manager)
    with pytest.raises(NoSuchList):
        take_holidays(calendar, 2027, by=cast.manager)
    calendar = change_calendar(calendar, draft(holiday_list="TH"), version=calendar.version, by=cast.manager)
    with pytest.raises(NothingListed):
        take_holidays(calendar, 1900, by=cast.manager)


def test_holidays_of_a_year_stand_in_the_version_that_rules_them(cast: Any, measured: set[int]) -> None:
    calendar = create_calendar(draft(holiday_list="TH"), by=cast.manager)
    measured.add(calendar.pk)
    year = timezone.localdate().year + 1
    calendar = change_calendar(
        calendar, draft(holiday_list="TH", week=[["09:00-17:00"]] * 7), version=1, valid_from=date(year, 7, 1),
        by=cast.manager,
    )  # fmt: skip
    take_holidays(calendar, year, by=cast.manager)
    old, new = versions_of(calendar)
    assert f"{year}-04-13" in old.days
    assert all(day >= f"{year}-07-01" for day in new.days)
    assert f"{year}-10-13" in new.days


def test_the_holidays_of_next_year_are_missed_from_november_on(cast: Any) -> None:
    Calendar.objects.all().delete()
    calendar = create_calendar(draft(holiday_list="TH"), by=cast.manager)
    create_calendar(draft(name="By hand"), by=cast.manager)

    def missing(day: date) -> list[tuple[str, int]]:
        return [(one.name, one.year) for one in holidays_missing(day)]

    assert missing(date(2026, 10, 31)) == [("Counter", 2026)]
    take_holidays(calendar, 2026, by=cast.manager)
    assert missing(date(2026, 10, 31)) == []
    assert missing(date(2026, 11, 1)) == [("Counter", 2027)]
    take_holidays(calendar, 2027, by=cast.manager)
    assert missing(date(2026, 11, 1)) == []
    assert missing(date(2028, 1, 1)) == [("Counter", 2028)]


def test_the_default_stays_until_another_one_is(cast: Any) -> None:
    old = Calendar.objects.get()
    with pytest.raises(DefaultStays):
        archive_calendar(old, by=cast.manager)
    new = make_default(create_calendar(draft(), by=cast.manager), by=cast.manager)
    assert [one.pk for one in Calendar.objects.filter(is_default=True)] == [new.pk]
    archive_calendar(old, by=cast.manager)
    assert [one.pk for one in access_calendars(cast.manager)] == [new.pk]
    with pytest.raises(CalendarOutdated):
        add_exception(old, SONGKRAN, [], name="", by=cast.manager)
    undo_event(last_event().pk, by=cast.manager)
    assert last_event().verb in {"calendar.restored", "act.undone"}
    assert {one.pk for one in access_calendars(cast.manager)} == {old.pk, new.pk}


def test_working_days_follow_a_calendar_where_one_is_given() -> None:
    clock = default_clock()
    year = timezone.localdate().year
    before = date(year, 4, 12)
    assert is_working_day(SONGKRAN)
    assert not is_working_day(date(year, 4, 13), clock)
    assert next_working_day(before, clock) >= date(year, 4, 16)
    assert add_working_days(date(year, 4, 13), 0, clock) == next_working_day(before, clock)
