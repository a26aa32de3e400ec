from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from idic.domain.identify.importing.applying import apply_stage
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text, chunks, open_batch
from idic.domain.identify.importing.staging import COLUMNS, copy_rows, create_stage
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.domain.identify.operations.imports.finish import run_import
from idic.foundation.jobs.progress import Progress
from idic.methods.normalise.dates import DateOrder

_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW", "Asia/Hong_Kong": "HK"}


def import_customers(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return run_import(int(str(arguments["batch"])), progress, _take_rows)


def _take_rows(
    batch: ImportBatch, progress: Progress, refusals: Refusals
) -> tuple[Mapping[str, int], Mapping[str, object]]:
    table = open_batch(batch)
    create_stage()
    reader = _Reader(batch, refusals)
    for chunk in chunks(table, batch.mapping):
        for row in chunk.source.refused:
            refusals.add(row.row_number, str(row.reason), value=row.excerpt)
        copy_rows("stage", COLUMNS, reader.staged(chunk))
        reader.rows += len(chunk.source.refused)
        progress.report("read", reader.rows, max(table.row_estimate, reader.rows))
    progress.report("match", 0, 0)
    applied = apply_stage(batch, at=timezone.now())
    counts = {"rows": reader.rows, "new": applied.new, "changed": applied.changed,
              "unchanged": applied.unchanged + reader.repeated}  # fmt: skip
    figures = {
        "customers_made": applied.customers_made,
        "matched": applied.matched,
        "possible_duplicates": applied.possible_duplicates,
        "conflicts": applied.conflicts,
        "doubts": reader.doubts,
    }
    return counts, figures


class _Reader:
    def __init__(self, batch: ImportBatch, refusals: Refusals) -> None:
        self.rows = 0
        self.repeated = 0
        self.doubts: dict[str, int] = {}
        self._refusals = refusals
        self._seen: dict[str, str] = {}
        order = batch.options.get("date_order")
        self._order = DateOrder(order) if order else None
        self._region = _REGIONS.get(settings.TIME_ZONE, "TH")
        self._mapping = dict(batch.mapping)

    def staged(self, chunk: Chunk) -> Iterator[tuple[Any, ...]]:
        fields = list(chunk.columns)
        for number, *cells in zip(chunk.row_numbers, *chunk.columns.values(), strict=True):
            self.rows += 1
            raw = {field: as_text(cell) for field, cell in zip(fields, cells, strict=True)}
            row = self._row(number, raw)
            if row is not None:
                yield row

    def _row(self, number: int, raw: dict[str, str]) -> tuple[Any, ...] | None:
        key = raw.pop("source_id", "")
        column = self._mapping.get("source_id", "")
        if not key:
            self._refusals.add(number, "key_missing", column)
            return None
        if len(key) > 200:
            self._refusals.add(number, "key_too_long", column, key)
            return None
        if not any(raw.get(name) for name in ("name", "given_name", "family_name", "phone", "phone2", "email")):
            self._refusals.add(number, "nothing_known", column, key)
            return None
        digest = digest_of(raw)
        earlier = self._seen.setdefault(key, digest)
        if earlier is not digest:
            if earlier == digest:
                self.repeated += 1
            else:
                self._refusals.add(number, "key_repeated", column, key)
            return None
        record = normalise_record(raw, key=key, region=self._region, date_order=self._order)
        for _, code in record.doubts:
            self.doubts[code] = self.doubts.get(code, 0) + 1
        payload = {name: value.replace("\x00", "") for name, value in raw.items() if value}
        return (
            number, key, digest, json.dumps(payload, ensure_ascii=False),
            *(getattr(record, name) for name in NormalisedRecord.FIELDS),
            record.phone_values, json.dumps(record.facts, ensure_ascii=False), record.search_text, record.search_keys,
            json.dumps(_contact(record, raw), ensure_ascii=False),
        )  # fmt: skip


def _contact(record: NormalisedRecord, raw: Mapping[str, str]) -> list[dict[str, object]]:
    points: list[dict[str, object]] = [
        {"kind": "phone", "raw": phone.raw, "value": phone.value, "extension": phone.extension, "is_valid": phone.is_valid}
        for phone in record.phones
    ]
    if record.email:
        raw_email = raw.get("email", "")[:600]
        points.append({"kind": "email", "raw": raw_email, "value": record.email, "extension": "",
                       "is_valid": record.email_is_valid})  # fmt: skip
    if record.address:
        points.append({"kind": "address", "raw": record.address, "value": record.address, "extension": "", "is_valid": True})
    return points
