from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.rules import require

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class HeldRole:
    role: RoleDefinition
    # of those who may sign in
    holders: int

    @property
    def is_changed(self) -> bool:
        return self.role.is_built_in and bool(self.role.grants or self.role.group_access)


def all_roles() -> list[RoleDefinition]:
    """The built-in ones first, each in its place; one that is not written yet stands there with its defaults."""
    written = {role.code: role for role in RoleDefinition.objects.all()}
    built_in = [written.get(code) or RoleDefinition(code=code, is_built_in=True) for code in Role.values]
    own = [role for code, role in written.items() if code not in Role.values]
    return built_in + sorted(own, key=lambda role: role.name.casefold())


def role_choices() -> list[tuple[str, str | _StrPromise]]:
    return [(role.code, role.label) for role in all_roles()]


def held_roles(user: User) -> list[HeldRole]:
    require(user, "user.manage")
    held = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(Count("pk")))
    return [HeldRole(role, held.get(role.code, 0)) for role in all_roles()]


def access_role(user: User, code: str) -> RoleDefinition:
    require(user, "user.manage")
    role = next((role for role in all_roles() if role.code == code), None)
    if role is None:
        raise NotVisible
    return role


def holders_of(role: RoleDefinition, *, limit: int = 50) -> list[User]:
    return list(User.objects.filter(role=role.code, is_active=True)[:limit])
