from __future__ import annotations

from idic.foundation.storage.memory import HeldFor
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


# So many probes are worth keeping for a moment, and among so many a new one is not missed at once.
_MANY = 30
_many: HeldFor[list[str]] = HeldFor(30.0, 8)


def provinces_in_use(*, limit: int = 300) -> list[str]:
    known = _many.get(limit)
    if known is not None:
        return known
    with prepared_cursor() as cursor:
        cursor.execute(_DISTINCT, [limit])
        found = [province for (province,) in cursor.fetchall()]
    if len(found) >= _MANY:
        _many.keep(limit, found)
    return found
