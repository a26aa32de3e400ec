"""How a calendar is locked and written; every change counts its version on."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from idic.foundation.calendars.errors import CalendarOutdated, NameTaken
from idic.foundation.calendars.models import Calendar


def locked(calendar: Calendar, *, version: int | None = None) -> Calendar:
    """Without `version` whatever stands there is changed."""
    found = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if found.is_archived or (version is not None and found.version != version):
        raise CalendarOutdated
    return found


def save(calendar: Calendar) -> None:
    try:
        with transaction.atomic():
            calendar.save()
    except IntegrityError as error:
        raise NameTaken from error


def count_on(calendar: Calendar) -> None:
    calendar.version += 1
    save(calendar)
