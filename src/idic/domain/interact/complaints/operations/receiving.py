"""Listen and share: received, acknowledged, assessed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.rows import locked as locked_case
from idic.domain.interact.cases.operations.rows import save as save_case
from idic.domain.interact.complaints.enums import ComplaintState, Impact
from idic.domain.interact.complaints.errors import AlreadyComplaint, FactMissing
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.rows import locked, needed, step
from idic.domain.interact.complaints.operations.telling import tell_customer
from idic.domain.interact.complaints.queries.marks import COUNTED
from idic.domain.interact.contact import Purpose
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed
from idic.methods.complaint_priority import priority as priority_of
from idic.methods.complaint_priority import severity as severity_of
from idic.methods.recurrence import WITHIN_DAYS

PRIORITIES = {"low": "low", "medium": "normal", "high": "high", "critical": "critical"}


@transaction.atomic
def open_complaint(case: Case, *, remedy_wanted: str = "", by: User | None, at: datetime | None = None) -> Complaint:
    """The case is handled as a complaint from now on; it counts from the first contact, not from this moment."""
    row = locked_case(case, by=by)
    if Complaint.objects.filter(case=row).exists():
        raise AlreadyComplaint
    if row.purpose != Purpose.COMPLAIN:
        if by is not None:
            row = change_case(row, {"purpose": Purpose.COMPLAIN}, version=row.version, by=by)
        else:
            row.purpose = Purpose.COMPLAIN
            save_case(row)
    complaint = Complaint.objects.create(
        case=row,
        told_in=row,
        remedy_wanted=trimmed(remedy_wanted),
        received_at=row.received_at,
        times=times_lately(row),
        created_by=by,
    )
    step(complaint, complaint.state, "complaint.opened", by=by, said={"remedy_wanted": complaint.remedy_wanted}, at=at)
    return complaint


@transaction.atomic
def acknowledge(
    complaint: Complaint, *, channel: str, handler: str, note: str = "", message: MessageDraft | None = None, version: int,
    by: User, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Told to the customer by a person, with the name of whoever sees to it: by the `message`, or outside the case."""
    row = locked(complaint, version=version, by=by)
    name = needed("handler", handler, _("Tell the customer who sees to it: write the name."))
    row.acknowledged_at = row.acknowledged_at or at or timezone.now()
    step(row, ComplaintState.ACKNOWLEDGED, "complaint.acknowledged", by=by, note=note,
         said={"channel": channel, "handler": name}, at=at)  # fmt: skip
    tell_customer(row, message, by=by, at=at)
    return row


@transaction.atomic
def assess(
    complaint: Complaint, *, impacts: Collection[str], reach: int = 1, immediate_action: str = "", is_emotional: bool = False,
    version: int, by: User, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Severity from the table, the priority from severity, reach and how often it came lately; the case takes it over."""
    row = locked(complaint, version=version, by=by)
    chosen = [str(Impact(one)) for one in dict.fromkeys(impacts)]
    if not chosen:
        raise FactMissing("impacts", _("Choose what it touches."))
    if reach < 1:
        raise FactMissing("reach", _("At least one customer is concerned."))
    if row.case.topic_id is None:
        raise FactMissing("topic", _("Choose the topic first: complaints are counted by it."))
    row.impacts, row.reach, row.times = chosen, reach, times_lately(row.case)
    row.severity = severity_of(chosen)
    result = priority_of(row.severity, customers=reach, times=row.times)
    row.score = result.score
    row.immediate_action, row.is_emotional = trimmed(immediate_action), is_emotional
    if row.severity >= 4 and not row.immediate_action:
        raise FactMissing("immediate_action", _("It is severe: write what is done at once to keep others from harm."))
    step(
        row, ComplaintState.ASSESSED, "complaint.assessed", by=by, at=at,
        said={"impacts": chosen, "severity": row.severity, "reach": reach, "times": row.times, "score": row.score,
              "immediate_action": row.immediate_action},
    )  # fmt: skip
    wanted = PRIORITIES[result.level]
    if row.case.priority != wanted:
        change_case(row.case, {"priority": wanted}, version=row.case.version, by=by)
    return row


def times_lately(case: Case) -> int:
    """Complaints of the same topic and product in the 90 days up to this one, itself included; one told twice counts once."""
    if case.topic_id is None:
        return 1
    since = case.received_at - timedelta(days=WITHIN_DAYS)
    found = Complaint.objects.filter(
        COUNTED,
        case__topic=case.topic_id, case__product=case.product_id, received_at__gt=since, received_at__lte=case.received_at,
    )  # fmt: skip
    return found.exclude(case=case.pk).count() + 1
