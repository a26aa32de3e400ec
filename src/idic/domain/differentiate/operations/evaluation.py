"""Who belongs to which segment now: of everybody in one pass, or of those whose data has just changed. Only differences are
written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.db.models.functions import Greatest

from idic.domain.differentiate.everybody import Everybody
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.profiling import AT_HAND, unprofiled_sql
from idic.domain.differentiate.purposes import ALLOWED, use_of_segment
from idic.domain.differentiate.queries.segments import day_of_figures
from idic.domain.identify.privacy.queries.basis import lock_conditions, verdicts_sql

_MEMORY = "96MB"


@dataclass(frozen=True)
class Evaluation:
    """How many segments were evaluated, and how many customers entered or left any."""

    segments: int
    changed: int


def one_evaluation_at_a_time(cursor: CursorWrapper) -> None:
    """What one has read must not be written over by another that read earlier."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.segments', 0))")


@transaction.atomic
def evaluate_everybody(
    *, at: datetime, as_of: date | None = None, at_hand: bool = False, customers: Sequence[int] | None = None
) -> Evaluation:
    """`at_hand` says that the table of those who are not profiled stands ready in this transaction. With `customers` only
    they are looked at. A segment whose rule is broken keeps its members; its page says what to mend."""
    day = as_of or day_of_figures()
    segments = list(Segment.objects.filter(is_archived=False).order_by("id"))
    if not segments:
        return Evaluation(0, 0)
    with connection.cursor() as cursor:
        one_evaluation_at_a_time(cursor)
        cursor.execute(f"SET LOCAL work_mem = '{_MEMORY}'")
        unprofiled = _at_hand(cursor) if at_hand else _unprofiled(cursor, at, customers)
        everybody = Everybody(segments, _uses(cursor, segments, at, customers), unprofiled, day, customers)
        statement, values = everybody.statement()
        cursor.execute(f"CREATE TEMPORARY TABLE turned ON COMMIT DROP AS {statement}", values)
        _end_merged(cursor, at, customers)
        changed = _write(cursor, at)
        if customers is None:
            _tell_all(cursor, at, everybody.broken)
        else:
            _tell_some(cursor)
        cursor.execute("DROP TABLE turned")
        cursor.execute("SET LOCAL work_mem TO DEFAULT")
    return Evaluation(len(segments) - len(everybody.broken), changed)


def _at_hand(cursor: CursorWrapper) -> list[int]:
    cursor.execute(f"SELECT customer_id FROM {AT_HAND} ORDER BY 1")  # noqa: S608 - a constant
    return [pk for (pk,) in cursor.fetchall()]


def _unprofiled(cursor: CursorWrapper, at: datetime, customers: Sequence[int] | None) -> list[int]:
    """Who has a score was asked when it was computed, and whoever has said no since has lost it: only the others and the
    restricted are asked."""
    only = _named(customers)
    cursor.execute(
        # two indexes beside each other, and the rows of the few alone
        "WITH unscored AS MATERIALIZED (SELECT c.id FROM identify_customer c"  # noqa: S608 - declared
        " WHERE NOT EXISTS (SELECT FROM differentiate_customerscore s WHERE s.customer_id = c.id)"
        " AND (%s::bigint[] IS NULL OR c.id = ANY(%s::bigint[])))"
        " SELECT c.id FROM identify_customer c WHERE c.id IN (SELECT id FROM unscored) AND c.merged_into_id IS NULL"
        " UNION SELECT c.id FROM identify_customer c WHERE c.merged_into_id IS NULL"
        f" AND (%s::bigint[] IS NULL OR c.id = ANY(%s::bigint[])) AND {lock_conditions()}",
        [only, only, only, only],
    )
    asked = [pk for (pk,) in cursor.fetchall()]
    if not asked:
        return []
    cursor.execute(*unprofiled_sql(at, customers=asked))
    return sorted(row[0] for row in cursor.fetchall())


def _uses(
    cursor: CursorWrapper, segments: Sequence[Segment], at: datetime, customers: Sequence[int] | None
) -> dict[tuple[str, str], dict[str, list[int]] | None]:
    found: dict[tuple[str, str], dict[str, list[int]] | None] = {}
    for segment in segments:
        key = (segment.purpose, segment.channel)
        if not segment.purpose or key in found:
            continue
        use = use_of_segment(segment, at=at)
        found[key] = None
        if use is not None:
            statement, values = verdicts_sql(use, customers=customers)
            cursor.execute(
                f"SELECT verdict, array_agg(customer_id) FROM ({statement}) AS v WHERE verdict <> ALL(%s) GROUP BY 1",  # noqa: S608 - compiled
                [*values, ALLOWED],
            )
            found[key] = dict(cursor.fetchall())
    return found


def _named(customers: Sequence[int] | None) -> list[int] | None:
    return None if customers is None else list(customers)


