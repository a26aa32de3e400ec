"""Of whom no score and no segment is computed: “profiling” is asked wherever one comes about, and such a row does not exist.

A person is left out without a valid ground of the law that holds for them. An organisation is no person and needs none, but
what it asked for itself counts: an objection, or a restriction. What was computed before a restriction is kept, as all is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.errors import PurposeUnknown
from idic.domain.identify.privacy.queries.basis import Use, lock_conditions, use_of, verdicts_sql, why_not

PROFILING = "profiling"
_MAY = ", ".join(f"'{one.value}'" for one in Verdict if one.may)
_OWN_WORD = ", ".join(f"'{one.value}'" for one in (Verdict.WITHDRAWN, Verdict.LOCKED))
_EVERYBODY = (
    f"SELECT id AS customer_id, '{Verdict.NOT_GIVEN}' AS verdict FROM identify_customer WHERE merged_into_id IS NULL"  # noqa: S608 - a constant
)
AT_HAND = "unprofiled"


@dataclass(frozen=True)
class Unprofiled:
    """Ids, ascending, those among them whose data is restricted, and how many for which verdict."""

    ids: list[int] = field(default_factory=list)
    locked: list[int] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)


def profiling_use(at: datetime) -> Use | None:
    """None where the purpose is no longer in use: then nobody is profiled."""
    try:
        return use_of(PROFILING, at=at)
    except PurposeUnknown:
        return None


def unprofiled_sql(at: datetime, *, customers: Sequence[int] | None = None) -> tuple[str, list[Any]]:
    """A select of (customer_id, verdict) of all who are left out, or of those among the named ones."""
    use = profiling_use(at)
    if use is None:
        return (_EVERYBODY, []) if customers is None else (f"{_EVERYBODY} AND id = ANY(%s)", [list(customers)])
    statement, values = verdicts_sql(use, customers=customers)
    return (
        f"SELECT v.customer_id, v.verdict FROM ({statement}) AS v JOIN identify_customer k ON k.id = v.customer_id"  # noqa: S608 - compiled
        f" WHERE v.verdict NOT IN ({_MAY}) AND (v.verdict IN ({_OWN_WORD}) OR k.kind <> '{CustomerKind.ORGANISATION}')",
        values,
    )


def unprofiled(at: datetime) -> Unprofiled:
    statement, values = unprofiled_sql(at)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = sorted(cursor.fetchall())
    reasons: dict[str, int] = {}
    for _pk, verdict in rows:
        reasons[verdict] = reasons.get(verdict, 0) + 1
    return Unprofiled([pk for pk, _verdict in rows], [pk for pk, verdict in rows if verdict == Verdict.LOCKED], reasons)


def verdict_against(customer_id: int, at: datetime) -> Verdict | None:
    """Why this customer is left out; None where they are not."""
    statement, values = unprofiled_sql(at, customers=[customer_id])
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return Verdict(row[1]) if row else None


def why_unprofiled(customer_id: int, at: datetime) -> str:
    """A sentence for the place where the scores would stand; empty where nothing stands against them."""
    verdict = verdict_against(customer_id, at)
    use = profiling_use(at) if verdict is not None else None
    return why_not(verdict, use) if verdict is not None and use is not None else ""


def keep_at_hand(cursor: CursorWrapper, found: Unprofiled) -> None:
    """As a temporary table for the statements of this transaction."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE {AT_HAND} ON COMMIT DROP AS"  # noqa: S608 - a constant
        " SELECT id AS customer_id, id = ANY(%s::bigint[]) AS is_locked FROM unnest(%s::bigint[]) AS id",
        [array_text(found.locked), array_text(found.ids)],
    )
    cursor.execute(f"ANALYZE {AT_HAND}")


def array_text(ids: Sequence[int]) -> str:
    """As the database writes an array: quoting a million numbers one by one takes longer than the question."""
    return f"{{{','.join(map(str, ids))}}}"


def drop_at_hand(cursor: CursorWrapper) -> None:
    cursor.execute(f"DROP TABLE {AT_HAND}")


def drop_unprofiled(cursor: CursorWrapper, *, at: datetime, at_hand: bool) -> int:
    """Takes them out of the temporary table `member`. Who has a score was asked when it was computed, and whoever has
    said no since has lost it: without the table at hand only the others and the restricted are asked."""
    statement, values = f"SELECT customer_id FROM {AT_HAND}", list[Any]()  # noqa: S608 - a constant
    if not at_hand:
        cursor.execute(
            "SELECT m.customer_id FROM member m LEFT JOIN differentiate_customerscore s USING (customer_id)"  # noqa: S608 - declared
            " WHERE s.customer_id IS NULL"
            f" OR m.customer_id IN (SELECT c.id FROM identify_customer c WHERE {lock_conditions()})"
        )
        asked = [row[0] for row in cursor.fetchall()]
        if not asked:
            return 0
        statement, values = unprofiled_sql(at, customers=asked)
    cursor.execute(
        f"DELETE FROM member USING ({statement}) AS u WHERE u.customer_id = member.customer_id",  # noqa: S608 - compiled
        values,
    )
    return int(cursor.rowcount)


def forget_scores(cursor: CursorWrapper, selected: str, values: Sequence[Any], *, at: datetime) -> int:
    """Scores and running memberships of the selected customers; `selected` is a select of their ids. Returns how many
    scores were there."""
    cursor.execute(
        f"UPDATE differentiate_segmentmembership SET valid_to = %s WHERE valid_to IS NULL AND customer_id IN ({selected})",  # noqa: S608 - compiled
        [at, *values],
    )
    cursor.execute(
        f"""WITH gone AS (DELETE FROM differentiate_customerscore WHERE customer_id IN ({selected})
                          RETURNING customer_id, segment_ids),
                 fewer AS (SELECT segment, count(*) AS members FROM gone CROSS JOIN unnest(segment_ids) AS segment GROUP BY 1),
                 told AS (UPDATE differentiate_segment SET size = greatest(size - fewer.members, 0)
                          FROM fewer WHERE fewer.segment = differentiate_segment.id)
            SELECT count(*) FROM gone""",  # noqa: S608 - compiled
        list(values),
    )
    return int(cursor.fetchone()[0])


def forget_at_hand(cursor: CursorWrapper, *, at: datetime) -> int:
    """Of those at hand hardly anybody has a score (whoever said no lost it then), and without one nobody is a member: the
    memberships of all of them are not searched for theirs."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE forgotten ON COMMIT DROP AS SELECT u.customer_id FROM {AT_HAND} u"  # noqa: S608 - a constant
        " JOIN differentiate_customerscore s USING (customer_id) WHERE NOT u.is_locked"
    )
    gone = 0
    if cursor.rowcount:
        cursor.execute("ANALYZE forgotten")
        gone = forget_scores(cursor, "SELECT customer_id FROM forgotten", [], at=at)
    cursor.execute("DROP TABLE forgotten")
    return gone
