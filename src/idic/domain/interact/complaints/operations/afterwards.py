"""What comes after the end: the customer speaks again, and a person says what that means."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import Outcome
from idic.domain.interact.complaints.enums import ENDED, Afterwards, ComplaintState
from idic.domain.interact.complaints.errors import FactMissing, NothingHeard
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.ending import end_case
from idic.domain.interact.complaints.operations.rows import locked, needed, step
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed


@transaction.atomic
def hear(complaint: Complaint, *, message_id: int | None, at: datetime) -> bool:
    """Its case was opened again, and nobody of ours opened the complaint with it. The first word stands until it is decided;
    what was closed again meanwhile has been looked at."""
    row = locked(complaint, by=None)
    if row.state not in ENDED or row.closed_at is None or row.heard_at is not None:
        return False
    if not row.case.is_open and at <= row.closed_at:
        return False
    row.heard_at, row.heard_message_id = at, message_id
    step(row, row.state, "complaint.heard", by=None, at=at)
    return True


@transaction.atomic
def leave_ended(complaint: Complaint, *, meaning: str, note: str = "", version: int, by: User) -> Complaint:
    """The complaint stays at its end. With thanks, or a yes that came late, its case ends again as of that word: nobody was
    waited for, and no promise is broken by it."""
    row = locked(complaint, version=version, by=by)
    heard = row.heard_at
    if heard is None:
        raise NothingHeard
    chosen = Afterwards(meaning)
    if chosen == Afterwards.YES and row.state != ComplaintState.CLOSED:
        raise FactMissing("meaning", _("It was not closed with a decision. Open it again to take the customer's yes."))
    told = trimmed(note)
    if chosen == Afterwards.ANOTHER:
        told = needed("note", note, _("Write what it is about, and who sees to it."))
    row.heard_at, row.heard_message = None, None
    row.is_confirmed = row.is_confirmed or chosen == Afterwards.YES
    step(row, row.state, "complaint.left_ended", by=by, note=told, said={"meaning": str(chosen)})
    if chosen != Afterwards.ANOTHER:
        outcome = Outcome.ANSWERED if row.state == ComplaintState.WITHDRAWN else Outcome.SOLVED
        end_case(
            row, reason=told or str(chosen.label), is_confirmed=row.is_confirmed,
            outcome=outcome, by=by, at=max(heard, row.closed_at or heard),
        )  # fmt: skip
    return row
