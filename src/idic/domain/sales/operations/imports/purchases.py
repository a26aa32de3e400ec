from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from idic.domain.identify.importing.durable_stage import DurableStage, Reached
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.reading_processes import read_chunks
from idic.domain.identify.importing.rows import chunks, open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import Outcome, Taking, run_import, signature_of
from idic.domain.sales.importing.applying import Applied, apply_lines, weigh_lines
from idic.domain.sales.importing.line_pieces import WORTH_HELP, LineReading
from idic.domain.sales.importing.staged_tables import TABLES
from idic.foundation.jobs.progress import Progress

_ROWS_AT_ONCE = 25_000
# A reading of rows that would be another one gets another number, and what was staged before is not used.
_READING = "purchases 2"


def import_purchases(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return run_import(int(str(arguments["batch"])), progress, PurchaseTaking)


class PurchaseTaking(Taking):
    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch)
        self.stage = DurableStage(batch.pk, TABLES)

    def read(self, progress: Progress, refusals: Refusals) -> Reached:
        batch = self.batch
        table = open_batch(batch)
        zone = ZoneInfo(settings.TIME_ZONE)
        today = timezone.now().astimezone(zone).date()
        currency = settings.CONFIGURATION.currency
        signature = signature_of(batch, _READING, str(zone), today.isoformat(), currency)
        reached = self.stage.open(signature, refusals)
        progress.report("read", reached.rows, max(table.row_estimate, reached.rows))
        found = chunks(table, batch.mapping, size=_ROWS_AT_ONCE, start_row=reached.next_row)
        reading = LineReading(batch.mapping, batch.options, zone, currency, today)
        left = table.row_estimate - reached.rows
        for chunk, (pieces, refused) in read_chunks(found, reading, worth_help=left >= WORTH_HELP):
            for row in chunk.broken:
                refusals.add(row.row_number, str(row.reason), value=row.excerpt)
            for one in refused:
                refusals.add(*one)
            reached.rows += len(chunk.row_numbers) + len(chunk.broken)
            reached.next_row = chunk.next_row
            self.stage.keep_chunk(reached, refusals, signature, pieces)
            progress.report("read", reached.rows, max(table.row_estimate, reached.rows))
        return reached

    def weigh(self, reached: Reached, refusals: Refusals) -> Outcome:
        return _outcome(reached, weigh_lines(self.batch, refusals))

    def apply(self, reached: Reached, refusals: Refusals) -> Outcome:
        return _outcome(reached, apply_lines(self.batch, refusals, at=timezone.now()))


def _outcome(reached: Reached, applied: Applied) -> Outcome:
    return Outcome(
        rows=reached.rows,
        new=applied.new_lines,
        changed=applied.changed_lines,
        unchanged=applied.unchanged_lines,
        figures={
            "new_purchases": applied.new_purchases,
            "changed_purchases": applied.changed_purchases,
            "new_products": applied.new_products,
            "new_customers": applied.new_customers,
        },
    )
