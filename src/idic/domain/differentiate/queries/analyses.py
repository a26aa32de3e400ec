from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.differentiate.models import Analysis, CustomerScore
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_analyses(user: User, *kinds: str) -> QuerySet[Analysis]:
    """Newest first; of some kinds only where they are given."""
    require(user, "value.see")
    found = Analysis.objects.select_related("created_by", "job").order_by("-id")
    return found.filter(kind__in=kinds) if kinds else found


def access_analysis(user: User, pk: int) -> Analysis:
    analysis = access_analyses(user).filter(pk=pk).first()
    if analysis is None:
        raise NotVisible
    return analysis


def newest_of(user: User, kind: str) -> tuple[Analysis | None, Analysis | None]:
    """The newest with a result, and the newest without one where that is younger: it runs, waits or has failed."""
    newest = list(access_analyses(user, kind).defer("result")[:1])
    done = access_analyses(user, kind).filter(computed_at__isnull=False).first()
    waiting = newest[0] if newest and newest[0].computed_at is None else None
    return done, waiting


def members_for_analysis(segment_id: int) -> list[int]:
    return list(
        CustomerScore.objects.filter(segment_ids__contains=[segment_id])
        .order_by()
        .values_list("customer_id", flat=True)
    )
