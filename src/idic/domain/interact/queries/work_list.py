"""The work list: one tab of it, as far as the reader's rights reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Q, QuerySet

from idic.domain.differentiate.models import Segment
from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.domain.interact.queries.follow_ups import access_follow_ups
from idic.domain.interact.rules import visible_follow_ups
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of
from idic.foundation.paging.keyset import Order

Tab = Literal["overdue", "today", "later", "done"]
Whose = Literal["mine", "team", "all"]

TABS: tuple[Tab, ...] = ("overdue", "today", "later", "done")
BY_DUE_DAY = Order("due_on")
LATEST_CLOSED_FIRST = Order("closed_at", descending=True)


@dataclass(frozen=True)
class WorkFilters:
    """An empty text or None does not narrow."""

    whose: Whose = "mine"
    method: str = ""
    reason: str = ""
    outcome: str = ""
    segment_id: int | None = None
    plan_id: int | None = None


@dataclass(frozen=True)
class TabCounts:
    overdue: int
    today: int
    later: int


def whose_choices(user: User) -> tuple[Whose, ...]:
    scope = scope_of(user, "follow_up.see")
    found: list[Whose] = ["mine"]
    if user.team_id is not None and scope >= Scope.TEAM:
        found.append("team")
    if scope == Scope.ALL:
        found.append("all")
    return tuple(found)


def work_list(user: User, filters: WorkFilters, tab: Tab, *, today: date) -> QuerySet[FollowUp]:
    return access_follow_ups(user).filter(_asked(user, filters), _in_tab(tab, today))


def order_of(tab: Tab) -> Order:
    return LATEST_CLOSED_FIRST if tab == "done" else BY_DUE_DAY


def tab_counts(user: User, filters: WorkFilters, *, today: date) -> TabCounts:
    """Only open ones are counted: the closed grow for ever."""
    found = visible_follow_ups(user).filter(_asked(user, filters), state=FollowUpState.OPEN)
    return TabCounts(
        **found.aggregate(
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            today=Count("pk", filter=Q(due_on=today)),
            later=Count("pk", filter=Q(due_on__gt=today)),
        )
    )


def segments_with_follow_ups(user: User) -> list[Segment]:
    planned = visible_follow_ups(user).filter(segment__isnull=False).order_by().values("segment_id")
    return list(Segment.objects.filter(pk__in=planned).order_by("id"))


def next_due(user: User, *, today: date, after: FollowUp | None = None) -> int | None:
    """The reader's own that has waited longest and is not `after`, which is left for later; None where nothing is due."""
    found = visible_follow_ups(user, "follow_up.change").filter(
        owner=user, state=FollowUpState.OPEN, due_on__lte=today
    ).order_by("due_on", "id")  # fmt: skip
    if after is not None:
        later = Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.pk)
        following = found.filter(later).values_list("pk", flat=True).first()
        return following or found.exclude(pk=after.pk).values_list("pk", flat=True).first()
    return found.values_list("pk", flat=True).first()


def _asked(user: User, filters: WorkFilters) -> Q:
    asked = Q()
    if filters.whose == "mine":
        asked &= Q(owner=user)
    elif filters.whose == "team" and user.team_id is not None:
        asked &= Q(owner__team_id=user.team_id)
    for name in ("method", "reason", "outcome", "segment_id"):
        value = getattr(filters, name)
        if value:
            asked &= Q(**{name: value})
    if filters.plan_id is not None:
        asked &= Q(touch__start__plan=filters.plan_id)
    return asked


def _in_tab(tab: Tab, today: date) -> Q:
    if tab == "done":
        return ~Q(state=FollowUpState.OPEN)
    due = {"overdue": Q(due_on__lt=today), "today": Q(due_on=today), "later": Q(due_on__gt=today)}[tab]
    return Q(state=FollowUpState.OPEN) & due
