from __future__ import annotations

from idic.domain.identify.linkage.importing import queue_likely_duplicates
from idic.domain.identify.models import ImportBatch
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.foundation.jobs.progress import Progress


def start_queueing(batch_id: int) -> Job:
    """As a job: weighing thousands of pairs takes longer than an event may keep others waiting."""
    return start_job_once("match.import", {"batch": batch_id}, by=None)


def queueing_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """An import that was taken back meanwhile queues nothing."""
    batch = ImportBatch.objects.select_related("created_by").filter(pk=int(str(arguments["batch"]))).first()
    progress.report("match", 0, 0)
    return {"pairs": queue_likely_duplicates(batch) if batch is not None else 0}
