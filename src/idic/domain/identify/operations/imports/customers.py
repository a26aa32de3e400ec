from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from idic.domain.identify.importing.applying import Applied, apply_stage, weigh_stage
from idic.domain.identify.importing.customer_rows import Reading
from idic.domain.identify.importing.durable_stage import DurableStage, Piece, Reached
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.normalisers import normalised
from idic.domain.identify.importing.rows import chunks, open_batch
from idic.domain.identify.importing.staging import COLUMNS, TABLES
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import Outcome, Taking, run_import, signature_of
from idic.foundation.jobs.progress import Progress

_ROWS_AT_ONCE = 5_000
# A reading of rows that would be another one gets another number, and what was staged before is not used.
_READING = "customers 1"


def import_customers(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return run_import(int(str(arguments["batch"])), progress, CustomerTaking)


class CustomerTaking(Taking):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        self.stage = DurableStage(batch.pk, TABLES)

    def read(self, progress: Progress, refusals: Refusals) -> Reached:
        batch = self.batch
        table = open_batch(batch)
        reading = Reading.of(
            batch.mapping, batch.options, time_zone=settings.TIME_ZONE, today=timezone.localdate()
        )  # fmt: skip
        signature = signature_of(batch, _READING, reading.signature)
        reached = self.stage.open(signature, refusals)
        left = max(table.row_estimate - reached.rows, 0)
        progress.report("read", reached.rows, max(table.row_estimate, reached.rows))
        found = chunks(table, batch.mapping, size=_ROWS_AT_ONCE, start_row=reached.next_row)
        for done in normalised(found, reading, rows_expected=left):
            for row in done.chunk.broken:
                refusals.add(row.row_number, str(row.reason), value=row.excerpt)
            for refused in done.refused:
                refusals.add(*refused)
            reached.rows += len(done.chunk.row_numbers) + len(done.chunk.broken)
            reached.next_row = done.chunk.next_row
            self.stage.keep_chunk(reached, refusals, signature, {"row": Piece(COLUMNS, done.text)})
            progress.report("read", reached.rows, max(table.row_estimate, reached.rows))
        return reached

    def weigh(self, reached: Reached, refusals: Refusals) -> Outcome:
        return _outcome(reached, weigh_stage(self.batch, refusals))

    def apply(self, reached: Reached, refusals: Refusals) -> Outcome:
        return _outcome(reached, apply_stage(self.batch, refusals, at=timezone.now()))


def _outcome(reached: Reached, applied: Applied) -> Outcome:
    return Outcome(
        rows=reached.rows,
        new=applied.new,
        changed=applied.changed,
        unchanged=applied.unchanged,
        figures={
            "customers_made": applied.customers_made,
            "matched": applied.matched,
            "possible_duplicates": applied.possible_duplicates,
            "likely_duplicates": applied.likely_duplicates,
            "conflicts": applied.conflicts,
            "doubts": applied.doubts,
        },
    )
