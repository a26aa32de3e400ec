"""The pages on which people keep business calendars."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.calendars.operations.calendars import CalendarDraft, create_calendar
from idic.foundation.calendars.operations.days import take_holidays
from idic.foundation.calendars.queries.days import versions_of
from idic.foundation.calendars.seed import OFFICE_WEEK
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]
OFFICE = {
    f"d{day}-{place}-{end}": text
    for day in range(5)
    for place, window in enumerate((("08:30", "12:00"), ("13:00", "16:30")))
    for end, text in zip(("opens", "closes"), window, strict=True)
}
TYPED = {"name": "Counter", "zone": "Asia/Taipei", "holiday_list": "TW", **OFFICE}


@pytest.fixture
def calendar(cast: Any) -> Calendar:
    return create_calendar(
        CalendarDraft("Counter", "Asia/Shanghai", OFFICE_WEEK, ["08:30-12:00"], "CN"), by=cast.manager
    )


def page_of(client: Client, calendar: Calendar, **query: str) -> str:
    answer = client.get(reverse("calendars:detail", args=[calendar.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_calendar_is_made_from_the_grid(signed_in: SignIn) -> None:
    client = signed_in("manager")
    offered = client.get(reverse("calendars:create")).content.decode()
    assert 'name="d0-0-opens" value="08:30"' in offered
    answer = client.post(reverse("calendars:create"), {**TYPED, "half-0-opens": "08:30", "half-0-closes": "12:00"})
    made = Calendar.objects.get(name="Counter")
    assert answer.headers["Location"] == reverse("calendars:detail", args=[made.pk])
    version = versions_of(made)[0]
    assert (made.zone, version.week, version.half_day) == ("Asia/Taipei", OFFICE_WEEK, ["08:30-12:00"])


def test_midnight_and_windows_over_it(signed_in: SignIn) -> None:
    typed = {**TYPED, "d5-0-opens": "18:00", "d5-0-closes": "00:00", "d6-0-opens": "22:00", "d6-0-closes": "02:00",
             "d0-0-opens": "08:00"}  # fmt: skip
    client = signed_in("manager")
    client.post(reverse("calendars:create"), typed)
    made = Calendar.objects.get(name="Counter")
    assert versions_of(made)[0].week[5:] == [["18:00-24:00"], ["22:00-24:00"]]
    assert versions_of(made)[0].week[0][0] == "00:00-02:00"
    # what is shown can be saved again and stays the same
    edited = client.get(reverse("calendars:edit", args=[made.pk])).content.decode()
    shown = dict(re.findall(r'name="(d\d-\d-\w+)" value="([\d:]*)"', edited))
    assert (shown["d5-0-opens"], shown["d5-0-closes"]) == ("18:00", "00:00")
    client.post(reverse("calendars:edit", args=[made.pk]), {**TYPED, **shown, "version": made.version})
    assert Event.objects.filter(verb="calendar.changed").count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"d0-0-closes": ""}, "Give both times of each window"),
        ({"d2-1-opens": "11:00"}, "08:30-12:00 and 11:00-16:30 overlap"),
        ({"d2-1-opens": "25:00"}, "is no window"),
        (dict.fromkeys(OFFICE, ""), "never be open"),
        ({"name": "Office hours"}, "has this name already"),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(
    signed_in: SignIn, typed: dict[str, str], words: str
) -> None:
    answer = signed_in("manager").post(reverse("calendars:create"), {**TYPED, **typed})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert 'value="Counter"' in text or "name" in typed
    assert Calendar.objects.count() == 1


def test_an_older_page_cannot_write_over_a_newer_one(signed_in: SignIn, calendar: Calendar) -> None:
    client, url = signed_in("manager"), reverse("calendars:edit", args=[calendar.pk])
    assert client.post(url, {**TYPED, "version": calendar.version}).status_code == 302
    answer = client.post(url, {**TYPED, "name": "Till", "version": calendar.version})
    assert answer.status_code == 422
    assert "Somebody else has changed this calendar" in answer.content.decode()


def test_a_later_day_makes_a_second_version(signed_in: SignIn, calendar: Calendar) -> None:
    start = date(timezone.localdate().year + 1, 3, 1)
    client = signed_in("manager")
    client.post(
        reverse("calendars:edit", args=[calendar.pk]),
        {**TYPED, "zone": "Asia/Shanghai", "d4-1-closes": "15:00", "valid_from": start.isoformat(), "version": 1},
    )
    assert [one.valid_from for one in versions_of(calendar)][1:] == [start]
    assert "Version 2, from" in page_of(client, calendar)


def test_the_year_shows_what_the_list_says(signed_in: SignIn, calendar: Calendar) -> None:
    client = signed_in("manager")
    year = timezone.localdate().year
    assert f"The holidays of {year} (Mainland China) are not in this calendar yet" in page_of(client, calendar)
    answer = client.post(reverse("calendars:holidays", args=[calendar.pk]), {"year": "2026"}, follow=True)
    text = answer.content.decode()
    assert "days of 2026 were taken" in text
    assert text.count("Make-up working day") >= 6
    assert len(re.findall(r'class="day-extra[^"]*" title="Make-up working day: 08:30–12:00, 13:00–16:30"', text)) == 6
    assert re.search(r'class="day-holiday[^"]*" title="Chinese New Year', text)


def test_make_up_days_that_are_not_announced_are_said_to_be_missing(signed_in: SignIn, calendar: Calendar) -> None:
    answer = signed_in("manager").post(reverse("calendars:holidays", args=[calendar.pk]), {"year": "2035"}, follow=True)
    assert "Which weekends of 2035 are worked is not known yet" in answer.content.decode()


def test_a_calendar_without_a_list_takes_nothing(signed_in: SignIn, cast: Any) -> None:
    calendar = create_calendar(CalendarDraft("By hand", "Asia/Bangkok", OFFICE_WEEK), by=cast.manager)
    client = signed_in("manager")
    assert "Take the holidays" not in page_of(client, calendar)
    assert "No day yet" in page_of(client, calendar)
    answer = client.post(reverse("calendars:holidays", args=[calendar.pk]), {"year": "2027"}, follow=True)
    assert "There is no such list of public holidays" in answer.content.decode()


def test_a_day_is_set_and_taken_back(signed_in: SignIn, calendar: Calendar) -> None:
    client, url = signed_in("manager"), reverse("calendars:detail", args=[calendar.pk])
    for kind, hours in (
        ("closed", []), ("half", ["08:30-12:00"]), ("usual", ["08:30-12:00", "13:00-16:30"]), ("own", ["10:00-11:00"]),
    ):  # fmt: skip
        answer = client.post(
            url, {"day": "2026-12-24", "name": "Fair", "kind": kind, "own-0-opens": "10:00", "own-0-closes": "11:00"}
        )
        assert answer.headers["Location"] == f"{url}?year=2026"
        assert CalendarVersion.objects.get(calendar=calendar).days["2026-12-24"] == {"windows": hours, "name": "Fair"}
    client.post(reverse("calendars:remove-day", args=[calendar.pk]), {"day": "2026-12-24"})
    assert CalendarVersion.objects.get(calendar=calendar).days == {}
    again = client.post(reverse("calendars:remove-day", args=[calendar.pk]), {"day": "2026-12-24"}, follow=True)
    assert "Nothing is said of this day any more" in again.content.decode()
    assert client.post(reverse("calendars:remove-day", args=[calendar.pk]), {"day": "soon"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "soon", "kind": "closed"}, "Enter a valid date"),
        ({"day": "2026-12-24", "kind": "own"}, "Give the hours"),
        ({"day": "2026-12-24", "kind": "own", "own-0-opens": "10:00"}, "Give both times"),
        ({"day": "2026-12-24", "kind": "own", "own-0-opens": "12:00", "own-0-closes": "10:00"}, "is no window"),
    ],
)
def test_a_day_that_cannot_stand_is_refused(
    signed_in: SignIn, calendar: Calendar, typed: dict[str, str], words: str
) -> None:
    answer = signed_in("manager").post(reverse("calendars:detail", args=[calendar.pk]), typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_try_out_box_counts_in_the_time_of_the_calendar(signed_in: SignIn, calendar: Calendar, cast: Any) -> None:
    take_holidays(calendar, 2026, by=cast.manager)
    client = signed_in("manager")
    # Friday before the moved weekend: Saturday is worked
    text = page_of(client, calendar, start="2026-02-13T15:30", hours="2", end="2026-02-14T10:00")
    assert "Saturday, " in text
    assert "9:30" in text
    assert "2 h 30 min" in text
    shut = page_of(client, calendar, start="2026-02-16T10:00", hours="1")
    assert "Opens next" in shut
    assert "Tuesday, " in shut
    wrong = page_of(client, calendar, start="2026-02-16T10:00", end="2026-02-15T10:00")
    assert "It cannot be done before it comes in." in wrong
    assert "not enough open time" in page_of(client, calendar, start="2026-02-16T10:00", hours="2000")
    assert "Choose a day of this century." in page_of(client, calendar, start="0190-02-16T10:00", hours="2")
    assert "Enter a number" in page_of(client, calendar, start="2026-02-16T10:00", hours="x")


def test_default_archive_and_back(signed_in: SignIn, calendar: Calendar) -> None:
    client = signed_in("manager")
    old = Calendar.objects.get(is_default=True)
    refused = client.post(reverse("calendars:archive", args=[old.pk]), follow=True)
    assert "This is the default calendar" in refused.content.decode()
    client.post(reverse("calendars:default", args=[calendar.pk]))
    calendar.refresh_from_db()
    assert calendar.is_default
    client.post(reverse("calendars:archive", args=[old.pk]))
    assert (
        "Office hours"
        not in client.get(reverse("calendars:list")).content.decode().split("<main", 1)[1].split("toast")[0]
    )
    assert "Office hours" in client.get(reverse("calendars:list"), {"archived": ""}).content.decode()
    assert "Bring back" in page_of(client, old)
    client.post(reverse("calendars:restore", args=[old.pk]))
    assert not Calendar.objects.get(pk=old.pk).is_archived


def test_lists_say_what_is_there_and_what_is_missing(signed_in: SignIn, calendar: Calendar) -> None:
    client = signed_in("manager")
    text = client.get(reverse("calendars:list")).content.decode()
    assert "Office hours" in text
    assert f"Holidays missing: {timezone.localdate().year}" in text
    Calendar.objects.all().delete()
    assert "No calendar yet" in client.get(reverse("calendars:list")).content.decode()
    assert "Nothing is in the archive" in client.get(reverse("calendars:list"), {"archived": ""}).content.decode()


@pytest.mark.parametrize("year", ["1999", "21000", "x", "²⁰²⁶"])
def test_a_year_that_is_none_is_this_year(signed_in: SignIn, calendar: Calendar, year: str) -> None:
    assert f'id="year-title">{timezone.localdate().year}<' in page_of(signed_in("manager"), calendar, year=year)


def test_an_unknown_calendar_is_not_there(signed_in: SignIn) -> None:
    assert signed_in("manager").get(reverse("calendars:detail", args=[999_999])).status_code == 404
