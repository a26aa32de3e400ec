from collections.abc import Iterable

from django.db.models import Q, QuerySet

from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require, scope_of


def access_users(user: User) -> QuerySet[User]:
    require(user, "user.manage")
    return User.objects.select_related("team")


def access_user(user: User, pk: int) -> User:
    found = access_users(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def teams() -> QuerySet[Team]:
    return Team.objects.order_by("name", "pk")


def chosen_team(pk: str | int | None) -> Team | None:
    """What a form gives back for it; nothing chosen is no team."""
    return Team.objects.filter(pk=pk).first() if pk else None


def active_users(*kept: int | None) -> QuerySet[User]:
    """Who may sign in, and whom the row names already: whoever left since is not lost by saving it."""
    found = Q(is_active=True)
    if named := [pk for pk in kept if pk is not None]:
        found |= Q(pk__in=named)
    return User.objects.filter(found).order_by("display_name", "pk")


def users_numbered(ids: Iterable[int]) -> QuerySet[User]:
    """Whether they may sign in or not."""
    return User.objects.filter(pk__in=list(ids)).order_by("display_name", "pk")


def users_with_rights() -> QuerySet[User]:
    """Everybody, with what their roles allow read at once."""
    return User.with_rights.order_by("display_name", "pk")


def user_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def assignable_users(user: User, permission: str) -> QuerySet[User]:
    """To whom `user` may give work: everybody, the own team, or only oneself, as far as the permission reaches."""
    active = User.objects.filter(is_active=True)
    scope = scope_of(user, permission)
    if scope == Scope.ALL:
        return active
    if scope == Scope.TEAM and user.team_id is not None:
        return active.filter(team_id=user.team_id)
    return active.filter(pk=user.pk)


def users_who_may(permission: str) -> list[User]:
    """Everybody active who holds it, whatever their role is called; the longest known first."""
    return [
        one for one in User.with_rights.filter(is_active=True).order_by("pk") if scope_of(one, permission) > Scope.NONE
    ]
