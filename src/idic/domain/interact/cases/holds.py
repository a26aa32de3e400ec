"""What has to be done before a case ends, said by the rooms above."""

from __future__ import annotations

from collections.abc import Callable

from idic.domain.interact.cases.models import Case

#: Raises a `CaseError` that says what is still to be done.
Hold = Callable[[Case], None]
_holds: dict[str, Hold] = {}


def hold_before_end(code: str, hold: Hold) -> None:
    _holds[code] = hold


def require_nothing_holds(case: Case) -> None:
    """In the caller's transaction, of the locked row."""
    for hold in _holds.values():
        hold(case)
