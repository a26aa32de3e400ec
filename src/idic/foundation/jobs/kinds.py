"""Which function does which kind of job. A room registers its own in its `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable

from idic.foundation.jobs.progress import Progress

Work = Callable[[Progress, dict[str, object]], dict[str, object]]

# A kind that is not installed any more: its jobs are the administrator's to end.
_OF_NO_KIND = "user.manage"

_kinds: dict[str, Work] = {}
_permissions: dict[str, str] = {}


def job_kind(code: str, *, permission: str) -> Callable[[Work], Work]:
    """The function takes (progress, arguments), returns the result that the page shows, and must be safe to repeat.

    `permission` is what starting such a job takes, and so what stopping it or starting it again takes.
    """

    def register(work: Work) -> Work:
        _kinds[code] = work
        _permissions[code] = permission
        return work

    return register


def work_for(code: str) -> Work:
    return _kinds[code]


def permission_for(code: str) -> str:
    return _permissions.get(code, _OF_NO_KIND)


def known_kinds() -> list[str]:
    return sorted(_kinds)
