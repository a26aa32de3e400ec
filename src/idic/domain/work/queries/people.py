"""To whom work may be given, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from idic.domain.work.models import Absence
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import scope_of


def assignable(user: User) -> QuerySet[User]:
    """Everybody, the own team, or only oneself, as far as task.change reaches."""
    active = User.objects.filter(is_active=True)
    scope = scope_of(user, "task.change")
    if scope == Scope.ALL:
        return active
    if scope == Scope.TEAM and user.team_id is not None:
        return active.filter(team_id=user.team_id)
    return active.filter(pk=user.pk)


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


def names_by_code(codes: Sequence[object]) -> dict[object, str]:
    """Of users, for lists: the codes are their ids as texts."""
    ids = [int(code) for code in codes if isinstance(code, str) and code.isdecimal()]
    return {str(pk): name for pk, name in names_of_users(ids).items()}


def team_names_by_code(codes: Sequence[object]) -> dict[object, str]:
    ids = [int(code) for code in codes if isinstance(code, str) and code.isdecimal()]
    return {str(pk): name for pk, name in Team.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}
