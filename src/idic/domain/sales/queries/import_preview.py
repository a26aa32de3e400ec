from __future__ import annotations

from dataclasses import fields
from datetime import date
from zoneinfo import ZoneInfo

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.import_preview import Preview, Read, preview_rows
from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.importing.lines import LineReader
from idic.foundation.tables.table import Table


def preview_purchases(batch: ImportBatch, table: Table, *, zone: ZoneInfo, currency: str, today: date) -> Preview:
    """Rows that disagree with an earlier row of their invoice are only found by the import itself."""

    def read(chunk: Chunk, refusals: Refusals) -> Read:
        reader = LineReader(batch.mapping, batch.options, refusals, zone=zone, currency=currency, today=today)
        values: dict[int, dict[str, object]] = {}
        for line in reader.read(chunk):
            said = {field.name: getattr(line, field.name) for field in fields(line)}
            said["line_amount"] = said.pop("amount")
            said["kind"] = PurchaseKind(line.kind).label
            values[line.row_no] = said
        return Read(values, refusals=refusals)

    return preview_rows(batch, table, read, extra=("line_amount",))