def _end_merged(cursor: CursorWrapper, at: datetime, customers: Sequence[int] | None) -> None:
    """Who was merged into another belongs to nothing any more."""
    only = _named(customers)
    merged = (
        "SELECT id FROM identify_customer WHERE merged_into_id IS NOT NULL"
        " AND (%s::bigint[] IS NULL OR id = ANY(%s::bigint[]))"
    )
    cursor.execute(
        "UPDATE differentiate_segmentmembership SET valid_to = %s"  # noqa: S608 - a constant
        f" WHERE valid_to IS NULL AND customer_id IN ({merged})",
        [at, only, only],
    )
    cursor.execute(
        "UPDATE differentiate_customerscore SET segment_ids = '{}'"  # noqa: S608 - a constant
        f" WHERE customer_id IN ({merged}) AND segment_ids <> '{{}}'",
        [only, only],
    )


def _write(cursor: CursorWrapper, at: datetime) -> int:
    cursor.execute("ANALYZE turned")
    cursor.execute(
        """UPDATE differentiate_segmentmembership m SET valid_to = %s
           FROM (SELECT customer_id, one AS segment_id FROM turned CROSS JOIN unnest(old) AS one
                 WHERE one <> ALL(now)) AS t
           WHERE m.segment_id = t.segment_id AND m.customer_id = t.customer_id AND m.valid_to IS NULL""",
        [at],
    )
    cursor.execute(
        """INSERT INTO differentiate_segmentmembership (segment_id, customer_id, rule_version, valid_from)
           SELECT g.id, t.customer_id, g.rule_version, %s
           FROM turned t CROSS JOIN unnest(t.now) AS one JOIN differentiate_segment g ON g.id = one
           WHERE one <> ALL(t.old)
           ON CONFLICT (segment_id, customer_id) WHERE valid_to IS NULL DO NOTHING""",
        [at],
    )
    cursor.execute(
        """INSERT INTO differentiate_customerscore (customer_id, tense, rfm_group, tier, reasons, segment_ids)
           SELECT customer_id, 'unclassified', '', '', '{}', now FROM turned WHERE old <> now
           ON CONFLICT (customer_id) DO UPDATE SET segment_ids = excluded.segment_ids"""
    )
    return int(cursor.rowcount)


_TURNS = """
    SELECT one, count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new)
    FROM (SELECT one, TRUE AS is_new FROM turned CROSS JOIN unnest(now) AS one WHERE one <> ALL(old)
          UNION ALL
          SELECT one, FALSE FROM turned CROSS JOIN unnest(old) AS one WHERE one <> ALL(now)) AS each
    GROUP BY 1
"""
_BARRED = """
    SELECT split_part(told, ' ', 1)::bigint, split_part(told, ' ', 2), count(*)
    FROM turned CROSS JOIN unnest(barred) AS told GROUP BY 1, 2
"""
# Statements of their own that only read: the database may work on them in parallel.
_SIZES = """
    SELECT one, count(*), sum(greatest(s.monetary, 0)::float8)
    FROM differentiate_customerscore s CROSS JOIN unnest(s.segment_ids) AS one GROUP BY 1
"""
_WHOLE = "SELECT sum(greatest(monetary, 0)::float8) FROM differentiate_customerscore"


def _tell_all(cursor: CursorWrapper, at: datetime, broken: list[int]) -> None:
    turns = _turns(cursor)
    cursor.execute(_SIZES)
    sizes = {pk: (members, spend or 0.0) for pk, members, spend in cursor.fetchall()}
    cursor.execute(_WHOLE)
    whole = cursor.fetchone()[0] or 0.0
    cursor.execute(_BARRED)
    left_out: dict[int, dict[str, int]] = {}
    for pk, reason, customers in cursor.fetchall():
        left_out.setdefault(pk, {})[reason] = customers
    living = Segment.objects.filter(is_archived=False).exclude(pk__in=broken).values_list("pk", flat=True)
    told = [
        {
            "id": pk, "size": sizes.get(pk, (0, 0.0))[0], "share": sizes.get(pk, (0, 0.0))[1] / whole if whole else None,
            "gained": turns.get(pk, (0, 0))[0], "lost": turns.get(pk, (0, 0))[1], "left_out": left_out.get(pk, {}),
        }
        for pk in living
    ]  # fmt: skip
    cursor.execute(
        """UPDATE differentiate_segment g
           SET size = t.size, revenue_share = t.share, gained = t.gained, lost = t.lost, left_out = t.left_out,
               evaluated_at = %s
           FROM jsonb_to_recordset(%s::jsonb)
                AS t(id bigint, size int, share float8, gained int, lost int, left_out jsonb)
           WHERE g.id = t.id""",
        [at, json.dumps(told)],
    )


def _tell_some(cursor: CursorWrapper) -> None:
    """The figures of everybody stay as the last evaluation of all counted them, and are moved by the difference."""
    for pk, (gained, lost) in sorted(_turns(cursor).items()):
        Segment.objects.filter(pk=pk).update(
            size=Greatest(F("size") + gained - lost, 0), gained=F("gained") + gained, lost=F("lost") + lost
        )


def _turns(cursor: CursorWrapper) -> dict[int, tuple[int, int]]:
    cursor.execute(_TURNS)
    return {pk: (gained, lost) for pk, gained, lost in cursor.fetchall()}


def evaluate_customers(customers: Sequence[int], *, at: datetime) -> Evaluation:
    """After something about these customers has changed: one statement for all segments."""
    return evaluate_everybody(at=at, customers=sorted(set(customers))) if customers else Evaluation(0, 0)
