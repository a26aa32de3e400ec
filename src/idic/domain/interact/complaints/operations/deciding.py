"""Problem, check and action: investigated, proposed, decided, told."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.errors import FactMissing, OwnWork
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.rows import locked, needed, step
from idic.domain.interact.complaints.operations.telling import tell_customer
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed

#: The steps by which somebody has judged it.
JUDGED = ("proposed", "decided")


@transaction.atomic
def investigate(
    complaint: Complaint, *, note: str = "", version: int, by: User, at: datetime | None = None
) -> Complaint:
    row = locked(complaint, version=version, by=by)
    step(row, ComplaintState.INVESTIGATING, "complaint.investigated", by=by, note=note, at=at)
    return row


@transaction.atomic
def propose(
    complaint: Complaint, *, customer_facts: str, our_facts: str, root_cause: str, options: str, responsible: str = "",
    version: int, by: User, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Both sides were heard, the cause is found, and the customer has something to choose from."""
    row = locked(complaint, version=version, by=by)
    row.customer_facts = needed("customer_facts", customer_facts, _("Write what the customer says happened."))
    row.our_facts = needed("our_facts", our_facts, _("Write what was found on our side."))
    row.root_cause = needed("root_cause", root_cause, _("Write why it happened."))
    row.options = needed("options", options, _("Write what the customer is offered."))
    row.responsible = trimmed(responsible, 200)
    step(row, ComplaintState.PROPOSED, "complaint.proposed", by=by, at=at,
         said={"root_cause": row.root_cause, "options": row.options, "responsible": row.responsible})  # fmt: skip
    return row


@transaction.atomic
def decide(
    complaint: Complaint, *, decision: str, promise: str = "", promised_for: date | None = None,
    remedy_cost: Decimal | None = None, handling_cost: Decimal | None = None, message: MessageDraft | None = None,
    version: int, by: User, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Told to the customer, with its reasons: by the `message`, or outside the case. A promise has a day to come. What
    was appealed against is not decided again by whoever proposed or decided it."""
    row = locked(complaint, version=version, by=by)
    if row.state == ComplaintState.APPEAL and row.steps.filter(kind__in=JUDGED, by=by).exists():
        raise OwnWork
    row.decision = needed("decision", decision, _("Write what was decided and why."))
    row.promise = trimmed(promise)
    if row.promise and promised_for is None:
        raise FactMissing("promised_for", _("A promise needs a day by which it is kept."))
    if promised_for is not None and not row.promise:
        raise FactMissing("promise", _("Write what is promised for that day."))
    if promised_for is not None and promised_for < timezone.localdate(at):
        raise FactMissing("promised_for", _("Choose a time to come."))
    for name, cost in (("remedy_cost", remedy_cost), ("handling_cost", handling_cost)):
        if cost is not None and cost < 0:
            raise FactMissing(name, _("A cost is not negative."))
    row.promised_for, row.promise_kept_on = promised_for, None
    row.remedy_cost, row.handling_cost = remedy_cost, handling_cost
    row.decided_at = at or timezone.now()
    step(row, ComplaintState.DECIDED, "complaint.decided", by=by, at=at,
         said={"decision": row.decision, "promise": row.promise, "promised_for": promised_for,
               "remedy_cost": remedy_cost})  # fmt: skip
    tell_customer(row, message, by=by, at=at)
    return row


@transaction.atomic
def keep_promise(complaint: Complaint, *, on: date, note: str = "", version: int, by: User) -> Complaint:
    row = locked(complaint, version=version, by=by)
    if not row.promise:
        raise FactMissing("promise", _("Nothing was promised."))
    if on > timezone.localdate():
        raise FactMissing("on", _("This date lies in the future."))
    row.promise_kept_on = on
    step(row, row.state, "complaint.kept_promise", by=by, note=note, said={"on": on})
    return row


@transaction.atomic
def give_notice(
    complaint: Complaint, *, text: str, next_on: date | None, message: MessageDraft | None = None, version: int, by: User
) -> Complaint:  # fmt: skip
    """How it stands, told to the customer by the `message` or outside the case; at each missed date at the latest."""
    row = locked(complaint, version=version, by=by)
    said = needed("text", text, _("Write what the customer was told."))
    if next_on is not None and next_on < timezone.localdate():
        raise FactMissing("next_on", _("Choose a time to come."))
    row.next_notice_on = next_on
    step(row, row.state, "complaint.noticed", by=by, note=said, said={"next_on": next_on})
    tell_customer(row, message, by=by, at=None)
    return row
