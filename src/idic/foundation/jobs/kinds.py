"""Which function does which kind of job. A room registers its own in its `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable

from idic.foundation.jobs.progress import Progress

Work = Callable[[Progress, dict[str, object]], dict[str, object]]

_kinds: dict[str, Work] = {}


def job_kind(code: str) -> Callable[[Work], Work]:
    """The function takes (progress, arguments), returns the result that the page shows, and must be safe to repeat."""

    def register(work: Work) -> Work:
        _kinds[code] = work
        return work

    return register


def work_for(code: str) -> Work:
    return _kinds[code]


def known_kinds() -> list[str]:
    return sorted(_kinds)
