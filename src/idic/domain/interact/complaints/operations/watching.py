"""What comes due: progress notices, and actions whose effect is to be checked. Told once a day to whoever sees to it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from idic.domain.interact.complaints.enums import ENDED, ActionState
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify


def tell_what_is_due(*, today: date | None = None) -> int:
    day = today or timezone.localdate()
    told = 0
    found = Complaint.objects.filter(next_notice_on=day).exclude(state__in=ENDED).select_related("case")
    for one in found.only("case__owner_id", "case__title"):
        if one.case.owner_id is not None:
            told += _tell([one.case.owner_id], one.case_id, "complaint.notice_due", one.case.title)
    leads = users_who_may("complaint.manage")
    for action in CorrectiveAction.objects.filter(state=ActionState.CHECKING, check_on=day):
        case = action.complaints.order_by("-pk").values_list("case_id", flat=True).first()
        if case is not None:
            told += _tell([one.pk for one in leads], case, "corrective.check_due", action.title)
    return told


def _tell(users: list[int], case_id: int, what: str, title: str) -> int:
    data = {"what": what, "title": title}
    return len(notify(users, NotificationKind.REMINDER, noun="case", subject_id=case_id, data=data))
