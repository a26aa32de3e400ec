from __future__ import annotations

from idic.domain.interact.papers.operations.reading import read_letter
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress


@job_kind("papers.read", permission="case.create", apart=True)
def read(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    return {"signs": read_letter(int(str(arguments["file"])))}
