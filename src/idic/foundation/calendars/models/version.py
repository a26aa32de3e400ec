from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from idic.foundation.calendars.models.calendar import Calendar
from idic.methods.business_clock import Hours, Windows, windows


class CalendarVersion(models.Model):
    """The hours from a day on, until the next version begins. What was measured names calendar and number.

    Windows are texts such as "08:30-12:00", the end "24:00" at most; what goes on after midnight stands on the next day.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField(default=1)
    valid_from = models.DateField()
    # seven lists of windows, Monday first
    week = models.JSONField()
    # the windows that a half day has unless it says others
    half_day = models.JSONField(default=list)
    # {"2026-04-13": {"windows": [], "name": "Songkran", "listed": true}}; "listed" came from a list of public holidays
    days = models.JSONField(default=dict)

    class Meta:
        ordering = ["calendar", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "valid_from"], name="calendar_version_by_day"),
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.number}"

    def hours(self) -> Hours:
        days: Mapping[str, Any] = self.days
        said: dict[date, Windows] = {date.fromisoformat(day): windows(one["windows"]) for day, one in days.items()}
        return Hours(self.valid_from, tuple(windows(day) for day in self.week), said)
