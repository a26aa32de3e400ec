from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

_LIMIT = 1000


@dataclass(frozen=True)
class Intake:
    """`duplicates` counts the pairs that nobody has decided, and stops at 1,000. `imported_at` is when the latest import
    ended that brought something."""

    has_customers: bool
    duplicates: int
    imported_at: datetime | None


def intake() -> Intake:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM identify_customer WHERE merged_into_id IS NULL),
                      (SELECT count(*) FROM (SELECT FROM identify_possibleduplicate
                                             WHERE dismissed_at IS NULL LIMIT %s) d),
                      (SELECT max(finished_at) FROM identify_importbatch
                       WHERE state = 'done' AND (new_count > 0 OR changed_count > 0))""",
            [_LIMIT],
        )
        return Intake(*cursor.fetchone())
