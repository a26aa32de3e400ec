from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from idic.domain.differentiate.models import Refresh
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.queries.jobs import open_jobs


def access_refreshes(user: User) -> QuerySet[Refresh]:
    require(user, "value.see")
    return Refresh.objects.select_related("created_by")


def newest_refresh(user: User) -> Refresh | None:
    return access_refreshes(user).order_by("-id").first()


def open_refresh_job() -> Job | None:
    """The refresh that is running or waits: everybody who sees the figures may see that they are on the way."""
    return open_jobs("refresh").order_by("-id").first()


def refresh_job(pk: int) -> Job:
    job = Job.objects.filter(kind="refresh", pk=pk).first()
    if job is None:
        raise NotVisible
    return job


def day_of_last_purchase(refresh: Refresh | None) -> date | None:
    """As the last refresh knew it; None before there is one."""
    written = refresh.figures.get("last_purchase") if refresh else None
    return date.fromisoformat(written) if written else None
