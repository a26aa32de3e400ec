"""Who is told what about a case."""

from __future__ import annotations

from idic.domain.interact.cases.models import Case
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify


def tell_owner(case: Case, what: str, *, by: User | None) -> None:
    if case.owner_id is None:
        return
    kind = NotificationKind.ASSIGNMENT if what == "case.assigned" else NotificationKind.CHANGE
    notify([case.owner_id], kind, noun="case", subject_id=case.pk, data={"verb": what, "title": case.title}, by=by)
