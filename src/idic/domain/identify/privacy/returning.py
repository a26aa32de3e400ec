"""An erased person does not come back by a list: rows of a file that are theirs are refused, known by keyed hashes alone.

Known by the number that the source gave them, by a national or tax id, an e-mail address or a phone number; where somebody
else holds the address, by it and the name. Who has come back of themself is a customer again, and their rows are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from idic.domain.identify.importing.barriers import register_barrier
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.unique_values import pass_on_the_lead
from idic.domain.identify.models import ImportBatch, SourceRecord
from idic.domain.identify.privacy.enums import Channel, SuppressionReason
from idic.domain.identify.privacy.models import Suppression
from idic.domain.identify.privacy.suppressing import ALL_MARKETING, digest_of, digest_sql

ERASED = "erased_before"
_RECORD = "record"
_IDS = ("national_id", "tax_id")
_KNOWN = (
    "EXISTS (SELECT FROM identify_sourcerecord r WHERE r.customer_id = f.customer_id AND r.name_key = s.name_key"
    " AND s.name_key <> '')"
)


def remember_records(record_ids: Sequence[int], *, at: datetime) -> int:
    """Before they are blanked. Returns how many entries there are now."""
    digests = {
        digest_of(ALL_MARKETING, kind, value)
        for record in SourceRecord.objects.filter(pk__in=record_ids).only("source_id", "key", *_IDS)
        for kind, value in _identities(record)
    }
    Suppression.objects.bulk_create(
        [Suppression(digest=one, reason=SuppressionReason.ERASED, at=at) for one in digests], ignore_conflicts=True
    )
    return len(digests)


def refuse_erased(batch: ImportBatch, refusals: Refusals) -> int:
    """Behind the matching, in the transaction of an import. What the row says is not kept with the refusal."""
    if not Suppression.objects.filter(reason=SuppressionReason.ERASED).exists():
        return 0
    statement, values = _listed(batch.source_id)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT l.row_no FROM ({statement}) AS l (row_no, digest)"  # noqa: S608 - own texts
            " JOIN privacy_suppression z ON z.digest = l.digest AND z.reason = %s ORDER BY 1",
            [*values, SuppressionReason.ERASED.value],
        )
        rows = [row[0] for row in cursor.fetchall()]
        if rows:
            cursor.execute("DELETE FROM stage_fate WHERE row_no = ANY(%s)", [rows])
            pass_on_the_lead(cursor)
    for row in rows:
        refusals.add(row, ERASED, batch.mapping.get("source_id", ""))
    return len(rows)


def _identities(record: SourceRecord) -> Iterator[tuple[str, str]]:
    yield _RECORD, f"{record.source_id}|{record.key}"
    yield from ((name, value) for name in _IDS if (value := str(getattr(record, name))))


def _listed(source_id: int) -> tuple[str, list[Any]]:
    """A select of the digests under which each new row could stand on the list."""
    new = f"FROM stage_row s JOIN stage_fate f USING (row_no) WHERE f.state = 'new' AND NOT {_KNOWN}"
    parts: list[str] = []
    values: list[Any] = []

    def add(kind: str, value: str, name: str, rows: str) -> None:
        digest, told = digest_sql(ALL_MARKETING, kind, value, name)
        parts.append(f"SELECT s.row_no, {digest} {rows}")
        values.extend(told)

    add(_RECORD, f"'{int(source_id)}|' || s.key", "''", new)
    for kind in _IDS:
        add(kind, f"s.{kind}", "''", f"{new} AND s.{kind} <> ''")
    phones = new.replace("WHERE", "CROSS JOIN unnest(s.phones) AS phone WHERE", 1)
    for name in ("''", "s.name_key"):
        add(Channel.EMAIL.value, "s.email", name, f"{new} AND s.email <> ''")
        add(Channel.SMS.value, "phone", name, phones)
    return " UNION ALL ".join(parts), values


register_barrier("erased", refuse_erased)
