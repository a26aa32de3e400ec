"""The calendar with which an installation starts: office hours where it stands, with the holidays of its country."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.foundation.calendars.enums import LIST_OF_ZONE
from idic.foundation.calendars.errors import NothingListed
from idic.foundation.calendars.operations.days import fill

_OFFICE_DAY = ["08:30-12:00", "13:00-16:30"]
OFFICE_WEEK = [_OFFICE_DAY] * 5 + [[], []]
HALF_DAY = ["08:30-12:00"]


def write_default(calendar_model: Any, version_model: Any) -> None:
    """Of the models as a migration knows them; this year's holidays and the next one's."""
    if calendar_model.objects.exists():
        return
    zone = settings.TIME_ZONE
    today = timezone.localdate()
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Office hours")
    calendar = calendar_model.objects.create(
        name=name, zone=zone, holiday_list=str(LIST_OF_ZONE.get(zone, "")), is_default=True
    )
    version = version_model(
        calendar=calendar, valid_from=date(today.year, 1, 1), week=OFFICE_WEEK, half_day=HALF_DAY, days={}
    )
    if calendar.holiday_list:
        for year in (today.year, today.year + 1):
            try:
                fill([version], calendar.holiday_list, year)
            except NothingListed:
                continue
    version.save()
