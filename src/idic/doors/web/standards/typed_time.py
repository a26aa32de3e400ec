"""A time of a standard as it is typed: so many minutes, hours, or days of its calendar. It is kept in minutes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.doors.web.standards.promised_time import usual_day
from idic.foundation.calendars.models import Calendar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_HOUR = 60


class Unit(models.TextChoices):
    MINUTES = "minutes", pgettext_lazy("unit of time", "minutes")
    HOURS = "hours", pgettext_lazy("unit of time", "hours")
    DAYS = "days", pgettext_lazy("unit of time", "days of these open hours")


def number_field(label: _StrPromise, help_text: _StrPromise) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2, help_text=help_text
    )


def unit_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Unit.choices, required=False)


def as_typed(minutes: int | None, calendar: Calendar | None) -> tuple[int | None, str]:
    """In the largest unit of which it is so many whole ones."""
    if not minutes:
        return minutes, Unit.MINUTES
    day = _day(calendar)
    if day and minutes % day == 0:
        return minutes // day, Unit.DAYS
    return (minutes // _HOUR, Unit.HOURS) if minutes % _HOUR == 0 else (minutes, Unit.MINUTES)


def in_minutes(number: Decimal | None, unit: str, calendar: Calendar | None) -> int | None:
    if number is None:
        return None
    length = {Unit.HOURS: _HOUR, Unit.DAYS: _day(calendar)}.get(Unit(unit or Unit.MINUTES), 1)
    if not length:
        raise forms.ValidationError(_("These hours are never open: say it in minutes or hours."))
    minutes = number * length
    if minutes != int(minutes):
        raise forms.ValidationError(_("Say it in whole minutes."))
    return int(minutes)


def _day(calendar: Calendar | None) -> int:
    return usual_day(hours_of(calendar.pk if calendar else None).clock, timezone.localdate())
