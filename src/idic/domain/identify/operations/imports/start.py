from __future__ import annotations

from django.db import transaction

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import EncodingUnconfirmed, ImportNotOpen
from idic.domain.identify.importing.rows import open_batch
from idic.domain.identify.models import ImportBatch, Source
from idic.domain.identify.operations.imports.kinds import taking_of
from idic.domain.identify.operations.imports.upload import UNSURE, check_mapping, refused
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.files.storage import remove_file
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.tables.errors import TableError


@transaction.atomic
def start_import(batch: ImportBatch, *, by: User | None) -> ImportBatch:
    """Queues the import, and remembers the mapping for the next file of this source."""
    if by is not None:
        require(by, "import.run")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportState.DRAFT:
        raise ImportNotOpen
    if by is not None and batch.options.get(UNSURE):
        raise EncodingUnconfirmed
    remember_mapping(batch)
    batch.state = ImportState.QUEUED
    batch.job = start_job(f"import.{batch.kind}", {"batch": batch.pk}, by=by)
    batch.save(update_fields=["state", "job"])
    return batch


def remember_mapping(batch: ImportBatch) -> None:
    """What served this file serves the next one of its source that has the same columns."""
    try:
        table = open_batch(batch)
        check_mapping(batch, table)
    except TableError as error:
        raise refused(error, batch.file_name) from error
    source = Source.objects.select_for_update().get(pk=batch.source_id)
    source.mappings = {**source.mappings, batch.kind: {"columns": sorted(table.columns), "fields": batch.mapping}}
    source.save(update_fields=["mappings"])


@transaction.atomic
def discard_import(batch: ImportBatch, *, by: User | None) -> None:
    """A draft that nobody wants: the file goes too."""
    if by is not None:
        require(by, "import.run")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportState.DRAFT:
        raise ImportNotOpen
    path = batch.path
    taking_of(batch).stage.drop()
    batch.delete()
    transaction.on_commit(lambda: remove_file(path))
