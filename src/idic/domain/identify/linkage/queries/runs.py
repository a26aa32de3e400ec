from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from idic.domain.identify.linkage.enums import RunState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_runs(user: User) -> QuerySet[LinkageRun]:
    """Without what only the page of one run shows."""
    require(user, "customer.merge")
    return (
        LinkageRun.objects.defer("model", "curve", "histogram", "blocking")
        .select_related("by", "job", "reused")
        .order_by("-id")
    )


def access_run(user: User, pk: int) -> LinkageRun:
    require(user, "customer.merge")
    found = LinkageRun.objects.select_related("by", "job", "approved_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def standings_of(runs: Sequence[int]) -> dict[int, dict[str, int]]:
    """run -> state -> how many of its pairs stand so, in one query."""
    found: dict[int, dict[str, int]] = {}
    rows = (
        LinkagePair.objects.filter(run__in=runs).values_list("run_id", "state").annotate(pairs=Count("pk")).order_by()
    )
    for run, state, pairs in rows:
        found.setdefault(run, {})[state] = pairs
    return found


def newest_done(kind: str) -> LinkageRun | None:
    """Of all customers, not of one import."""
    return (
        LinkageRun.objects.filter(kind=kind, state=RunState.DONE, batch=None)
        .defer("model", "curve", "histogram", "blocking")
        .order_by("-id")
        .first()
    )
