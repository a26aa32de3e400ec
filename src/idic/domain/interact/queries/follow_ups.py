from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User


@dataclass(frozen=True)
class Workload:
    """`done` and `in_time` are of the last 30 days: closed with an outcome, and by their due day."""

    overdue: int
    today: int
    later: int
    done: int
    in_time: int


def access_follow_ups(user: User) -> QuerySet[FollowUp]:
    return visible_follow_ups(user).select_related("customer", "owner", "segment", "closed_by")


def access_follow_up(user: User, pk: int, *, permission: str = "follow_up.see") -> FollowUp:
    found = (
        visible_follow_ups(user, permission).select_related("customer", "owner", "segment").filter(pk=pk).first()
    )
    if found is None:
        raise NotVisible
    return found


def follow_ups_of_customer(user: User, customer_id: int, *, limit: int = 20) -> list[FollowUp]:
    return list(access_follow_ups(user).filter(customer_id=customer_id).order_by("-state", "due_on", "-id")[:limit])


def workload(user: User, *, today: date, owner: User | None = None) -> Workload:
    found = visible_follow_ups(user)
    if owner is not None:
        found = found.filter(owner=owner)
    is_open = Q(state=FollowUpState.OPEN)
    recent = Q(state=FollowUpState.DONE, closed_at__date__gt=today - timedelta(days=30))
    counted = found.aggregate(
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
        today=Count("pk", filter=is_open & Q(due_on=today)),
        later=Count("pk", filter=is_open & Q(due_on__gt=today)),
        done=Count("pk", filter=recent),
    )
    in_time = found.filter(recent, closed_at__date__lte=F("due_on")).count()
    return Workload(in_time=in_time, **counted)
