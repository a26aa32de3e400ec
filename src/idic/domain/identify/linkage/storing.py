"""Pairs into the database in bulk, and what earlier runs left in the queue."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from idic.domain.identify.linkage.enums import OPEN_STATES, PairState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.foundation.bulk.copying import copy_rows

if TYPE_CHECKING:
    from idic.domain.identify.linkage.finding import Candidate

_COLUMNS = (
    "run_id", "first_record_id", "second_record_id", "first_customer_id", "second_customer_id", "weight", "posterior",
    "levels", "hold", "cluster", "state", "found_at",
)  # fmt: skip

# Somebody was not sure about two records: their customers stay put off, whatever pair of records a run shows.
_PUT_OFF = """
UPDATE linkage_linkagepair p SET state = 'unsure', decided_at = said.at, decided_by_id = said.by_id
FROM (SELECT DISTINCT ON (1, 2) least(a.customer_id, b.customer_id) AS one, greatest(a.customer_id, b.customer_id) AS other,
             l.answer, l.at, l.by_id
      FROM linkage_label l JOIN identify_sourcerecord a ON a.id = l.first_record_id
      JOIN identify_sourcerecord b ON b.id = l.second_record_id
      WHERE l.taken_back_at IS NULL ORDER BY 1, 2, l.at DESC, l.id DESC) said
WHERE p.run_id = %s AND p.first_customer_id = said.one AND p.second_customer_id = said.other AND said.answer = 'unsure'
"""

# While a run was computed people went on deciding: what they merged or kept apart meanwhile is not asked again.
_OVERTAKEN = """
UPDATE linkage_linkagepair p SET state = 'obsolete'
WHERE p.run_id = %s AND p.state = 'waiting' AND (
    NOT EXISTS (SELECT FROM identify_sourcerecord a JOIN identify_sourcerecord b ON a.customer_id <> b.customer_id
                WHERE a.id = p.first_record_id AND b.id = p.second_record_id)
    OR EXISTS (SELECT FROM merging_cannotlink k WHERE k.lifted_at IS NULL
               AND k.first_customer_id = p.first_customer_id AND k.second_customer_id = p.second_customer_id))
"""


def store_pairs(run: LinkageRun, pairs: Iterable[Candidate], *, at: datetime) -> None:
    copy_rows(
        "linkage_linkagepair",
        _COLUMNS,
        (
            (
                run.pk, one.first_record, one.second_record, one.first_customer, one.second_customer, one.weight,
                one.posterior, json.dumps(one.levels), one.hold, one.cluster, PairState.WAITING.value, at,
            )
            for one in pairs
        ),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PUT_OFF, [run.pk])
        cursor.execute(_OVERTAKEN, [run.pk])


def retire_earlier_pairs(run: LinkageRun) -> int:
    """The queue holds what the newest run of a kind found; decisions that were taken stand as they are."""
    return (
        LinkagePair.objects.filter(run__kind=run.kind, state__in=OPEN_STATES)
        .exclude(run=run)
        .update(state=PairState.OBSOLETE)
    )
