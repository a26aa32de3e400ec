"""Those who handle complaints, and whether they were trained in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from idic.domain.interact.complaints.models import Complaint, ComplaintTraining
from idic.domain.interact.complaints.queries.figures import Counted, received_in, share_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: After so long a training counts no more.
VALID_DAYS = 730


@dataclass(frozen=True)
class Handler:
    user: User
    complaints: int
    # the latest of each is enough: newest first
    trainings: list[ComplaintTraining]
    is_trained: bool


def trained_share(user: User, since: datetime, until: datetime, *, today: date) -> Counted | None:
    """Of those who have a complaint of the time: trained within two years. One statement."""
    valid = _valid(today).filter(user=OuterRef("pk"))
    counted = User.objects.filter(pk__in=_owners(user, since, until)).aggregate(
        all=Count("pk"), trained=Count("pk", filter=Exists(valid))
    )
    return share_of(counted["trained"], counted["all"])


def handlers(user: User, since: datetime, until: datetime, *, today: date) -> list[Handler]:
    """Whoever is not trained first."""
    rows = received_in(user, since, until).filter(case__owner__isnull=False).order_by()
    counts = dict(rows.values_list("case__owner").annotate(n=Count("pk")))
    trainings: dict[int, list[ComplaintTraining]] = {}
    for one in ComplaintTraining.objects.filter(user__in=counts).order_by("-on", "-pk"):
        trainings.setdefault(one.user_id, []).append(one)
    begin = _begin(today)
    found = [
        Handler(one, counts[one.pk], own := trainings.get(one.pk, []), any(row.on >= begin for row in own))
        for one in User.objects.filter(pk__in=counts).order_by("display_name", "pk")
    ]
    return sorted(found, key=lambda one: one.is_trained)


def _owners(user: User, since: datetime, until: datetime) -> QuerySet[Complaint, Any]:
    return received_in(user, since, until).filter(case__owner__isnull=False).order_by().values("case__owner")


def _begin(today: date) -> date:
    return today - timedelta(days=VALID_DAYS)


def _valid(today: date) -> QuerySet[ComplaintTraining]:
    return ComplaintTraining.objects.filter(on__gte=_begin(today), on__lte=today)


def access_training(user: User, pk: int) -> ComplaintTraining:
    require(user, "complaint.manage")
    found = ComplaintTraining.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
