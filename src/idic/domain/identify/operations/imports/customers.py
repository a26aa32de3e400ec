from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from idic.domain.identify.importing.applying import apply_stage
from idic.domain.identify.importing.customer_rows import CustomerReader
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import chunks, open_batch
from idic.domain.identify.importing.staging import COLUMNS, create_stage
from idic.domain.identify.importing.unique_values import refuse_held_values
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import run_import
from idic.foundation.bulk.copying import copy_rows
from idic.foundation.jobs.progress import Progress


def import_customers(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return run_import(int(str(arguments["batch"])), progress, _take_rows)


def _take_rows(
    batch: ImportBatch, progress: Progress, refusals: Refusals
) -> tuple[Mapping[str, int], Mapping[str, object]]:
    table = open_batch(batch)
    create_stage()
    now = timezone.now()
    reader = CustomerReader(
        batch.mapping, batch.options, refusals, time_zone=settings.TIME_ZONE, today=timezone.localdate(now)
    )
    file_rows = 0
    progress.report("read", 0, table.row_estimate)
    for chunk in chunks(table, batch.mapping):
        for row in chunk.source.refused:
            refusals.add(row.row_number, str(row.reason), value=row.excerpt)
        file_rows += len(chunk.source.refused)
        copy_rows("stage", COLUMNS, reader.staged(chunk))
        progress.report("read", reader.rows + file_rows, max(table.row_estimate, reader.rows + file_rows))
    progress.report("match", reader.rows, reader.rows)

    def refuse() -> None:
        refuse_held_values(reader.attributes, batch.mapping, refusals)

    applied = apply_stage(batch, at=now, refuse=refuse)
    counts = {"rows": reader.rows + file_rows, "new": applied.new, "changed": applied.changed,
              "unchanged": applied.unchanged + reader.repeated}  # fmt: skip
    figures = {
        "customers_made": applied.customers_made,
        "matched": applied.matched,
        "possible_duplicates": applied.possible_duplicates,
        "conflicts": applied.conflicts,
        "doubts": reader.doubts,
    }
    return counts, figures
