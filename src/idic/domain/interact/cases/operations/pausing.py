from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import CHOSEN_PAUSES, PAUSED_STATES, CaseState, PauseReason
from idic.domain.interact.cases.errors import DateOver, ReasonMissing
from idic.domain.interact.cases.models import Case, CasePause
from idic.domain.interact.cases.operations.rows import locked, record, require_open, save
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.texts import trimmed

#: As many as one minute ends at most.
_STEP = 500


@transaction.atomic
def pause_case(
    case: Case, *, reason: str, note: str = "", until: datetime | None = None, version: int, by: User,
    at: datetime | None = None,
) -> Case:  # fmt: skip
    """Only for the listed reasons; an agreed date and somebody else's part are told in words. With `until` the clocks run
    on by themselves from then."""
    row = locked(case, by=by, version=version)
    require_open(row)
    if reason not in CHOSEN_PAUSES or (reason != PauseReason.CUSTOMER and not note.strip()):
        raise ReasonMissing
    moment = at or timezone.now()
    if until is not None and until <= moment:
        raise DateOver
    before = row.state
    end_pause(row, at=moment, by=by)
    CasePause.objects.create(
        case=row, reason=reason, note=trimmed(note, 500), until=until, started_at=moment, started_by=by
    )
    row.state = CaseState.WAITING if reason == PauseReason.CUSTOMER else CaseState.HELD
    save(row)
    record(
        "case.paused", row, by=by, before={"state": before},
        after={"state": row.state, "reason": reason, "note": note, **({"until": until.isoformat()} if until else {})},
    )  # fmt: skip
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


def end_agreed_pauses(*, now: datetime | None = None) -> int:
    """What was agreed has come: each runs on from the agreed moment, however late this is, and its owner is told. One
    transaction for each, so that one that fails keeps none of the others."""
    moment, ended = now or timezone.now(), 0
    due = CasePause.objects.filter(ended_at__isnull=True, until__lte=moment).order_by("until", "pk")
    for case_id in list(due.values_list("case_id", flat=True)[:_STEP]):
        ended += _end_agreed(case_id, moment)
    return ended


@transaction.atomic
def _end_agreed(case_id: int, now: datetime) -> bool:
    row = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case_id)
    pause = CasePause.objects.select_for_update().filter(case=row, ended_at__isnull=True, until__lte=now).first()
    if pause is None or pause.until is None:
        return False
    before = row.state
    end_pause(row, at=pause.until, by=None)
    if before in PAUSED_STATES:
        row.state = CaseState.OPEN
    save(row)
    record(
        "case.resumed",
        row,
        by=None,
        before={"state": before},
        after={"state": row.state, "until": pause.until.isoformat()},
    )
    if row.owner_id is not None:
        data = {"what": "case.agreed_time", "title": row.title}
        notify([row.owner_id], NotificationKind.REMINDER, noun="case", subject_id=row.pk, data=data)
    return True


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
