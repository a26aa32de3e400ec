from __future__ import annotations

from idic.foundation.storage.remembered import prepared_cursor

# One index probe for each province, however many customers there are.
_DISTINCT = """
WITH RECURSIVE found AS (
    (SELECT province FROM identify_customer WHERE province > '' ORDER BY province LIMIT 1)
    UNION ALL
    SELECT (SELECT province FROM identify_customer WHERE province > found.province ORDER BY province LIMIT 1)
    FROM found WHERE found.province IS NOT NULL
)
SELECT province FROM found WHERE province IS NOT NULL LIMIT %s
"""


def provinces_in_use(*, limit: int = 300) -> list[str]:
    with prepared_cursor() as cursor:
        cursor.execute(_DISTINCT, [limit])
        return [province for (province,) in cursor.fetchall()]
