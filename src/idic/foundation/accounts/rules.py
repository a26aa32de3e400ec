"""Who may do what. One table: role -> permission -> how far it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idic.foundation.accounts.enums import Role, Scope
from idic.foundation.accounts.errors import NotAllowed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from idic.foundation.accounts.models import User

PERMISSIONS: tuple[str, ...] = (
    "customer.see",
    "customer.create",
    "customer.change",
    "customer.export",
    "import.run",
    "purchase.see",
    "product.see",
    "segment.see",
    "segment.change",
    "value.see",
    "refresh.run",
    "follow_up.see",
    "follow_up.create",
    "follow_up.change",
    "campaign.see",
    "job.see",
    "user.manage",
    "audit.see",
    "sample.remove",
)

_EVERYTHING = dict.fromkeys(PERMISSIONS, Scope.ALL)
_READER = {
    "customer.see": Scope.ALL,
    "purchase.see": Scope.ALL,
    "product.see": Scope.ALL,
    "segment.see": Scope.ALL,
    "value.see": Scope.ALL,
    "follow_up.see": Scope.ALL,
    "campaign.see": Scope.ALL,
    "job.see": Scope.OWN,
}

GRANTS: dict[str, dict[str, Scope]] = {
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.MANAGER: {**_EVERYTHING, "user.manage": Scope.NONE, "sample.remove": Scope.NONE},
    Role.SERVICE: {
        **_READER,
        "customer.create": Scope.ALL,
        "customer.change": Scope.ALL,
        "follow_up.create": Scope.ALL,
        "follow_up.see": Scope.TEAM,
        "follow_up.change": Scope.TEAM,
    },
    Role.SALES: {
        **_READER,
        "customer.see": Scope.TEAM,
        "purchase.see": Scope.TEAM,
        "customer.create": Scope.ALL,
        "customer.change": Scope.TEAM,
        "follow_up.create": Scope.ALL,
        "follow_up.see": Scope.TEAM,
        "follow_up.change": Scope.OWN,
    },
    Role.ANALYST: {
        **_READER,
        "customer.export": Scope.ALL,
        "import.run": Scope.ALL,
        "segment.change": Scope.ALL,
        "refresh.run": Scope.ALL,
        "job.see": Scope.ALL,
    },
    Role.QUALITY: {
        **_READER,
        "segment.change": Scope.ALL,
        "follow_up.create": Scope.ALL,
        "follow_up.change": Scope.ALL,
        "audit.see": Scope.ALL,
        "job.see": Scope.ALL,
    },
}


def scope_of(user: User | AnonymousUser, permission: str) -> Scope:
    if permission not in PERMISSIONS:
        raise LookupError(f"unknown permission {permission!r}")
    if not user.is_active:
        return Scope.NONE
    return GRANTS.get(getattr(user, "role", ""), {}).get(permission, Scope.NONE)


def may(user: User | AnonymousUser, permission: str) -> bool:
    return scope_of(user, permission) > Scope.NONE


def require(user: User | AnonymousUser, permission: str) -> Scope:
    scope = scope_of(user, permission)
    if scope == Scope.NONE:
        raise NotAllowed(permission)
    return scope
