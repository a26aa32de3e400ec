"""What every kind of import does around its own work: one transaction, refusals kept, one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.enums import ImportState
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.models import ImportBatch
from idic.foundation.bulk.copying import copy_rows
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.progress import Progress
from idic.foundation.tables.errors import TableError

Taken = Mapping[str, int]
TakeRows = Callable[[ImportBatch, Progress, Refusals], tuple[Taken, Mapping[str, object]]]


def run_import(batch_id: int, progress: Progress, take_rows: TakeRows) -> dict[str, object]:
    """All or nothing: the rows, their refusals, the figures and the event are one transaction.

    Cut off by a crash, it left nothing behind and is done again from the start.
    """
    ImportBatch.objects.filter(pk=batch_id).update(state=ImportState.RUNNING)
    try:
        with transaction.atomic():
            batch = (
                ImportBatch.objects.select_for_update(of=("self",))
                .select_related("source", "created_by")
                .get(pk=batch_id)
            )
            if batch.state == ImportState.DONE:
                return dict(batch.figures)
            _clear_stage()
            refusals = Refusals()
            counts, figures = take_rows(batch, progress, refusals)
            _finish(batch, counts, figures, refusals)
            progress.report("finish")
            return dict(batch.figures)
    except JobCancelled:
        _end(batch_id, ImportState.CANCELLED)
        raise
    except TableError as error:
        data = {name: str(value) for name, value in error.values.items()}
        _end(batch_id, ImportState.FAILED, code=error.code, data=data)
        raise JobRefused("file_refused", table_code=error.code, values=data) from error
    except Exception:
        _end(batch_id, ImportState.FAILED, code="unexpected")
        raise


def _clear_stage() -> None:
    """Staging tables go with their transaction; whoever imports twice in one finds none of the first."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD TEMP")


def _finish(batch: ImportBatch, counts: Taken, figures: Mapping[str, object], refusals: Refusals) -> None:
    batch.refusals.all().delete()
    copy_rows(
        "identify_importrefusal",
        ("batch_id", "row", "code", '"column"', "value"),
        (
            (batch.pk, row, code, column, value.replace("\x00", ""))
            for row, code, column, value in sorted(refusals.rows)
        ),
    )
    batch.new_count, batch.changed_count = counts["new"], counts["changed"]
    batch.unchanged_count, batch.refused_count = counts["unchanged"], refusals.count
    batch.row_count = counts["rows"]
    batch.figures = {**figures, "refused_by_code": refusals.by_code}
    batch.state, batch.finished_at = ImportState.DONE, timezone.now()
    batch.error_code, batch.error_data = "", {}
    batch.save()
    append_event(
        NewEvent(
            f"import.{batch.kind}",
            "import",
            batch.pk,
            after={
                "file": batch.file_name, "source": batch.source.name, "rows": batch.row_count, "new": batch.new_count,
                "changed": batch.changed_count, "unchanged": batch.unchanged_count, "refused": batch.refused_count,
            },
        ),
        by=batch.created_by,
        agent="import",
    )  # fmt: skip


def _end(batch_id: int, state: ImportState, *, code: str = "", data: dict[str, str] | None = None) -> None:
    ImportBatch.objects.filter(pk=batch_id).update(
        state=state, error_code=code, error_data=data or {}, finished_at=timezone.now()
    )
