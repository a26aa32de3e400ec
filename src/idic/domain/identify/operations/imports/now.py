from __future__ import annotations

from django.db import transaction

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import FileRefused, ImportNotOpen
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.start import remember_mapping
from idic.domain.identify.queries.imports import failure_sentence
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.kinds import work_for
from idic.foundation.jobs.progress import Listener, SilentProgress


def import_now(batch: ImportBatch, *, by: User | None, listener: Listener | None = None) -> ImportBatch:
    """Takes the file while the caller waits, in one transaction: broken off anywhere, the batch is a draft as before.

    A caller that rolls back afterwards has tried the import without keeping anything.
    """
    if by is not None:
        require(by, "import.run")
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.state != ImportState.DRAFT:
                raise ImportNotOpen
            remember_mapping(batch)
            work_for(f"import.{batch.kind}")(SilentProgress(listener), {"batch": batch.pk})
            batch.refresh_from_db()
    except JobRefused as refusal:
        raise FileRefused(failure_sentence(refusal.data, file_name=batch.file_name)) from refusal
    return batch
