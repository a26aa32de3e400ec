"""To whom a case may be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.domain.work.models import Absence
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users

_MOST = 200


@dataclass(frozen=True)
class Person:
    """`open_cases` of whatever kind, put off or not; `away_until` is the last day of whoever is away."""

    pk: int
    name: str
    open_cases: int
    away_until: date | None


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as case.change reaches."""
    return assignable_users(user, "case.change")


def offered_people(user: User, *, on: date) -> list[Person]:
    """By name, in one statement."""
    open_now = Case.objects.filter(owner=OuterRef("pk"), state__in=OPEN_STATES, deleted_at__isnull=True)
    counted = open_now.order_by().values("owner").annotate(owned=Count("pk")).values("owned")
    away = Absence.objects.filter(user=OuterRef("pk"), starts_on__lte=on, ends_on__gte=on).order_by("-ends_on")
    rows = (
        assignable(user)
        .annotate(
            open_cases=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            away_until=Subquery(away.values("ends_on")[:1]),
        )
        .order_by("display_name", "pk")
        .values_list("pk", "display_name", "open_cases", F("away_until"))
    )
    return [Person(*row) for row in rows[:_MOST]]
