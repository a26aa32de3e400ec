"""A minute of a local day as a point in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from idic.methods.business_clock.errors import ZoneUnknown
from idic.methods.business_clock.windows import MINUTES_OF_DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@cache
def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ZoneUnknown(name) from None


def instant_of(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """In UTC. A time that the day has twice is the first of the two; one that it does not have is the moment at which the
    clock is put forward, so that the order of local times is kept."""
    days, minute = divmod(minute, MINUTES_OF_DAY)
    local = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    before = local.replace(fold=1).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    while instant - before > timedelta(seconds=1):
        middle = before + (instant - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            instant = middle
    return instant.replace(microsecond=0)


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def moment_of(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
