from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Q, QuerySet

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.telephony.enums import CallBackState
from idic.domain.interact.telephony.models import CallBack
from idic.domain.interact.telephony.rules import visible_call_backs
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.paging.keyset import Order

BackTab = Literal["free", "mine", "done"]
BACK_TABS: tuple[BackTab, ...] = ("free", "mine", "done")


@dataclass(frozen=True)
class BackCounts:
    free: int
    mine: int
    overdue: int


def access_call_back(user: User, pk: int) -> CallBack:
    found = _with_names(user, visible_call_backs(user)).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def call_backs(user: User, tab: BackTab) -> QuerySet[CallBack]:
    found = _with_names(user, visible_call_backs(user))
    if tab == "done":
        return found.filter(closed_at__isnull=False)
    found = found.filter(state=CallBackState.OPEN)
    return found.filter(claimed_by=user) if tab == "mine" else found.exclude(claimed_by=user)


def order_of(tab: BackTab) -> Order:
    return Order("closed_at", descending=True) if tab == "done" else Order("due_at")


def back_counts(user: User, *, now: datetime) -> BackCounts:
    """Of the open ones alone, which are few."""
    found = visible_call_backs(user).filter(state=CallBackState.OPEN)
    return BackCounts(
        **found.aggregate(
            free=Count("pk", filter=Q(claimed_by__isnull=True) | ~Q(claimed_by=user)),
            mine=Count("pk", filter=Q(claimed_by=user)),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
        )
    )


def _with_names(user: User, rows: QuerySet[CallBack]) -> QuerySet[CallBack]:
    named = rows.select_related("customer", "claimed_by", "closed_by").prefetch_related(seen_case(user))
    return named.defer("customer__search_text", "customer__search_keys", "customer__facts", "customer__provenance")
