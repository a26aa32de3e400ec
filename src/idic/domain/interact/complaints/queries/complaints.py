from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from idic.domain.interact.cases.queries.composed import SOME_IDS, for_reader
from idic.domain.interact.complaints.models import (
    Complaint,
    ComplaintStep,
    CorrectiveAction,
    CorrectiveStep,
    QualityReview,
)
from idic.domain.interact.complaints.rules import visible_actions, visible_complaints
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

_WIDE = ("case__search_text", "case__search_keys", "case__signature", "case__customer__search_text",
         "case__customer__search_keys", "case__customer__facts", "case__customer__provenance",
         "told_in__search_text", "told_in__search_keys", "told_in__signature", "told_in__text",
         "told_in__customer__search_text", "told_in__customer__search_keys", "told_in__customer__facts",
         "told_in__customer__provenance")  # fmt: skip


def with_names(found: QuerySet[Complaint]) -> QuerySet[Complaint]:
    found = found.select_related("case", "case__customer", "case__owner", "case__topic", "case__product")
    return found.select_related("told_in", "told_in__customer").defer(*_WIDE)


def access_complaint(user: User, pk: int, *, permission: str = "case.see") -> Complaint:
    found = (
        with_names(visible_complaints(user, permission))
        .select_related("corrective", "heard_message")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def complaint_of_case(user: User, case_id: int) -> Complaint | None:
    require(user, "case.see")

    def build(case: int) -> QuerySet[Complaint]:
        return with_names(visible_complaints(user)).select_related("corrective").filter(case=case)

    return for_reader(user, "complaint of a case", build, SOME_IDS[0]).first(case_id)


def steps_of(complaint: Complaint) -> list[ComplaintStep]:
    return list(ComplaintStep.objects.filter(complaint=complaint).select_related("by").order_by("at", "pk"))


def access_actions(user: User) -> QuerySet[CorrectiveAction]:
    """By a subquery: what somebody sees through two ways must not be paged twice."""
    return CorrectiveAction.objects.filter(pk__in=visible_actions(user).values("pk"))


def access_action(user: User, pk: int) -> CorrectiveAction:
    found = visible_actions(user).select_related("owner", "topic", "product", "checked_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_step(user: User, action_id: int, pk: int) -> CorrectiveStep:
    found = CorrectiveStep.objects.filter(action=access_action(user, action_id), pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def own_review(user: User, complaint: Complaint) -> QualityReview | None:
    return QualityReview.objects.filter(complaint=complaint, rater=user).first()


def reviews_in(user: User, since: datetime, until: datetime) -> QuerySet[QualityReview]:
    return QualityReview.objects.filter(complaint__in=visible_complaints(user), at__gte=since, at__lt=until)
