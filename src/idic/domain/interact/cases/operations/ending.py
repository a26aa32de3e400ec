from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import ENDED_STATES, PAUSED_STATES, CaseState, Outcome, Verdict
from idic.domain.interact.cases.errors import CaseStillOpen, OutcomeMissing, ReasonMissing
from idic.domain.interact.cases.holds import require_nothing_holds
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.pausing import end_pause, leave_out
from idic.domain.interact.cases.operations.rows import locked, record, require_open, save, take_if_nobodys, told
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed


@transaction.atomic
def resolve_case(
    case: Case, *, outcome: str, note: str = "", version: int, by: User, at: datetime | None = None
) -> Case:
    """Provisional: the customer's word, or the end of the time for it, closes it."""
    row = locked(case, by=by, version=version)
    require_open(row)
    if outcome not in Outcome.values:
        raise OutcomeMissing
    if outcome != Outcome.SPAM:
        require_nothing_holds(row)
    moment, before = at or timezone.now(), row.state
    was = told(
        row, "state", "outcome", "outcome_note", "waits_for_us", "snoozed_until", "resolved_at", "owner_id", "team_id"
    )
    take_if_nobodys(row, by=by)
    if before in PAUSED_STATES:
        end_pause(row, at=moment, by=by)
    row.state, row.resolved_at = CaseState.RESOLVED, moment
    row.outcome, row.outcome_note = outcome, trimmed(note)
    row.waits_for_us, row.snoozed_until = False, None
    save(row)
    taken = {name: value for name, value in told(row, "owner_id", "team_id").items() if value != was[name]}
    record(
        "case.resolved",
        row,
        by=by,
        before=was,
        after={"state": row.state, "outcome": outcome, "note": row.outcome_note, **taken},
        at=at,
    )
    return row


@transaction.atomic
def close_case(case: Case, *, reason: str = "", version: int, by: User | None, at: datetime | None = None) -> Case:
    """Without the customer's word it needs a reason, and counts as not confirmed."""
    row = locked(case, by=by, version=version)
    if row.state != CaseState.RESOLVED:
        raise CaseStillOpen
    if row.verdict != Verdict.CONFIRMED:
        if not reason.strip():
            raise ReasonMissing
        row.verdict = Verdict.NOT_CONFIRMED
    row.state, row.closed_at = CaseState.CLOSED, at or timezone.now()
    save(row)
    record(
        "case.closed",
        row,
        by=by,
        before={"state": CaseState.RESOLVED},
        after={"state": row.state, "verdict": row.verdict, "reason": reason.strip()},
        at=at,
    )
    return row


@transaction.atomic
def confirm_case(case: Case, *, note: str = "", by: User | None, at: datetime | None = None) -> Case:
    """The customer is content: it closes."""
    row = locked(case, by=by)
    if row.state not in ENDED_STATES:
        raise CaseStillOpen
    moment = at or timezone.now()
    row.verdict, row.confirmed_at = Verdict.CONFIRMED, moment
    row.state, row.closed_at = CaseState.CLOSED, row.closed_at or moment
    save(row)
    record("case.confirmed", row, by=by, after={"verdict": row.verdict, "note": note.strip()}, at=at)
    return row


@transaction.atomic
def reject_solution(case: Case, *, note: str = "", by: User | None, at: datetime | None = None) -> Case:
    """The customer is not content: the old clock runs on, the time in which it stood closed left out."""
    row = locked(case, by=by)
    if row.state not in ENDED_STATES:
        raise CaseStillOpen
    row.verdict = Verdict.REJECTED
    record("case.rejected", row, by=by, after={"verdict": row.verdict, "note": note.strip()}, at=at)
    return _opened_again(row, by=by, at=at)


@transaction.atomic
def reopen_case(case: Case, *, version: int, by: User, at: datetime | None = None) -> Case:
    row = locked(case, by=by, version=version)
    if row.state not in ENDED_STATES:
        raise CaseStillOpen
    # what the customer said of that end says nothing of the next
    row.verdict = Verdict.NOT_ASKED
    return _opened_again(row, by=by, at=at)


def _opened_again(row: Case, *, by: User | None, at: datetime | None) -> Case:
    before = {"state": row.state, "outcome": row.outcome, "resolved_at": row.resolved_at, "closed_at": row.closed_at}
    moment = at or timezone.now()
    leave_out(row, since=row.resolved_at or moment, until=moment, by=by)
    row.state, row.resolved_at, row.closed_at, row.waits_for_us = CaseState.OPEN, None, None, True
    row.outcome, row.outcome_note = "", ""
    row.reopened += 1
    save(row)
    record("case.reopened", row, by=by, before=before, after={"state": row.state}, at=at)
    tell_owner(row, "case.reopened", by=by)
    return row
