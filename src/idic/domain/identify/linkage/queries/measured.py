"""Precision and recall of a threshold, counted on what people said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from idic.methods.proportion import Proportion, wilson

# The latest word on two records that was not taken back. Somebody who undid the merge later has said "different".
_STANDING = """
SELECT DISTINCT ON (l.first_record_id, l.second_record_id) l.weight,
       l.answer = 'same' AND NOT EXISTS (
           SELECT FROM merging_cannotlink k WHERE k.lifted_at IS NULL AND k.first_record_id = l.first_record_id
           AND k.second_record_id = l.second_record_id) AS same
FROM linkage_label l LEFT JOIN linkage_linkagerun r ON r.id = l.run_id
WHERE l.taken_back_at IS NULL AND l.answer <> 'unsure' AND l.weight IS NOT NULL AND r.kind = %s
ORDER BY l.first_record_id, l.second_record_id, l.at DESC, l.id DESC
"""


@dataclass(frozen=True)
class Measured:
    """At and above a weight. `precision`: of the pairs that are linked, those that people call the same; `recall`: of
    those that people call the same, the ones that are linked. None where nothing was labelled."""

    labelled: int
    precision: Proportion | None
    recall: Proportion | None


def standing_labels(kind: str) -> list[tuple[float, bool]]:
    """(weight, is the same) of every pair of records that people have decided."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [kind])
        return [(float(weight), bool(same)) for weight, same in cursor.fetchall()]


def measured_at(weight: float, labels: Sequence[tuple[float, bool]]) -> Measured:
    linked = [same for found, same in labels if found >= weight]
    true = sum(same for _found, same in labels)
    return Measured(
        len(labels),
        wilson(sum(linked), len(linked)) if linked else None,
        wilson(sum(linked), true) if true else None,
    )
