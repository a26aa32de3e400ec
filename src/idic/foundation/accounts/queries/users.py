from django.db.models import QuerySet

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
    return Team.objects.order_by("name")


def active_users() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("display_name", "pk")


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
