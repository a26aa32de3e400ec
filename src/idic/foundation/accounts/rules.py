"""Who may do what, how far it reaches, and which groups of fields a role sees.

The tables here are the defaults of the built-in roles. What an administrator changed stands in `RoleDefinition` and comes
with the user (`User.rights`), so a question costs no query.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.errors import NotAllowed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from idic.foundation.accounts.models import RoleDefinition, User
    from idic.foundation.accounts.models.rights import Rights

PERMISSIONS: tuple[str, ...] = (
    "customer.see",
    "customer.create",
    "customer.change",
    "customer.merge",
    "customer.export",
    "customer.reveal",
    "bulk.change",
    "import.run",
    "survivorship.manage",
    "linkage.manage",
    "purchase.see",
    "product.see",
    "segment.see",
    "segment.change",
    "value.see",
    "refresh.run",
    "warehouse.see",
    "question.ask",
    "question.share",
    "sql.ask",
    "model.manage",
    "report.manage",
    "executive.see",
    "follow_up.see",
    "follow_up.create",
    "follow_up.change",
    "follow_up.manage",
    "campaign.see",
    "loyalty.see",
    "loyalty.redeem",
    "loyalty.adjust",
    "loyalty.manage",
    "job.see",
    "task.see",
    "task.create",
    "task.change",
    "task.delete",
    "task.export",
    "case.see",
    "case.create",
    "case.change",
    "case.delete",
    "case.export",
    "complaint.manage",
    "standard.manage",
    "skill.manage",
    "channel.manage",
    "knowledge.see",
    "knowledge.change",
    "tag.manage",
    "view.share",
    "attribute.manage",
    "calendar.manage",
    "automation.see",
    "automation.manage",
    "letter.see",
    "letter.change",
    "user.manage",
    "organisation.manage",
    "audit.see",
    "privacy.see",
    "privacy.manage",
    "consent.see",
    "consent.create",
    "consent.export",
    "sample.remove",
)

#: What may be done with the records of a noun; a noun without such a permission leaves it to nobody.
ACTIONS = ("create", "change", "delete", "export")

_EVERYTHING = dict.fromkeys(PERMISSIONS, Scope.ALL)
_READER = {
    "customer.see": Scope.ALL,
    "purchase.see": Scope.ALL,
    "product.see": Scope.ALL,
    "segment.see": Scope.ALL,
    "value.see": Scope.ALL,
    "question.ask": Scope.ALL,
    "follow_up.see": Scope.ALL,
    "campaign.see": Scope.ALL,
    "loyalty.see": Scope.ALL,
    "job.see": Scope.OWN,
    "task.see": Scope.TEAM,
    "task.create": Scope.ALL,
    "task.change": Scope.OWN,
    "task.delete": Scope.OWN,
    "case.see": Scope.TEAM,
    "case.create": Scope.ALL,
    "case.change": Scope.OWN,
    "knowledge.see": Scope.ALL,
    "letter.see": Scope.ALL,
    "consent.see": Scope.ALL,
}

GRANTS: dict[str, dict[str, Scope]] = {
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.MANAGER: {
        **_EVERYTHING,
        "user.manage": Scope.NONE,
        "organisation.manage": Scope.NONE,
        "sample.remove": Scope.NONE,
    },
    Role.SERVICE: {
        **_READER,
        "loyalty.redeem": Scope.ALL,
        "customer.create": Scope.ALL,
        "customer.change": Scope.ALL,
        "customer.merge": Scope.ALL,
        "follow_up.create": Scope.ALL,
        "follow_up.see": Scope.TEAM,
        "follow_up.change": Scope.TEAM,
        "task.change": Scope.TEAM,
        "case.see": Scope.ALL,
        "case.change": Scope.ALL,
        "knowledge.change": Scope.ALL,
        "customer.reveal": Scope.ALL,
        "consent.create": Scope.ALL,
    },
    Role.SALES: {
        **_READER,
        "loyalty.redeem": Scope.ALL,
        "customer.see": Scope.TEAM,
        "purchase.see": Scope.TEAM,
        "customer.create": Scope.ALL,
        "customer.change": Scope.TEAM,
        "follow_up.create": Scope.ALL,
        "follow_up.see": Scope.TEAM,
        "follow_up.change": Scope.OWN,
        "consent.create": Scope.ALL,
    },
    Role.ANALYST: {
        **_READER,
        "customer.export": Scope.ALL,
        "import.run": Scope.ALL,
        "segment.change": Scope.ALL,
        "refresh.run": Scope.ALL,
        "warehouse.see": Scope.ALL,
        "question.share": Scope.ALL,
        "sql.ask": Scope.ALL,
        "model.manage": Scope.ALL,
        "report.manage": Scope.ALL,
        "executive.see": Scope.ALL,
        "job.see": Scope.ALL,
        "task.export": Scope.ALL,
        "case.see": Scope.ALL,
        "case.export": Scope.ALL,
        "view.share": Scope.ALL,
    },
    Role.QUALITY: {
        **_READER,
        "segment.change": Scope.ALL,
        "follow_up.create": Scope.ALL,
        "follow_up.change": Scope.ALL,
        "follow_up.manage": Scope.ALL,
        "audit.see": Scope.ALL,
        "warehouse.see": Scope.ALL,
        "question.share": Scope.ALL,
        "report.manage": Scope.ALL,
        "executive.see": Scope.ALL,
        "privacy.see": Scope.ALL,
        "job.see": Scope.ALL,
        "task.see": Scope.ALL,
        "case.see": Scope.ALL,
        "case.change": Scope.ALL,
        "case.export": Scope.ALL,
        "complaint.manage": Scope.ALL,
        "standard.manage": Scope.ALL,
        "skill.manage": Scope.ALL,
        "knowledge.change": Scope.ALL,
        "tag.manage": Scope.ALL,
        "view.share": Scope.ALL,
        "automation.see": Scope.ALL,
        "letter.change": Scope.ALL,
    },
}


#: Permissions that ask whose record it is; all others are either held or not.
SCOPED = frozenset({
    "customer.see", "customer.change", "customer.export", "customer.reveal", "purchase.see", "follow_up.see",
    "follow_up.change", "job.see", "task.see", "task.change", "task.delete", "task.export",
    "case.see", "case.change", "case.delete", "case.export", "skill.manage",
})  # fmt: skip

#: What the administrator keeps whatever is written: somebody must be able to give rights back.
KEPT_BY_ADMINISTRATOR = frozenset({"user.manage"})

#: Role -> attribute group -> access, of every noun; other groups follow from the right to change.
GROUP_DEFAULTS: dict[str, dict[str, GroupAccess]] = {
    Role.ANALYST: {AttributeGroup.CONTACT: GroupAccess.MASKED, AttributeGroup.IDENTITY: GroupAccess.MASKED},
}


def scopes_offered(permission: str) -> tuple[Scope, ...]:
    return tuple(Scope) if permission in SCOPED else (Scope.NONE, Scope.ALL)


def default_scope(role: str, permission: str) -> Scope:
    return GRANTS.get(role, {}).get(permission, Scope.NONE)


def scope_of(user: User | AnonymousUser, permission: str) -> Scope:
    if permission not in PERMISSIONS:
        noun, _dot, action = permission.partition(".")
        if action not in ACTIONS or f"{noun}.see" not in PERMISSIONS:
            raise LookupError(f"unknown permission {permission!r}")
        return Scope.NONE  # what nobody can do with records of this noun
    rights: Rights | None = getattr(user, "rights", None)
    if rights is None or not user.is_active:
        return Scope.NONE
    return written_scope(rights.role, rights.grants, permission)


def written_scope(role: str, grants: Mapping[str, str], permission: str) -> Scope:
    if role == Role.ADMINISTRATOR and permission in KEPT_BY_ADMINISTRATOR:
        return Scope.ALL
    written = grants.get(permission)
    return default_scope(role, permission) if written is None else Scope[written.upper()]


def group_access(user: User, noun: str, group: str) -> GroupAccess:
    """What the user may do with the fields of an attribute group of one kind of record. A group that is not one of
    `AttributeGroup` (what every record has) is open to all who see the record."""
    rights: Rights | None = getattr(user, "rights", None)
    if rights is None or not user.is_active:
        return GroupAccess.HIDDEN
    return written_access(rights.role, rights.grants, rights.group_access, noun, group)


def written_access(
    role: str, grants: Mapping[str, str], groups: Mapping[str, Mapping[str, str]], noun: str, group: str
) -> GroupAccess:
    """Never more than the right to change reaches: whoever may not change a record may change none of its fields."""
    change = f"{noun}.change"
    most = GroupAccess.SEEN
    if change in PERMISSIONS and written_scope(role, grants, change) > Scope.NONE:
        most = GroupAccess.CHANGED
    written = groups.get(noun, {}).get(group)
    if written is None:
        return min(GROUP_DEFAULTS.get(role, {}).get(group, most), most)
    return min(GroupAccess[written.upper()], most)


def grants_of(role: RoleDefinition) -> dict[str, Scope]:
    return {permission: written_scope(role.code, role.grants, permission) for permission in PERMISSIONS}


def access_of(role: RoleDefinition, noun: str) -> dict[str, GroupAccess]:
    return {
        group: written_access(role.code, role.grants, role.group_access, noun, group) for group in AttributeGroup.values
    }


def may(user: User | AnonymousUser, permission: str) -> bool:
    return scope_of(user, permission) > Scope.NONE


def require(user: User | AnonymousUser, permission: str) -> Scope:
    scope = scope_of(user, permission)
    if scope == Scope.NONE:
        raise NotAllowed(permission)
    return scope
