from __future__ import annotations

from idic.domain.identify.arrivals.models import Trial, Undoing
from idic.domain.identify.arrivals.operations.trying import choices_of
from idic.domain.identify.models import ImportBatch


def trial_of(batch: ImportBatch) -> Trial | None:
    """None too where mapping or options are other ones since."""
    trial = Trial.objects.select_related("job").filter(batch=batch).first()
    return trial if trial is not None and trial.choices == choices_of(batch) else None


def undoing_of(batch: ImportBatch) -> Undoing | None:
    return Undoing.objects.select_related("job", "by").filter(batch=batch).first()
