from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of
from idic.foundation.storage.remembered import RememberedQuery

RECENT_DAYS = 30
_MOST = 20
_WIDE = ("search_text", "search_keys", "facts", "provenance")


@dataclass(frozen=True)
class Workload:
    """Open ones by their due day; `done` and `in_time` are of the last 30 days: with an outcome, and by the due day.
    `mine_due` are the reader's own, overdue or due today."""

    overdue: int
    today: int
    later: int
    done: int
    in_time: int
    mine_due: int

    @property
    def open(self) -> int:
        return self.overdue + self.today + self.later


def access_follow_ups(user: User) -> QuerySet[FollowUp]:
    return _told(visible_follow_ups(user))


def _told(found: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    found = found.select_related("customer", "owner", "segment", "closed_by", "touch__start__plan")
    return found.defer(*(f"customer__{name}" for name in _WIDE))


def access_follow_up(user: User, pk: int, *, permission: str = "follow_up.see") -> FollowUp:
    found = (
        visible_follow_ups(user, permission)
        .select_related("customer", "owner", "segment", "closed_by", "created_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


_of_customer = RememberedQuery(
    lambda pk: (
        FollowUp.objects.filter(customer_id=pk)
        .select_related("owner")
        .only("due_on", "method", "reason", "state", "outcome", "closed_at", "owner__display_name")
        .order_by("-state", "due_on", "-id")[:_MOST]
    ),
    910_001,
)


def follow_ups_of_customer(user: User, customer_id: int, *, limit: int = _MOST) -> list[FollowUp]:
    if all(scope_of(user, permission) == Scope.ALL for permission in ("follow_up.see", "customer.see")):
        return _of_customer(customer_id)[:limit]
    return list(access_follow_ups(user).filter(customer_id=customer_id).order_by("-state", "due_on", "-id")[:limit])


def own_work(user: User, *, until: date, limit: int = 6) -> list[FollowUp]:
    """What this user has to do by then, the longest overdue first."""
    found = access_follow_ups(user).filter(owner=user, state=FollowUpState.OPEN, due_on__lte=until)
    return list(found.order_by("due_on", "id")[:limit])


def workload(user: User, *, today: date, owner: User | None = None) -> Workload:
    found = visible_follow_ups(user)
    if owner is not None:
        found = found.filter(owner=owner)
    is_open = Q(state=FollowUpState.OPEN)
    recent = Q(state=FollowUpState.DONE, closed_at__date__gt=today - timedelta(days=RECENT_DAYS))
    counted = found.aggregate(
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
        today=Count("pk", filter=is_open & Q(due_on=today)),
        later=Count("pk", filter=is_open & Q(due_on__gt=today)),
        done=Count("pk", filter=recent),
        in_time=Count("pk", filter=recent & Q(closed_at__date__lte=F("due_on"))),
        mine_due=Count("pk", filter=is_open & Q(owner=user, due_on__lte=today)),
    )
    return Workload(**counted)


def outcomes(user: User, *, today: date) -> dict[str, int]:
    """Follow-ups done in the last 30 days, by outcome."""
    done = visible_follow_ups(user).filter(
        state=FollowUpState.DONE, closed_at__date__gt=today - timedelta(days=RECENT_DAYS)
    )
    return dict(done.order_by().values_list("outcome").annotate(count=Count("pk")))
