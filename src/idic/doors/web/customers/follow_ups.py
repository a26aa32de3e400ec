from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.languages import formats

_panel = Stencil("customers/follow_ups.html", decided=("may_follow_up",), ids=("pk",), texts=("follow_ups",))
_row = Stencil(
    "customers/follow_up.html", decided=("state", "state_in_words", "reason", "how", "outcome", "is_overdue"),
    ids=("pk",), texts=("day", "owner"),
)  # fmt: skip


def follow_ups_panel(
    around: Around, customer_id: int, follow_ups: Sequence[FollowUp], *, today: date, may_follow_up: bool
) -> SafeString:
    rows = SafeString("".join(_written(around, one, today) for one in follow_ups))
    return _panel(around, (may_follow_up,), customer_id, rows)


def _written(around: Around, one: FollowUp, today: date) -> str:
    is_open = one.state == FollowUpState.OPEN
    decided = (
        one.state, one.get_state_display(), one.get_reason_display(), one.get_method_display(),
        one.get_outcome_display() if one.outcome else "", is_open and one.due_on < today,
    )  # fmt: skip
    if is_open:
        return _row(around, decided, one.pk, formats.day(one.due_on), one.owner.display_name)
    return _row(around, decided, one.pk, formats.day(one.closed_at) if one.closed_at else "", "")
