"""A whole import taken back: in one transaction, so that it is either there or gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.arrivals.errors import NothingToUndo
from idic.domain.identify.arrivals.models import Change, Undoing
from idic.domain.identify.arrivals.operations.removing import find_removable, kept, kept_customers, remove_records
from idic.domain.identify.arrivals.operations.restoring import restore_records
from idic.domain.identify.enums import ImportState
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import forget_temporary_tables
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress

Figures = Mapping[str, int]
#: What rooms above take back before the records go, by kind of import.
TakeBack = Callable[[ImportBatch], tuple[Figures, Figures]]
_before: dict[str, TakeBack] = {}
_NAMED = 20


def take_back_first(kind: str, act: TakeBack) -> None:
    """`act` gives (what was done, what had to stay by reason)."""
    _before[kind] = act


@transaction.atomic
def start_undo(batch: ImportBatch, *, by: User) -> Undoing:
    require(by, "import.run")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != ImportState.DONE or Undoing.objects.filter(batch=batch).exists():
        raise NothingToUndo
    job = start_job("import.undo", {"batch": batch.pk}, by=by)
    return Undoing.objects.create(batch=batch, job=job, by=by, started_at=timezone.now())


def undo_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return undo_import(int(str(arguments["batch"])), progress)


@transaction.atomic
def undo_import(batch_id: int, progress: Progress) -> dict[str, object]:
    """Removes what the file brought, restores what it changed, and names what must stay and why. Safe to repeat."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("source").get(pk=batch_id)
    undoing = Undoing.objects.select_for_update(of=("self",)).select_related("by").get(batch=batch)
    if undoing.finished_at is not None:
        return dict(undoing.figures)
    progress.report("undo")
    forget_temporary_tables()
    done: dict[str, int] = {}
    stays: dict[str, int] = {}
    if batch.kind in _before:
        first, left = _before[batch.kind](batch)
        done |= first
        stays |= left
    restored, unrestorable = restore_records(batch)
    find_removable(batch)
    records, customers = remove_records()
    done |= {"records_removed": records, "customers_removed": customers, "records_restored": restored}
    stays |= kept()
    if changed_again := _changed_again(batch):
        stays["changed_again"] = changed_again
    if unrestorable:
        stays["not_restorable"] = unrestorable
    figures: dict[str, object] = {**done, "kept": stays, "kept_customers": kept_customers(_NAMED)}
    Change.objects.filter(batch=batch).delete()
    undoing.figures, undoing.finished_at = figures, timezone.now()
    undoing.save(update_fields=["figures", "finished_at"])
    append_event(
        NewEvent(
            "import.undone", "import", batch.pk,
            after={"file": batch.file_name, "source": batch.source.name, **done, "kept": sum(stays.values())},
        ),
        by=undoing.by,
        agent="import",
    )  # fmt: skip
    return figures


def _changed_again(batch: ImportBatch) -> int:
    """Rows of this file that a later file changed: what it said is that file's former version now."""
    return Change.objects.filter(before__batch=batch.pk).exclude(batch=batch).count()
