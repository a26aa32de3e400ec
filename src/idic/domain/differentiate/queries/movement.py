"""How segments lie over one another, how they grew, and who moved between two days: all from the kept intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from idic.domain.differentiate.models import Segment

#: So many segments are compared at once at most: more cannot be read.
MOST_COMPARED = 8
_LONGEST = 400


@dataclass(frozen=True)
class Movement:
    """`counts[i][j]`: customers in state i on the first day and j on the second. The states are the segments in the order in
    which they were chosen, and last "none of them"; who is in several counts in the first of them. Who is in none on both
    days is left out, so that the last row are those who came from outside."""

    counts: list[list[int]]

    def shares(self) -> list[list[float | None]]:
        """Of each row; a row sums to one, or has nobody."""
        return [[count / sum(row) if sum(row) else None for count in row] for row in self.counts]


def overlap_matrix(segments: Sequence[Segment]) -> list[list[int]]:
    """Members that two segments share now; on the diagonal their sizes."""
    ids = [one.pk for one in segments]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a, b, count(*) FROM differentiate_customerscore s
               CROSS JOIN unnest(s.segment_ids) AS a CROSS JOIN unnest(s.segment_ids) AS b
               WHERE s.segment_ids && %s::bigint[] AND a = ANY(%s) AND b = ANY(%s) AND a <= b GROUP BY 1, 2""",
            [ids, ids, ids],
        )
        shared = {(a, b): count for a, b, count in cursor.fetchall()}
    return [[shared.get((min(a, b), max(a, b)), 0) for b in ids] for a in ids]


def combinations(segments: Sequence[Segment], *, limit: int = 15) -> list[tuple[list[int], int]]:
    """Exact combinations, the most frequent first: positions of the segments, and how many are in these and in no other of
    the chosen ones."""
    ids = [one.pk for one in segments]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT held, count(*) FROM (
                   SELECT ARRAY(SELECT one FROM unnest(segment_ids) AS one WHERE one = ANY(%s) ORDER BY one) AS held
                   FROM differentiate_customerscore WHERE segment_ids && %s::bigint[]
               ) AS each GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s""",
            [ids, ids, limit],
        )
        return [(sorted(ids.index(pk) for pk in held), count) for held, count in cursor.fetchall()]


def movement(segments: Sequence[Segment], first: date, second: date) -> Movement:
    """From the end of one day of the business to the end of another."""
    ids = [one.pk for one in segments]
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH state AS (
                   SELECT customer_id,
                          min(array_position(%(ids)s::bigint[], segment_id)) FILTER (
                              WHERE valid_from < %(first)s AND (valid_to IS NULL OR valid_to >= %(first)s)) AS before,
                          min(array_position(%(ids)s::bigint[], segment_id)) FILTER (
                              WHERE valid_from < %(second)s AND (valid_to IS NULL OR valid_to >= %(second)s)) AS after
                   FROM differentiate_segmentmembership WHERE segment_id = ANY(%(ids)s) GROUP BY 1
               ) SELECT before, after, count(*) FROM state
               WHERE before IS NOT NULL OR after IS NOT NULL GROUP BY 1, 2""",
            {"ids": ids, "first": end_of(first), "second": end_of(second)},
        )
        counts = [[0] * (len(ids) + 1) for _state in range(len(ids) + 1)]
        for before, after, count in cursor.fetchall():
            counts[(before or len(ids) + 1) - 1][(after or len(ids) + 1) - 1] = count
    return Movement(counts)


def sizes_over_time(segment: Segment, *, until: date, days: int = 180) -> list[tuple[date, int]]:
    """The size at the end of each day on which it changed, and of the first and the last of the stretch."""
    start = until - timedelta(days=min(days, _LONGEST))
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (at AT TIME ZONE %s)::date AS day, sum(step)
               FROM (SELECT valid_from AS at, 1 AS step FROM differentiate_segmentmembership WHERE segment_id = %s
                     UNION ALL
                     SELECT valid_to, -1 FROM differentiate_segmentmembership
                     WHERE segment_id = %s AND valid_to IS NOT NULL) AS turn
               GROUP BY 1 ORDER BY 1""",
            [timezone.get_current_timezone_name(), segment.pk, segment.pk],
        )
        turns = cursor.fetchall()
    size, found = 0, list[tuple[date, int]]()
    for day, step in turns:
        if day > start and not found:
            found.append((start, size))
        size += int(step)
        if start < day <= until:
            found.append((day, size))
    if not found or found[-1][0] < until:
        found.append((until, size))
    return found


def end_of(day: date) -> datetime:
    """Midnight after it where the business is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
