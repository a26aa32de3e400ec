from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.enums import FollowUpMethod
from idic.domain.interact.errors import NotAssignable
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up
from idic.domain.interact.plans.drafts import FindingDraft
from idic.domain.interact.plans.enums import FindingKind, Severity
from idic.domain.interact.plans.errors import FindingClosed, FindingRefused
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.plans.operations.rows import locked_finding, record_finding
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.queries.clocks import default_clock
from idic.foundation.calendars.working_days import is_working_day, next_working_day
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.texts import trimmed

_MODES: dict[str, str] = {
    FollowUpMethod.TELEPHONE: AccessMode.PHONE, FollowUpMethod.EMAIL: AccessMode.EMAIL, FollowUpMethod.VISIT: AccessMode.VISIT,
    FollowUpMethod.LETTER: AccessMode.LETTER, FollowUpMethod.COUNTER: AccessMode.COUNTER,
    FollowUpMethod.MESSAGE: AccessMode.MESSENGER,
}  # fmt: skip


@transaction.atomic
def record_result(
    follow_up: FollowUp, *, outcome: str, note: str = "", finding: FindingDraft | None = None, by: User,
    at: datetime | None = None,
) -> Finding | None:  # fmt: skip
    """The result and what was found, or neither."""
    done = complete_follow_up(follow_up, outcome=outcome, note=note, by=by, at=at)
    return None if finding is None else add_finding(done, finding, by=by, at=at)


@transaction.atomic
def add_finding(follow_up: FollowUp, draft: FindingDraft, *, by: User, at: datetime | None = None) -> Finding:
    require(by, "follow_up.change")
    if not visible_follow_ups(by, "follow_up.change").filter(pk=follow_up.pk).exists():
        raise NotVisible
    text = trimmed(draft.text, 1000)
    if not text:
        raise FindingRefused("finding_text", _("Write what the customer said."))
    owner = draft.owner or by
    if owner.pk != by.pk and not assignable_users(by, "follow_up.change").filter(pk=owner.pk).exists():
        raise NotAssignable
    kind, moment = FindingKind(draft.kind), at or timezone.now()
    is_praise = kind == FindingKind.SATISFIED
    if draft.promised_for is not None and (is_praise or draft.promised_for < timezone.localdate(moment)):
        raise FindingRefused("promised_for", _("Promise a day to come, and something to do about it."))
    made = Finding.objects.create(
        follow_up=follow_up, customer_id=follow_up.customer_id, kind=kind, severity=Severity(draft.severity), text=text,
        owner=owner, promised_for=draft.promised_for, created_by=by, created_at=moment, closed_at=moment if is_praise else None,
        closed_by=by if is_praise else None,
    )  # fmt: skip
    record_finding("finding.added", made, by=by, after={
        "finding": kind, "text": text, "owner_id": owner.pk,
        **({"promised_for": draft.promised_for.isoformat()} if draft.promised_for else {}),
    })  # fmt: skip
    return made


def remind_of_promises(*, today: date | None = None) -> int:
    """To whoever sees to it: on the last working day before the promised one, on that day, and once a day when it is past,
    until it is done."""
    day, clock = today or timezone.localdate(), default_clock()
    soon = next_working_day(day, clock) if is_working_day(day, clock) else day
    due = Finding.objects.filter(closed_at__isnull=True, promised_for__lte=soon).order_by("promised_for", "pk")
    told = 0
    for one in due.only("owner_id", "customer_id", "promised_for"):
        assert one.promised_for is not None
        what = "past" if one.promised_for < day else "due" if one.promised_for == day else "soon"
        data = {"what": f"finding.promise_{what}", "day": one.promised_for.isoformat()}
        told += len(
            notify(
                [one.owner_id], NotificationKind.REMINDER, noun="customer", subject_id=one.customer_id, data=data
            )
        )  # fmt: skip
    return told


@transaction.atomic
def give_finding(finding: Finding, *, owner: User, by: User) -> Finding:
    """Somebody else sees to it from now on, and is told."""
    row = locked_finding(finding, by=by)
    if row.closed_at is not None:
        raise FindingClosed
    if owner.pk == row.owner_id:
        return row
    if owner.pk != by.pk and not assignable_users(by, "follow_up.change").filter(pk=owner.pk).exists():
        raise NotAssignable
    before, row.owner = {"owner_id": row.owner_id}, owner
    row.save(update_fields=["owner"])
    record_finding("finding.given", row, by=by, before=before, after={"owner_id": owner.pk})
    data = {"what": "finding.given"}
    notify([owner.pk], NotificationKind.ASSIGNMENT, noun="customer", subject_id=row.customer_id, data=data, by=by)
    return row


@transaction.atomic
def close_finding(finding: Finding, *, done: str, by: User, at: datetime | None = None) -> Finding:
    row = locked_finding(finding, by=by)
    if row.closed_at is not None:
        raise FindingClosed
    text = trimmed(done, 1000)
    if not text:
        raise FindingRefused("done", _("Write what was done about it."))
    row.done, row.closed_at, row.closed_by = text, at or timezone.now(), by
    row.save(update_fields=["done", "closed_at", "closed_by"])
    record_finding("finding.closed", row, by=by, after={"done": text})
    return row


@transaction.atomic
def open_case_for(finding: Finding, *, is_complaint: bool = False, by: User) -> Case:
    """In the customer's words; the finding stays open until somebody says what was done."""
    row = locked_finding(finding, by=by)
    if row.closed_at is not None or row.case_id is not None:
        raise FindingClosed
    title = f"{FindingKind(row.kind).label}: {row.text}"
    purpose = Purpose.COMPLAIN if is_complaint else Purpose.REQUEST_SERVICE
    case = open_case(
        CaseDraft(
            title[:300], _MODES.get(row.follow_up.method, AccessMode.OTHER), purpose, row.text, row.customer,
            priority=Priority.HIGH if row.severity == Severity.GRAVE else Priority.NORMAL,
            language=row.customer.language, received_at=row.created_at,
        ),
        by=by,
    )  # fmt: skip
    if is_complaint:
        open_complaint(case, by=by)
    row.case = case
    row.save(update_fields=["case"])
    record_finding("finding.case_opened", row, by=by, after={"case_id": case.pk, "number": case.number})
    return case
