"""What somebody leaves behind when they leave: every room names the work that hangs on a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

#: The records that the user would have to finish; what is closed stays under the name of who did it.
OpenWork = Callable[["User"], QuerySet[Any]]


@dataclass(frozen=True)
class WorkKind:
    """`owner` is the field that names the person; `permission` is what a successor must hold."""

    code: str
    label: str | _StrPromise
    open_work: OpenWork
    permission: str
    owner: str
    has_version: bool


_kinds: dict[str, WorkKind] = {}


def hands_over(
    code: str, *, label: str | _StrPromise, permission: str, owner: str = "owner", has_version: bool = True
) -> Callable[[OpenWork], OpenWork]:
    def register(open_work: OpenWork) -> OpenWork:
        if code in _kinds and _kinds[code].open_work.__module__ != open_work.__module__:
            raise LookupError(f"two rooms hand over {code!r}")
        _kinds[code] = WorkKind(code, label, open_work, permission, owner, has_version)
        return open_work

    return register


def work_kinds() -> list[WorkKind]:
    return [_kinds[code] for code in sorted(_kinds)]


def open_work_of(user: User) -> list[tuple[WorkKind, int]]:
    """How much there is of each kind, and only of the kinds of which there is any."""
    counted = [(kind, kind.open_work(user).order_by().count()) for kind in work_kinds()]
    return [(kind, count) for kind, count in counted if count]
