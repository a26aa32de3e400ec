from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from idic.foundation.calendars.queries.missing import holidays_missing
from idic.foundation.events.queries.standing import policies_that_stand
from idic.foundation.jobs.outgoing import Standing, outgoing_now
from idic.foundation.jobs.queries.broken import broken_lately

# The worker beats every ten seconds; a long step of its own may hold one beat back.
SILENCE_LIMIT = 60
# Below this a write may fail halfway through a file: time to call somebody.
DISK_LIMIT = 200 * 1024 * 1024

_STATE = """
SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),
       (SELECT at FROM events_eventseal ORDER BY last_id DESC LIMIT 1),
       (SELECT finished_at FROM differentiate_refresh ORDER BY id DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Health:
    """An age is None where it never happened, or where the database cannot tell."""

    database: bool
    worker_seconds: int | None
    seal_seconds: int | None
    refresh_seconds: int | None
    disk_free: int
    # years of public holidays that calendars should have by now
    holidays_missing: int | None = None
    outgoing: tuple[Standing, ...] = ()
    policies_standing: int | None = None
    work_broken: int | None = None

    @property
    def worker(self) -> bool:
        return self.worker_seconds is not None and self.worker_seconds <= SILENCE_LIMIT

    @property
    def disk(self) -> bool:
        return self.disk_free >= DISK_LIMIT

    @property
    def is_up(self) -> bool:
        return self.database and self.worker and self.disk

    def as_data(self) -> dict[str, object]:
        return {
            "status": "up" if self.is_up else "down",
            "database": {"up": self.database},
            "worker": {"up": self.worker, "heartbeat_seconds_ago": self.worker_seconds},
            "disk": {"up": self.disk, "free_bytes": self.disk_free},
            "events": {"last_seal_seconds_ago": self.seal_seconds},
            "calendars": {"holidays_missing": self.holidays_missing},
            "refresh": {"last_seconds_ago": self.refresh_seconds},
            "outgoing": {
                one.outgoing.code: {"late": one.late, "failed_in_week": one.failed, "perhaps_sent_in_week": one.unsure}
                for one in self.outgoing
            },
            "policies": {"standing_still": self.policies_standing},
            "jobs": {"broken_in_day": self.work_broken},
        }


def health_now() -> Health:
    now = timezone.now()
    free = shutil.disk_usage(_standing(settings.CONFIGURATION.home)).free
    try:
        with connection.cursor() as cursor:
            cursor.execute(_STATE)
            heartbeat, seal, refresh = cursor.fetchone()
        missing = len(holidays_missing(timezone.localdate()))
        outgoing, standing = tuple(outgoing_now()), len(policies_that_stand())
        broken = sum(one.times for one in broken_lately())
    except DatabaseError:
        return Health(False, None, None, None, free)
    return Health(
        True, _age(heartbeat, now), _age(seal, now), _age(refresh, now), free, missing, outgoing, standing, broken
    )


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, round((now - moment).total_seconds()))


def _standing(folder: Path) -> Path:
    """The home may not be made yet where the database is elsewhere; its disk is that of the folder above."""
    while not folder.exists():
        folder = folder.parent
    return folder
