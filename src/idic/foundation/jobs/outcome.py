"""What became of a job's work: plain data, so that it may come from another process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError

from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import JobCancelled, JobRefused
from idic.foundation.jobs.kinds import work_for
from idic.foundation.jobs.progress import Progress
from idic.foundation.storage.cut_off import is_cut_off

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """`lost_database`: it went away under the work."""

    state: JobState
    result: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    lost_database: bool = False


def work_here(kind: str, job_id: int, arguments: Mapping[str, object]) -> Outcome:
    progress = Progress(job_id)
    try:
        result = work_for(kind)(progress, dict(arguments))
    except JobCancelled:
        return Outcome(JobState.CANCELLED)
    except JobRefused as refusal:
        return Outcome(JobState.FAILED, code=refusal.code, data=dict(refusal.data))
    except Exception as error:
        # The queue must go on whatever a job does; the trace goes to the log, a code to the page.
        logger.exception("job %s (%s) failed", job_id, kind)
        code = "database" if isinstance(error, DatabaseError) else "unexpected"
        return Outcome(
            JobState.FAILED, code=code, data={"error": type(error).__name__}, lost_database=is_cut_off(error)
        )
    else:
        return Outcome(JobState.DONE, result=result)
    finally:
        progress.close()
