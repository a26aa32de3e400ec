from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from idic.domain.differentiate.models import ExecutiveReading, Refresh
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress


def start_reading(refresh: Refresh) -> Job:
    return start_job_once("executive.read", {"snapshot": refresh.snapshot, "as_of": refresh.as_of.isoformat()}, by=None)


def reading_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    progress.report("executive", 0, 0)
    reading = keep_reading(str(arguments["snapshot"]), as_of=date.fromisoformat(str(arguments["as_of"])))
    return {"figures": len(reading.content["series"]) if reading else 0}


def keep_reading(snapshot: str, *, as_of: date) -> ExecutiveReading | None:
    """Read again for the same snapshot, it is the same; None before there is a whole month with a purchase."""
    from idic.domain.differentiate.executive.reading import read_figures
    from idic.warehouse.reading import opened
    from idic.warehouse.snapshots import read_snapshot

    configuration = settings.CONFIGURATION
    with opened(read_snapshot(configuration.warehouse_folder, snapshot)) as star:
        content = read_figures(star, as_of=as_of, currency=configuration.currency)
    if content is None:
        return None
    reading, _created = ExecutiveReading.objects.update_or_create(
        snapshot=snapshot, defaults={"as_of": as_of, "content": content.to_json(), "read_at": timezone.now()}
    )
    return reading
