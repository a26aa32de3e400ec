from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def start_of(day: date) -> datetime:
    """On the wall clock of this installation."""
    return timezone.make_aware(datetime.combine(day, time()))
