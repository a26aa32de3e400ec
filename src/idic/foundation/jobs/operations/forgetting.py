from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

#: So long it is kept what the worker could not do. What it did leaves its queue at once.
KEPT = timedelta(days=90)

_FORGET = """
DELETE FROM procrastinate_jobs AS j
WHERE j.status = 'failed'
  AND (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'failed')
      < now() - make_interval(days => %s)
"""


@transaction.atomic
def forget_failed_work() -> int:
    """Its events go with it."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [KEPT.days])
        return int(cursor.rowcount)
