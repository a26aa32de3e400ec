"""To whom work may be given, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from idic.domain.work.models import Absence
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users
from idic.foundation.storage.remembered import RememberedQuery, one_of


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as task.change reaches."""
    return assignable_users(user, "task.change")


def colleagues() -> QuerySet[User]:
    """Whoever may be asked to a meeting."""
    return User.objects.filter(is_active=True).order_by("display_name", "id")


def deputies_of(user_ids: Iterable[int], *, on: date) -> dict[int, User]:
    """Absent user -> who stands in; who is there has no entry."""
    return {one.user_id: one.deputy for one in _away(sorted(set(user_ids)), on) if one.deputy.is_active}


def _absent(user_ids: list[int], on: date) -> QuerySet[Absence]:
    found = Absence.objects.filter(Q(one_of("user_id", user_ids)), starts_on__lte=on, ends_on__gte=on)
    return found.select_related("deputy").order_by("pk")


_away = RememberedQuery(_absent, [910_001], date(1903, 7, 11))


def absences(user: User, *, since: date) -> list[Absence]:
    """The user's own and those in which the user stands in, present and coming."""
    own = Absence.objects.filter(user=user, ends_on__gte=since) | Absence.objects.filter(
        deputy=user, ends_on__gte=since
    )
    return list(own.select_related("user", "deputy").order_by("starts_on", "pk"))
