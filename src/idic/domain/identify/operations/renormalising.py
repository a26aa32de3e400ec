"""Reading stored payloads again, after an upgrade that reads them in another way.

What matching compares and where somebody lives are read anew. Phones, numbers, dates and facts stay as they were taken:
they were read with choices (a region, an order of dates, attributes of that day) that may be others now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.golden_order import FIELDS
from idic.domain.identify.merging.enums import GoldenField, JudgementKind
from idic.domain.identify.models import SourceRecord
from idic.domain.identify.models.source_record import EDITION
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress
from idic.methods.normalise.dates import DateOrder

JOB = "renormalise"
AT_ONCE = 5_000

_SHOWN = ("district", "province", "postcode", "country")
_READ_AGAIN = ("title", "given_name", "family_name", "name_key", *_SHOWN, *NormalisedRecord.KEYS)
# An erased record has neither payload nor values, and is only marked.
_COLUMNS = ("name", "email", "address", *_SHOWN)

_PAGE = "SELECT id, customer_id FROM identify_sourcerecord WHERE edition < %s ORDER BY id LIMIT %s"
_LOCK = "SELECT id FROM identify_customer WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_RECORDS = f"""
SELECT r.id, r.customer_id, r.payload, r.kind, r.birth_date, b.options->>'date_order',
       {", ".join(f"r.{one}" for one in (*_COLUMNS, *_READ_AGAIN))}
FROM identify_sourcerecord r LEFT JOIN identify_importbatch b ON b.id = r.batch_id
WHERE r.id = ANY(%s) FOR UPDATE OF r
"""  # noqa: S608 - this file's own columns
_UPDATE = f"""
UPDATE identify_sourcerecord r SET edition = %s, {", ".join(f"{one} = n.{one}" for one in _READ_AGAIN)}
FROM jsonb_to_recordset(%s::jsonb) AS n(id bigint,
    {", ".join(f"{one} {'smallint' if one == 'birth_year' else 'text'}" for one in _READ_AGAIN)})
WHERE r.id = n.id
"""  # noqa: S608 - this file's own columns
_SAME = "UPDATE identify_sourcerecord SET edition = %s WHERE id = ANY(%s) AND edition < %s"
# The two fields whose text is put together from what is read again.
_DIGEST = f"""md5(CASE w.field WHEN '{GoldenField.NAME.value}' THEN {FIELDS[GoldenField.NAME].text}
    ELSE {FIELDS[GoldenField.ADDRESS].text} END)"""
_VERIFIED = f"""
SELECT w.id FROM merging_judgement w JOIN identify_sourcerecord r ON r.id = w.record_id
WHERE r.id = ANY(%s) AND w.kind = '{JudgementKind.VERIFIED.value}'
  AND w.field IN ('{GoldenField.NAME.value}', '{GoldenField.ADDRESS.value}') AND w.value = {_DIGEST}
"""  # noqa: S608 - this file's own texts
_STILL_VERIFIED = f"""
UPDATE merging_judgement w SET value = {_DIGEST} FROM identify_sourcerecord r
WHERE r.id = w.record_id AND w.id = ANY(%s)
"""  # noqa: S608 - this file's own texts


@dataclass
class Renormalised:
    records: int = 0
    changed: int = 0
    customers: int = 0


def is_wanted() -> bool:
    return SourceRecord.objects.filter(edition__lt=EDITION).exists()


def start_renormalising() -> bool:
    """After an upgrade; says whether there is anything to do."""
    if not is_wanted():
        return False
    start_job_once(JOB, {}, by=None)
    return True


def renormalise_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return asdict(renormalise(progress, by=None))


def renormalise(progress: Progress, *, by: User | None, everything: bool = False) -> Renormalised:
    """In steps that each hold: what was cut off goes on where it was. `everything` begins anew with all records."""
    if everything:
        SourceRecord.objects.filter(edition__gte=EDITION).update(edition=EDITION - 1)
    done = Renormalised()
    total = SourceRecord.objects.filter(edition__lt=EDITION).count()
    progress.report("read_again", 0, total)
    while _step(done, timezone.now()):
        progress.report("read_again", done.records, max(total, done.records))
    if done.records:
        with transaction.atomic():
            append_event(NewEvent("records.renormalised", "source_record", 0, after=asdict(done)), by=by)
    return done


@transaction.atomic
def _step(done: Renormalised, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, [EDITION, AT_ONCE])
        page = cursor.fetchall()
        if not page:
            return False
        # Customers before their records, as whoever edits one holds them.
        cursor.execute(_LOCK, [sorted({customer for _, customer in page})])
        ids = [record for record, _ in page]
        cursor.execute(_RECORDS, [ids])
        rows = cursor.fetchall()
        fresh = [_read_again(row) for row in rows]
        changed = [
            (row, new)
            for row, new in zip(rows, fresh, strict=True)
            if row[-len(_READ_AGAIN) :] != tuple(new.values())[1:]
        ]
        shown = {row[1] for row, new in changed if _is_shown(row, new)}
        cursor.execute(_VERIFIED, [[row[0] for row, _ in changed]])
        verified = [judgement for (judgement,) in cursor.fetchall()]
        cursor.execute(_UPDATE, [EDITION, json.dumps([new for _, new in changed], ensure_ascii=False)])
        if verified:
            cursor.execute(_STILL_VERIFIED, [verified])
        cursor.execute(_SAME, [EDITION, ids, EDITION])
    recompute_golden(sorted(shown), at=at)
    done.records += len(ids)
    done.changed += len(changed)
    done.customers += len(shown)
    return True


def _read_again(row: Sequence[Any]) -> dict[str, Any]:
    record_id, _customer, stored, kind, born, order = row[:6]
    payload: Mapping[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
    said = {name: text for name, text in payload.items() if isinstance(text, str)}
    if not said:
        # Written by hand or by an earlier version: the columns are all that was kept.
        said = {name: text for name, text in zip(_COLUMNS, row[6:], strict=False) if text}
    # Whether this is an organisation was decided when it came, with the whole file in sight.
    record = normalise_record({**said, "kind": kind}, date_order=DateOrder(order) if order else None)
    new = {"id": record_id, **{name: getattr(record, name) for name in _READ_AGAIN}}
    if born is not None:
        new["birth_year"] = born.year
    return new


def _is_shown(row: Sequence[Any], new: Mapping[str, Any]) -> bool:
    """Whether the golden view may differ: keys alone are nobody's to see."""
    before = dict(zip(_READ_AGAIN, row[-len(_READ_AGAIN) :], strict=True))
    return any(before[name] != new[name] for name in _READ_AGAIN if name not in NormalisedRecord.KEYS)
