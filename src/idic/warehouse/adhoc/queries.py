from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.warehouse.models import RunState, SqlQuery, SqlRun

#: One that says nothing for so long has lost its process with the web worker that started it.
_LOST = timedelta(seconds=60)


def visible_queries(user: User) -> QuerySet[SqlQuery]:
    """One's own and those that are shared."""
    require(user, "sql.ask")
    return SqlQuery.objects.filter(Q(owner=user) | Q(is_shared=True), archived_at__isnull=True).select_related("owner")


def access_query(user: User, pk: int, *, to_change: bool = False) -> SqlQuery:
    found = visible_queries(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    if to_change and found.owner_id != user.pk:
        raise NotAllowed("sql.ask")
    return found


def own_runs(user: User) -> QuerySet[SqlRun]:
    require(user, "sql.ask")
    return SqlRun.objects.filter(asked_by=user).order_by("-id")


def access_run(user: User, pk: int) -> SqlRun:
    """An answer was cut to its asker's rights: nobody else sees it."""
    found = own_runs(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    if found.state == RunState.RUNNING and timezone.now() - found.asked_at > _LOST:
        found.state, found.problem = RunState.STOPPED, {"code": "process", "amount": 0}
    return found
