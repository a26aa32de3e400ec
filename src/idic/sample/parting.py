"""Whoever was merged across the border between the sample and people's own customers is two again before the sample goes."""

from __future__ import annotations

from typing import Final

from django.db import connection

from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.undo import undo_merge

#: Every customer by the records that are its own, not those that a merge brought. It is invented when every file or feed
#: that speaks of it is the sample's; what the desk added goes along.
HOMES: Final = """
SELECT coalesce(m.absorbed_id, r.customer_id) AS id,
       bool_or(s.is_sample) AND NOT bool_or(NOT s.is_sample AND s.kind <> 'desk') AS invented
FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
LEFT JOIN merging_movedrecord v ON v.record_id = r.id AND v.returned_at IS NULL
LEFT JOIN merging_merge m ON m.id = v.merge_id
GROUP BY 1
"""
_ACROSS = f"""
WITH home AS ({HOMES})
SELECT g.id FROM merging_merge g JOIN home a ON a.id = g.absorbed_id JOIN home b ON b.id = g.survivor_id
WHERE g.undone_at IS NULL AND a.invented <> b.invented ORDER BY g.id DESC
"""


def part_sample_from_own() -> int:
    """In the caller's transaction; the latest merge first, since it may stand on an earlier one. Done by the system: who
    may remove the sample need not have every customer within reach."""
    with connection.cursor() as cursor:
        cursor.execute(_ACROSS)
        across = [row[0] for row in cursor.fetchall()]
    for pk in across:
        undo_merge(Merge.objects.get(pk=pk), by=None)
    return len(across)
