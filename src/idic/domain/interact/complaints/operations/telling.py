"""What a step tells the customer, where the case and its clocks know of it."""

from __future__ import annotations

from datetime import datetime

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.operations.messages import answer_case, note_response
from idic.domain.interact.complaints.models import Complaint
from idic.foundation.accounts.models import User


def tell_customer(row: Complaint, message: MessageDraft | None, *, by: User, at: datetime | None) -> None:
    """By a message in the case, or without one by word of mouth: either is the response of a person. In the caller's
    transaction."""
    row.case = (
        answer_case(row.case, message, by=by).case if message is not None else note_response(row.case, by=by, at=at)
    )
