"""Giving records back what their source said before a file changed it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.importing.customer_rows import CustomerReader, Reading
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk
from idic.domain.identify.importing.staging import COLUMNS, COPIED, TABLES, staged_text
from idic.domain.identify.importing.statements import column, run
from idic.domain.identify.models import ImportBatch

_ROWS_AT_ONCE = 5_000
_CHANGED = """
SELECT r.id, r.key, v.payload, b.options
FROM arrivals_change c JOIN identify_sourcerecord r ON r.id = c.row_id AND r.batch_id = c.batch_id
     JOIN identify_recordversion v ON v.id = (c.before->>'version')::bigint
     LEFT JOIN identify_importbatch b ON b.id = (c.before->>'batch')::bigint
WHERE c.batch_id = %s AND c.what = 'record' AND r.id > %s ORDER BY r.id LIMIT %s
"""


def restore_records(batch: ImportBatch) -> tuple[int, int]:
    """How many were restored, and how many cannot be: changed again since, or their former version was erased."""
    wanted = _count("SELECT count(*) FROM arrivals_change WHERE batch_id = %s AND what = 'record'", batch.pk)
    run(f"CREATE TEMPORARY TABLE undo_row ({TABLES['row']}) ON COMMIT DROP")
    for text in _read_again(batch):
        with (
            connection.cursor() as cursor,
            cursor.cursor.copy(f"COPY undo_row ({', '.join(COLUMNS)}) FROM STDIN") as copy,
        ):
            copy.write(text)
    run("CREATE INDEX ON undo_row (row_no)")
    assignments = ", ".join(f"{name} = s.{name}" for name in COPIED)
    restored = run(
        f"""UPDATE identify_sourcerecord r SET payload = s.payload, digest = c.before->>'digest',
                   received_at = (c.before->>'received_at')::timestamptz, batch_id = (c.before->>'batch')::bigint,
                   {assignments}
            FROM undo_row s JOIN arrivals_change c ON c.row_id = s.row_no AND c.what = 'record' AND c.batch_id = %s
            WHERE r.id = s.row_no""",
        batch.pk,
    )
    run(
        """DELETE FROM identify_recordversion v USING arrivals_change c, undo_row s
           WHERE c.batch_id = %s AND c.what = 'record' AND c.row_id = s.row_no AND v.id = (c.before->>'version')::bigint""",
        batch.pk,
    )
    run("DELETE FROM identify_contactpoint p USING undo_row s WHERE p.record_id = s.row_no")
    run(
        """INSERT INTO identify_contactpoint (customer_id, record_id, kind, raw, value, extension, is_valid)
           SELECT r.customer_id, r.id, p.kind, p.raw, p.value, p.extension, p.is_valid
           FROM undo_row s JOIN identify_sourcerecord r ON r.id = s.row_no
                CROSS JOIN jsonb_to_recordset(s.contact)
                     AS p(kind text, raw text, value text, extension text, is_valid boolean)"""
    )
    touched = column("SELECT DISTINCT r.customer_id FROM undo_row s JOIN identify_sourcerecord r ON r.id = s.row_no")
    recompute_golden(touched, at=timezone.now())
    return restored, wanted - restored


def _read_again(batch: ImportBatch) -> Iterator[bytes]:
    """The former payloads as their own files were read: with the order of dates that was chosen then."""
    last = 0
    while found := _page(batch, last):
        last = found[-1][0]
        groups: dict[str, list[tuple[int, str, dict[str, str]]]] = {}
        options_of: dict[str, dict[str, str]] = {}
        for record_id, key, payload, options in found:
            label = repr(sorted(options.items()))
            groups.setdefault(label, []).append((record_id, key, payload))
            options_of[label] = options
        for label, rows in groups.items():
            yield _text(rows, options_of[label])


def _page(batch: ImportBatch, after: int) -> list[tuple[int, str, dict[str, str], dict[str, str]]]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [batch.pk, after, _ROWS_AT_ONCE])
        return [(row[0], row[1], json.loads(row[2]), json.loads(row[3] or "{}")) for row in cursor.fetchall()]


def _text(rows: list[tuple[int, str, dict[str, str]]], options: dict[str, str]) -> bytes:
    fields = sorted({name for _, _, payload in rows for name in payload})
    reading = Reading.of(
        {name: name for name in (*fields, "source_id")}, options, time_zone=settings.TIME_ZONE, today=_today()
    )
    columns: dict[str, list[Any]] = {name: [payload.get(name) for _, _, payload in rows] for name in fields}
    columns["source_id"] = [key for _, key, _ in rows]
    chunk = Chunk([record_id for record_id, _, _ in rows], columns, None)
    return staged_text(CustomerReader(reading, Refusals()).staged(chunk))


def _today() -> date:
    return timezone.localdate()


def _count(statement: str, value: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return int(cursor.fetchone()[0])
