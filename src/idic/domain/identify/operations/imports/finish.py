"""What every kind of import does around its own work: rows staged chunk by chunk, then one transaction for all of them.

The staging tables outlive a crash, so a killed import goes on where it stopped reading; nobody sees any of it before the
transaction that applies it, with its refusals, its figures and its event, has ended (decision 7 and 27).
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.enums import ImportState
from idic.domain.identify.importing.durable_stage import DurableStage, Reached
from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.standing_still import let_customers_stand_still
from idic.domain.identify.models import ImportBatch
from idic.foundation.bulk.copying import copy_rows
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.progress import Progress
from idic.foundation.tables.errors import TableError


@dataclass(frozen=True)
class Outcome:
    rows: int
    new: int
    changed: int
    unchanged: int
    figures: Mapping[str, object] = field(default_factory=dict)


class Taking(ABC):
    """How one kind of file is taken."""

    stage: DurableStage

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch

    @abstractmethod
    def read(self, progress: Progress, refusals: Refusals) -> Reached:
        """Stages the rows that are not staged yet, each chunk in a transaction of its own."""

    @abstractmethod
    def weigh(self, reached: Reached, refusals: Refusals) -> Outcome:
        """What taking the staged rows would do; nothing is written."""

    @abstractmethod
    def apply(self, reached: Reached, refusals: Refusals) -> Outcome: ...


def run_import(batch_id: int, progress: Progress, kind: type[Taking]) -> dict[str, object]:
    """All or nothing: the rows, their refusals, the figures and the event are one transaction."""
    ImportBatch.objects.filter(pk=batch_id).exclude(state=ImportState.DONE).update(state=ImportState.RUNNING)
    batch = ImportBatch.objects.select_related("source", "created_by").get(pk=batch_id)
    if batch.state == ImportState.DONE:
        return dict(batch.figures)
    taking = kind(batch)
    try:
        refusals = Refusals()
        reached = taking.read(progress, refusals)
        progress.report("apply", reached.rows, reached.rows)
        with transaction.atomic():
            batch = taking.batch = (
                ImportBatch.objects.select_for_update(of=("self",))
                .select_related("source", "created_by")
                .get(pk=batch_id)
            )
            if batch.state == ImportState.DONE:
                return dict(batch.figures)
            let_customers_stand_still()
            forget_temporary_tables()
            taking.stage.show()
            outcome = taking.apply(reached, refusals)
            _finish(batch, outcome, refusals)
            taking.stage.hide()
            taking.stage.drop()
            progress.report("finish")
            return dict(batch.figures)
    except JobCancelled:
        _end(taking, ImportState.CANCELLED)
        raise
    except TableError as error:
        data = {name: str(value) for name, value in error.values.items()}
        _end(taking, ImportState.FAILED, code=error.code, data=data)
        raise JobRefused("file_refused", table_code=error.code, values=data) from error
    except Exception:
        # What was staged stays: started again, the import goes on from there.
        _end(taking, ImportState.FAILED, code="unexpected", keep=True)
        raise


def signature_of(batch: ImportBatch, *parts: object) -> str:
    """Everything that decides what a row is read as: the file, the mapping, the options, and what the kind adds."""
    said = json.dumps([batch.digest, batch.mapping, batch.options, *map(str, parts)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def forget_temporary_tables() -> None:
    """They go with their transaction; whoever imports twice in one finds none of the first."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD TEMP")


def _finish(batch: ImportBatch, outcome: Outcome, refusals: Refusals) -> None:
    batch.refusals.all().delete()
    copy_rows(
        "identify_importrefusal",
        ("batch_id", "row", "code", '"column"', "value"),
        (
            (batch.pk, row, code, column, value.replace("\x00", ""))
            for row, code, column, value in sorted(refusals.rows)
        ),
    )
    batch.new_count, batch.changed_count = outcome.new, outcome.changed
    batch.unchanged_count, batch.refused_count = outcome.unchanged, refusals.count
    batch.row_count = outcome.rows
    batch.figures = {**outcome.figures, "refused_by_code": refusals.by_code}
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


def _end(
    taking: Taking, state: ImportState, *, code: str = "", data: dict[str, str] | None = None, keep: bool = False
) -> None:
    ImportBatch.objects.filter(pk=taking.batch.pk).update(
        state=state, error_code=code, error_data=data or {}, finished_at=timezone.now()
    )
    if not keep:
        taking.stage.drop()
