from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def day_of(at: datetime) -> date:
    """Numbers begin anew at midnight where the organisation is."""
    return timezone.localdate(at)
