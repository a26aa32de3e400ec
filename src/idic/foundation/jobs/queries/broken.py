"""Work that the worker could not do and will not take up again by itself: kept in its queue as failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

_BROKEN = """
SELECT j.task_name, count(*), max(e.at)
FROM (SELECT id, task_name FROM procrastinate_jobs WHERE status = 'failed' ORDER BY id DESC LIMIT 1000) AS j
JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'failed'
WHERE e.at > now() - interval '1 day'
GROUP BY j.task_name ORDER BY j.task_name
"""


@dataclass(frozen=True)
class BrokenWork:
    task: str
    times: int
    last_at: datetime


def broken_lately() -> list[BrokenWork]:
    """Within a day; bounded, for what breaks every second is no worse at a thousand than at a million."""
    with connection.cursor() as cursor:
        cursor.execute(_BROKEN)
        return [BrokenWork(*row) for row in cursor.fetchall()]
