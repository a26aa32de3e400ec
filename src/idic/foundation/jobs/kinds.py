"""Which function does which kind of job. A room registers its own in its `tasks.py`."""

from __future__ import annotations

from collections.abc import Callable

from idic.foundation.jobs.progress import Progress

Work = Callable[[Progress, dict[str, object]], dict[str, object]]
#: What the job of this number worked on is told that nobody will go on with it.
GivenUp = Callable[[int], None]

# A kind that is not installed any more: its jobs are the administrator's to end.
_OF_NO_KIND = "user.manage"

_kinds: dict[str, Work] = {}
_permissions: dict[str, str] = {}
_given_up: dict[str, GivenUp] = {}
_apart: set[str] = set()


def job_kind(
    code: str, *, permission: str, given_up: GivenUp | None = None, apart: bool = False
) -> Callable[[Work], Work]:
    """The function takes (progress, arguments), returns the result that the page shows, and must be safe to repeat.

    `permission` is what starting such a job takes, and so what stopping it or starting it again takes. `apart`: it loads
    libraries of which nothing may stay in the worker's memory, so it is done by a process of its own.
    """

    def register(work: Work) -> Work:
        _kinds[code] = work
        _permissions[code] = permission
        if given_up is not None:
            _given_up[code] = given_up
        if apart:
            _apart.add(code)
        return work

    return register


def work_for(code: str) -> Work:
    return _kinds[code]


def is_apart(code: str) -> bool:
    return code in _apart


def permission_for(code: str) -> str:
    return _permissions.get(code, _OF_NO_KIND)


def tell_given_up(code: str, job_id: int) -> None:
    if code in _given_up:
        _given_up[code](job_id)


def known_kinds() -> list[str]:
    return sorted(_kinds)
