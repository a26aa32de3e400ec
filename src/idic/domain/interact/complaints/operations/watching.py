"""What comes due: progress notices, promises, steps that were not taken by their day, and actions whose effect is to be
checked. Told once a day to whoever sees to it until it is done, so that a day on which nothing ran loses nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from idic.domain.interact.cases.clocks.levels import people_of
from idic.domain.interact.complaints.deadlines import deadlines_of
from idic.domain.interact.complaints.enums import ENDED, ActionState
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.queries.marks import COUNTED
from idic.domain.interact.standards.enums import Told
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify

#: Whose deadlines are worked out together.
_TOGETHER = 500


def tell_what_is_due(*, today: date | None = None, now: datetime | None = None) -> int:
    day = today or timezone.localdate(now)
    told, heard = 0, set()
    missed = Q(promised_for__lt=day, promise_kept_on__isnull=True) & ~Q(promise="")
    found = (
        Complaint.objects.filter(COUNTED, missed | Q(next_notice_on__lte=day))
        .exclude(state__in=ENDED)
        .select_related("case")
    )
    for one in found.only("case__owner_id", "case__team_id", "case__hidden_from", "case__title", "next_notice_on"):
        is_notice = one.next_notice_on is not None and one.next_notice_on <= day
        what = "complaint.notice_due" if is_notice else "complaint.promise_missed"
        told += _tell(_whoever_sees_to(one), one.case_id, what, one.case.title)
        heard.add(one.pk)
    # its case may be closed again by hand; nobody has said yet what it means for the complaint
    for one in Complaint.objects.filter(heard_at__isnull=False).select_related("case"):
        told += _tell(_whoever_sees_to(one), one.case_id, "complaint.heard", one.case.title)
    for one in _owing_notice(now or timezone.now()):
        if one.pk not in heard:
            told += _tell(_whoever_sees_to(one), one.case_id, "complaint.deadline_missed", one.case.title)
    leads = users_who_may("complaint.manage")
    for action in CorrectiveAction.objects.filter(state=ActionState.CHECKING, check_on__lte=day):
        data = {"what": "corrective.check_due", "title": action.title}
        told += len(notify(leads, NotificationKind.REMINDER, noun="corrective", subject_id=action.pk, data=data))
    return told


def _owing_notice(now: datetime) -> Iterator[Complaint]:
    """A step was not taken by its day, and nobody has told the customer since how it stands."""
    some: list[Complaint] = []
    for one in (
        Complaint.objects.filter(COUNTED)
        .exclude(state__in=ENDED)
        .select_related("case")
        .order_by("pk")
        .iterator(_TOGETHER)
    ):
        some.append(one)
        if len(some) == _TOGETHER:
            yield from _owing(some, now)
            some = []
    yield from _owing(some, now)


def _owing(rows: Sequence[Complaint], now: datetime) -> list[Complaint]:
    due = deadlines_of(rows, now=now) if rows else {}
    return [one for one in rows if any(step.owes_notice for step in due[one.pk])]


def _whoever_sees_to(complaint: Complaint) -> list[int]:
    """What nobody has taken is the leads' to give to somebody."""
    owner = complaint.case.owner_id
    return [one.pk for one in people_of(complaint.case, Told.LEAD)] if owner is None else [owner]


def _tell(users: list[int], case_id: int, what: str, title: str) -> int:
    data = {"what": what, "title": title}
    return len(notify(users, NotificationKind.REMINDER, noun="case", subject_id=case_id, data=data))
