from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import chunks, open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import run_import
from idic.domain.sales.importing.applying import CREATE, apply_lines
from idic.domain.sales.importing.lines import COLUMNS, LineReader
from idic.foundation.bulk.copying import copy_rows
from idic.foundation.jobs.progress import Progress


def import_purchases(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return run_import(int(str(arguments["batch"])), progress, _take_rows)


def _take_rows(
    batch: ImportBatch, progress: Progress, refusals: Refusals
) -> tuple[Mapping[str, int], Mapping[str, object]]:
    table = open_batch(batch)
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    zone = ZoneInfo(settings.TIME_ZONE)
    now = timezone.now()
    reader = LineReader(
        batch.mapping, batch.options, refusals,
        zone=zone, currency=settings.CONFIGURATION.currency, today=now.astimezone(zone).date(),
    )  # fmt: skip
    file_rows = 0
    progress.report("read", 0, table.row_estimate)
    for chunk in chunks(table, batch.mapping):
        for row in chunk.source.refused:
            refusals.add(row.row_number, str(row.reason), value=row.excerpt)
        file_rows += len(chunk.source.refused)
        copy_rows("stage_line", COLUMNS, reader.staged(chunk))
        progress.report("read", reader.rows, max(table.row_estimate, reader.rows))
    progress.report("apply", reader.rows, reader.rows)
    applied = apply_lines(batch, refusals, at=now, time_zone=settings.TIME_ZONE)
    counts = {
        "rows": reader.rows + file_rows,
        "new": applied.new_lines,
        "changed": applied.changed_lines,
        "unchanged": applied.unchanged_lines,
    }
    figures = {
        "new_purchases": applied.new_purchases,
        "changed_purchases": applied.changed_purchases,
        "new_products": applied.new_products,
        "new_customers": applied.new_customers,
    }
    return counts, figures
