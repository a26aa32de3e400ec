"""Satisfy: the customer's verdict, appeal, the end; and the way back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import ENDED_STATES, Outcome
from idic.domain.interact.cases.operations.ending import close_case, confirm_case, reopen_case, resolve_case
from idic.domain.interact.complaints.enums import ENDED, ComplaintState
from idic.domain.interact.complaints.errors import FactMissing, TooLateToReopen
from idic.domain.interact.complaints.machine import REOPEN_DAYS
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.rows import locked, needed, step
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed


@transaction.atomic
def take_verdict(
    complaint: Complaint, *, is_accepted: bool, satisfied_handling: int | None = None, satisfied_outcome: int | None = None,
    note: str = "", version: int | None = None, by: User | None, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """The customer's own word, 1 to 5 for how it was handled and for what came of it. A no tells why."""
    row = locked(complaint, version=version, by=by)
    for name, grade in (("satisfied_handling", satisfied_handling), ("satisfied_outcome", satisfied_outcome)):
        if grade is not None and not 1 <= grade <= 5:
            raise FactMissing(name, _("Choose 1 to 5."))
    if not is_accepted:
        needed("note", note, _("Write what the customer is not content with."))
    row.satisfied_handling, row.satisfied_outcome = satisfied_handling, satisfied_outcome
    said = {"handling": satisfied_handling, "outcome": satisfied_outcome}
    if is_accepted:
        step(row, ComplaintState.ACCEPTED, "complaint.accepted", by=by, note=note, said=said, at=at)
    else:
        step(row, ComplaintState.REJECTED, "complaint.rejected", by=by, note=note, said=said, at=at)
    return row


@transaction.atomic
def appeal(complaint: Complaint, *, note: str, version: int, by: User, at: datetime | None = None) -> Complaint:
    """Looked at again by somebody who had no part in it."""
    row = locked(complaint, version=version, by=by)
    row.appealed += 1
    step(row, ComplaintState.APPEAL, "complaint.appealed", by=by, at=at,
         note=needed("note", note, _("Write what the customer asks to be looked at again.")))  # fmt: skip
    return row


@transaction.atomic
def tell_outside(complaint: Complaint, *, body: str, version: int, by: User, at: datetime | None = None) -> Complaint:
    """Where the customer can turn to outside the house."""
    row = locked(complaint, version=version, by=by)
    row.external_body = needed("external_body", body, _("Write where the customer can turn to."))[:300]
    step(row, ComplaintState.EXTERNAL, "complaint.told_outside", by=by, said={"body": row.external_body}, at=at)
    return row


@transaction.atomic
def close_complaint(
    complaint: Complaint, *, reason: str = "", version: int, by: User, at: datetime | None = None
) -> Complaint:
    """With the customer's yes, or with a reason why there is none: it then counts as not confirmed. A promise is kept first."""
    row = locked(complaint, version=version, by=by)
    if row.promise and row.promise_kept_on is None and row.state == ComplaintState.ACCEPTED:
        raise FactMissing("promise_kept_on", _("Keep the promise first, and write down on which day it was kept."))
    is_confirmed = row.state == ComplaintState.ACCEPTED
    why = (
        trimmed(reason)
        if is_confirmed
        else needed("reason", reason, _("Write why it is closed without the customer's yes."))
    )
    following = ComplaintState.UNRESOLVED if row.state == ComplaintState.EXTERNAL else ComplaintState.CLOSED
    row.closed_at, row.next_notice_on, row.is_confirmed = at or timezone.now(), None, is_confirmed
    step(row, following, "complaint.closed", by=by, note=why, said={"confirmed": is_confirmed}, at=at)
    end_case(row, reason=why, is_confirmed=is_confirmed, outcome=Outcome.SOLVED, by=by, at=at)
    return row


@transaction.atomic
def withdraw(complaint: Complaint, *, note: str, version: int, by: User, at: datetime | None = None) -> Complaint:
    """Only the customer withdraws: in what words and by what way stands in the note."""
    row = locked(complaint, version=version, by=by)
    told = needed("note", note, _("Write how and in what words the customer took it back."))
    row.closed_at, row.next_notice_on = at or timezone.now(), None
    step(row, ComplaintState.WITHDRAWN, "complaint.withdrawn", by=by, note=told, at=at)
    end_case(row, reason=told, is_confirmed=False, outcome=Outcome.ANSWERED, by=by, at=at)
    return row


@transaction.atomic
def reopen(
    complaint: Complaint, *, note: str, version: int | None = None, by: User | None, at: datetime | None = None
) -> Complaint:
    """By the customer's own no, whose case is open again already, nobody of ours does it."""
    row = locked(complaint, version=version, by=by)
    at = at or timezone.now()  # one moment for both: the case had not ended for an instant longer
    # the customer spoke in time, however late it is read
    moment = row.heard_at or at
    if row.closed_at is not None and moment - row.closed_at > timedelta(days=REOPEN_DAYS):
        raise TooLateToReopen
    told = needed("note", note, _("Write why it is opened again."))
    row.closed_at, row.reopened = None, row.reopened + 1
    row.heard_at, row.heard_message = None, None
    row.satisfied_handling, row.satisfied_outcome, row.is_confirmed = None, None, False
    step(row, ComplaintState.INVESTIGATING, "complaint.reopened", by=by, note=told, at=at)
    if by is not None and row.case.state in ENDED_STATES:
        reopen_case(row.case, version=row.case.version, by=by, at=at)
    return row


def is_ended(complaint: Complaint) -> bool:
    return complaint.state in ENDED


def end_case(row: Complaint, *, reason: str, is_confirmed: bool, outcome: str, by: User, at: datetime | None) -> None:
    """The case ends with its complaint."""
    case = row.case
    if case.is_open:
        case = resolve_case(case, outcome=outcome, note=row.decision, version=case.version, by=by, at=at)
    if is_confirmed:
        confirm_case(case, note=reason, by=by, at=at)
    elif case.state == "resolved":
        close_case(case, reason=reason, version=case.version, by=by, at=at)
