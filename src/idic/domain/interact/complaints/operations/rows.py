"""What every step shares: the lock, the row that tells it, the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.errors import ComplaintOutdated, FactMissing
from idic.domain.interact.complaints.machine import require_step
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from idic.domain.interact.complaints.operations.step_dues import write_step_dues
from idic.domain.interact.complaints.queries.own import complainer
from idic.domain.interact.complaints.rules import visible_complaints
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import trimmed

#: What can happen to a complaint; doors word each of them.
VERBS = frozenset({
    "complaint.opened", "complaint.acknowledged", "complaint.assessed", "complaint.investigated", "complaint.proposed",
    "complaint.decided", "complaint.accepted", "complaint.rejected", "complaint.appealed", "complaint.told_outside",
    "complaint.closed", "complaint.withdrawn", "complaint.reopened", "complaint.changed_hands", "complaint.noticed",
    "complaint.kept_promise", "complaint.rechecked", "complaint.fed_back", "complaint.joined", "complaint.parted",
    "complaint.reviewed", "complaint.heard", "complaint.left_ended",
})  # fmt: skip


def locked(
    complaint: Complaint, *, version: int | None = None, by: User | None, permission: str = "case.change"
) -> Complaint:
    """Its reach is checked on the row as it is now, not as it was read. The case is locked first, as whoever joins cases
    locks them."""
    if by is not None and not visible_complaints(by, permission).filter(pk=complaint.pk).exists():
        require(by, permission)
        raise NotVisible
    Case.objects.select_for_update(of=("self",), no_key=True).filter(pk=complaint.case_id).only("pk").first()
    row = (
        Complaint.objects.select_for_update(of=("self",), no_key=True)
        .select_related("case", "told_in")
        .get(pk=complaint.pk)
    )
    if version is not None and row.version != version:
        raise ComplaintOutdated
    return row


def step(
    row: Complaint, following: str, verb: str, *, by: User | None, note: str = "", said: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> ComplaintStep:  # fmt: skip
    """To the next state, and what was said on the way. The caller has put the fields."""
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    before = row.state
    if following != before:
        require_step(before, following)
    row.state = ComplaintState(following)
    row.version += 1
    row.save()
    moment = at or timezone.now()
    told = {name: _plain(value) for name, value in (said or {}).items()}
    made = ComplaintStep.objects.create(
        complaint=row, kind=verb.partition(".")[2], before=before, after=following, note=trimmed(note), said=told, by=by,
        at=moment,
    )  # fmt: skip
    write_step_dues([row])
    append_event(
        NewEvent(
            verb, "case", row.case_id, customer_id=complainer(row),
            before={"title": row.case.title, "complaint_state": before},
            after={"complaint_id": row.pk, "complaint_state": following, "note": made.note, **told},
        ),
        by=by, at=at,
    )  # fmt: skip
    return made


def needed(field: str, text: str, sentence: object) -> str:
    """The text of a fact that the step cannot do without."""
    found = trimmed(text)
    if not found:
        raise FactMissing(field, str(sentence))
    return found


def _plain(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list) else str(value)
