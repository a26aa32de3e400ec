"""To whom work may be given, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from idic.domain.work.models import Absence
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as task.change reaches."""
    return assignable_users(user, "task.change")


def colleagues() -> QuerySet[User]:
    """Whoever may be asked to a meeting."""
    return User.objects.filter(is_active=True).order_by("display_name", "id")


def deputies_of(user_ids: Iterable[int], *, on: date) -> dict[int, User]:
    """Absent user -> who stands in; who is there has no entry."""
    found = Absence.objects.filter(user_id__in=set(user_ids), starts_on__lte=on, ends_on__gte=on)
    return {one.user_id: one.deputy for one in found.select_related("deputy").order_by("pk") if one.deputy.is_active}


def absences(user: User, *, since: date) -> list[Absence]:
    """The user's own and those in which the user stands in, present and coming."""
    own = Absence.objects.filter(user=user, ends_on__gte=since) | Absence.objects.filter(
        deputy=user, ends_on__gte=since
    )
    return list(own.select_related("user", "deputy").order_by("starts_on", "pk"))
