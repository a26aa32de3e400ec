"""A dry run over the whole file: every row is read and weighed, nothing is kept but the counts.

The rows stay staged, so the import that follows does not read them again.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.arrivals.models import Trial
from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import ImportNotOpen
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import Outcome, forget_temporary_tables
from idic.domain.identify.operations.imports.kinds import taking_of
from idic.domain.identify.operations.imports.upload import check_mapping, refused
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.tables.errors import TableError


@transaction.atomic
def start_trial(batch: ImportBatch, *, by: User) -> Trial:
    require(by, "import.run")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportState.DRAFT:
        raise ImportNotOpen
    try:
        check_mapping(batch, open_batch(batch))
    except TableError as error:
        raise refused(error, batch.file_name) from error
    Trial.objects.filter(batch=batch).delete()
    job = start_job("import.trial", {"batch": batch.pk}, by=by)
    return Trial.objects.create(batch=batch, job=job, choices=choices_of(batch))


def choices_of(batch: ImportBatch) -> dict[str, object]:
    return {"mapping": batch.mapping, "options": batch.options}


def try_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    batch = ImportBatch.objects.select_related("source").get(pk=int(str(arguments["batch"])))
    if batch.state != ImportState.DRAFT:
        return {}
    try:
        figures = try_import(batch, progress)
    except TableError as error:
        data = {name: str(value) for name, value in error.values.items()}
        raise JobRefused("file_refused", table_code=error.code, values=data) from error
    Trial.objects.filter(batch=batch).update(figures=figures, choices=choices_of(batch), finished_at=timezone.now())
    return figures


def try_import(batch: ImportBatch, progress: Progress) -> dict[str, object]:
    refusals = Refusals()
    taking = taking_of(batch)
    reached = taking.read(progress, refusals)
    progress.report("match", reached.rows, reached.rows)
    with transaction.atomic():
        forget_temporary_tables()
        taking.stage.show()
        outcome = taking.weigh(reached, refusals)
        transaction.set_rollback(True)
    return _figures(outcome, refusals)


def _figures(outcome: Outcome, refusals: Refusals) -> dict[str, object]:
    return {
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "refused": refusals.count,
        "refused_by_code": refusals.by_code,
        **outcome.figures,
    }
