from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from idic.domain.interact.standards.centre import Answer, CentreFunction, DoneBy, OutsideReason
from idic.domain.interact.standards.errors import StandardOutdated
from idic.domain.interact.standards.models import ServiceFunction
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import one_line, trimmed


@dataclass(frozen=True)
class FunctionDraft:
    """`reasons`: code of OutsideReason -> code of Answer."""

    owner: User | None = None
    kpi: str = ""
    done_by: str = DoneBy.UNDECIDED
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def set_function(code: str, draft: FunctionDraft, *, version: int, by: User) -> ServiceFunction:
    require(by, "standard.manage")
    row, _made = ServiceFunction.objects.select_for_update().get_or_create(code=CentreFunction(code))
    if row.version != version:
        raise StandardOutdated
    before = _told(row)
    row.owner, row.kpi, row.done_by = draft.owner, one_line(draft.kpi, 500), DoneBy(draft.done_by)
    given = {OutsideReason(reason): Answer(answer) for reason, answer in draft.reasons.items()}
    row.reasons = {str(reason): str(answer) for reason, answer in given.items() if answer}
    row.note = trimmed(draft.note, 1000)
    old, new = changes_between(before, _told(row))
    if not new:
        return row
    row.version += 1
    row.save()
    append_event(
        NewEvent("service_function.changed", "service_function", row.pk, before={"function": code, **old}, after=new),
        by=by,
    )
    return row


def _told(row: ServiceFunction) -> dict[str, object]:
    return {
        "owner_id": row.owner_id, "kpi": row.kpi, "done_by": str(row.done_by), "note": row.note,
        **{f"reason_{one}": row.reasons.get(one, "") for one in OutsideReason.values},
    }  # fmt: skip
