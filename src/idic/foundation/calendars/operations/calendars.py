from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.errors import DefaultStays, FromTooEarly, HoursRefused, ZoneFixed
from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.calendars.operations.saving import count_on, locked, save
from idic.foundation.calendars.queries.days import versions_of
from idic.foundation.calendars.uses import is_measured_with
from idic.foundation.calendars.validators import checked_list, checked_week, checked_windows, checked_zone
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.texts import one_line
from idic.methods.business_clock import zone_named


@dataclass(frozen=True)
class CalendarDraft:
    """`week` is seven lists of windows such as "08:30-12:00", Monday first."""

    name: str
    zone: str
    week: Sequence[Sequence[str]]
    half_day: Sequence[str] = ()
    holiday_list: str = ""


@transaction.atomic
def create_calendar(draft: CalendarDraft, *, by: User) -> Calendar:
    """The first one is the default."""
    require(by, "calendar.manage")
    week, half_day = _checked(draft)
    calendar = Calendar(
        name=one_line(draft.name, 120), zone=draft.zone, holiday_list=draft.holiday_list,
        is_default=not Calendar.objects.filter(is_default=True).exists(),
    )  # fmt: skip
    save(calendar)
    first = CalendarVersion(calendar=calendar, valid_from=_today(calendar), week=week, half_day=half_day)
    first.save()
    append_event(NewEvent("calendar.created", "calendar", calendar.pk, after=_recorded(calendar, first)), by=by)
    return calendar


@transaction.atomic
def change_calendar(
    calendar: Calendar, draft: CalendarDraft, *, version: int, by: User, valid_from: date | None = None
) -> Calendar:
    """New hours hold from `valid_from` on. Where nothing was measured with the calendar yet they may also replace the
    newest ones: that is what happens without `valid_from`, or with the day on which those begin or an earlier one."""
    require(by, "calendar.manage")
    calendar = locked(calendar, version=version)
    week, half_day = _checked(draft)
    newest = versions_of(calendar)[-1]
    before = _recorded(calendar, newest)
    measured = is_measured_with(calendar.pk)
    if measured and draft.zone != calendar.zone:
        raise ZoneFixed
    calendar.name, calendar.zone, calendar.holiday_list = one_line(draft.name, 120), draft.zone, draft.holiday_list
    if (week, half_day) != (newest.week, newest.half_day):
        today = _today(calendar)
        start = valid_from or (today if measured else newest.valid_from)
        if measured and start < max(today, newest.valid_from):
            raise FromTooEarly
        if start > newest.valid_from:
            newest = _following(newest, start)
        newest.week, newest.half_day = week, half_day
        newest.save()
    after = _recorded(calendar, newest)
    if before != after:
        count_on(calendar)
        changed_before, changed_after = changes_between(before, after)
        append_event(
            NewEvent("calendar.changed", "calendar", calendar.pk, before=changed_before, after=changed_after), by=by
        )
    return calendar


@transaction.atomic
def make_default(calendar: Calendar, *, by: User) -> Calendar:
    require(by, "calendar.manage")
    calendar = locked(calendar)
    if not calendar.is_default:
        old = Calendar.objects.select_for_update().filter(is_default=True).first()
        if old is not None:
            old.is_default = False
            count_on(old)
        calendar.is_default = True
        count_on(calendar)
        append_event(
            NewEvent(
                "calendar.made_default", "calendar", calendar.pk,
                before={"name": old.name if old else ""}, after={"name": calendar.name},
            ),
            by=by,
        )  # fmt: skip
    return calendar


@transaction.atomic
def archive_calendar(calendar: Calendar, *, by: User) -> Calendar:
    """It is offered no more; what was measured with it keeps it."""
    require(by, "calendar.manage")
    calendar = locked(calendar)
    if calendar.is_default:
        raise DefaultStays
    calendar.is_archived = True
    count_on(calendar)
    append_event(NewEvent("calendar.archived", "calendar", calendar.pk, before={"name": calendar.name}), by=by)
    return calendar


@transaction.atomic
def restore_calendar(calendar: Calendar, *, by: User, cause_id: int | None = None) -> Calendar:
    require(by, "calendar.manage")
    calendar = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if calendar.is_archived:
        calendar.is_archived = False
        count_on(calendar)
        append_event(
            NewEvent("calendar.restored", "calendar", calendar.pk, cause_id=cause_id, after={"name": calendar.name}),
            by=by,
        )
    return calendar


@undoes("calendar.archived")
def _bring_back(event: Event, by: User) -> None:
    calendar = Calendar.objects.filter(pk=event.subject_id, is_archived=True).first()
    if calendar is None:
        raise ChangedSince
    restore_calendar(calendar, by=by, cause_id=event.pk)


def _checked(draft: CalendarDraft) -> tuple[list[list[str]], list[str]]:
    checked_zone(draft.zone)
    checked_list(draft.holiday_list)
    if len(draft.week) != 7:
        raise HoursRefused("never_open")
    return checked_week(draft.week), checked_windows(draft.half_day, field="half_day")


def _today(calendar: Calendar) -> date:
    return timezone.now().astimezone(zone_named(calendar.zone)).date()


def _following(newest: CalendarVersion, start: date) -> CalendarVersion:
    """What is said of days from then on goes along."""
    days = {day: said for day, said in newest.days.items() if day >= start.isoformat()}
    return CalendarVersion(calendar=newest.calendar, number=newest.number + 1, valid_from=start, days=days)


def _recorded(calendar: Calendar, newest: CalendarVersion) -> dict[str, object]:
    return {
        "name": calendar.name, "zone": calendar.zone, "holiday_list": calendar.holiday_list, "number": newest.number,
        "valid_from": newest.valid_from.isoformat(), "week": newest.week, "half_day": newest.half_day,
    }  # fmt: skip
