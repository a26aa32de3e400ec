from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import CHOSEN_PAUSES, PAUSED_STATES, CaseState, PauseReason
from idic.domain.interact.cases.errors import ReasonMissing
from idic.domain.interact.cases.models import Case, CasePause
from idic.domain.interact.cases.operations.rows import locked, record, require_open, save
from idic.foundation.accounts.models import User


@transaction.atomic
def pause_case(case: Case, *, reason: str, note: str = "", version: int, by: User, at: datetime | None = None) -> Case:
    """Only for the listed reasons; an agreed date and somebody else's part are told in words."""
    row = locked(case, by=by, version=version)
    require_open(row)
    if reason not in CHOSEN_PAUSES or (reason != PauseReason.CUSTOMER and not note.strip()):
        raise ReasonMissing
    moment = at or timezone.now()
    before = row.state
    end_pause(row, at=moment, by=by)
    CasePause.objects.create(case=row, reason=reason, note=note.strip()[:500], started_at=moment, started_by=by)
    row.state = CaseState.WAITING if reason == PauseReason.CUSTOMER else CaseState.HELD
    save(row)
    record(
        "case.paused", row, by=by, before={"state": before}, after={"state": row.state, "reason": reason, "note": note}
    )
    return row


@transaction.atomic
def resume_case(case: Case, *, version: int, by: User, at: datetime | None = None) -> Case:
    row = locked(case, by=by, version=version)
    if row.state not in PAUSED_STATES:
        return row
    before = row.state
    end_pause(row, at=at or timezone.now(), by=by)
    row.state = CaseState.OPEN
    save(row)
    record("case.resumed", row, by=by, before={"state": before}, after={"state": row.state})
    return row


def end_pause(case: Case, *, at: datetime, by: User | None) -> None:
    """In the caller's transaction; without a pause nothing happens. A moment before the pause began ends it at once."""
    pause = CasePause.objects.select_for_update().filter(case=case, ended_at__isnull=True).first()
    if pause is not None:
        pause.ended_at, pause.ended_by = max(at, pause.started_at), by
        pause.save(update_fields=["ended_at", "ended_by"])


def leave_out(case: Case, *, since: datetime, until: datetime, by: User | None) -> None:
    """The time in which it had ended counts for no clock that runs on."""
    if until > since:
        CasePause.objects.create(
            case=case, reason=PauseReason.ENDED, started_at=since, started_by=by, ended_at=until, ended_by=by
        )
