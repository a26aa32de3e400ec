"""What roles allow, changed by administrators. Each change holds from the next request of every holder on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.errors import (
    AdministratorKeeps,
    RoleBuiltIn,
    RoleInUse,
    RoleNameTaken,
    RoleOutdated,
    RoleUnknown,
    ScopeNotOffered,
)
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.rules import (
    KEPT_BY_ADMINISTRATOR,
    PERMISSIONS,
    access_of,
    default_scope,
    grants_of,
    require,
    scopes_offered,
    written_access,
)
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between

_HOLDERS_NAMED = 5


@transaction.atomic
def create_role(*, name: str, like: RoleDefinition, by: User) -> RoleDefinition:
    """A copy of another role, under a name of its own: everything is written down, so that a later change of the
    original leaves the copy as it is."""
    require(by, "user.manage")
    nouns = _nouns_with_access(like)
    role = RoleDefinition(
        code=_free_code(name),
        name=_free_name(name),
        grants={permission: scope.code for permission, scope in grants_of(like).items()},
        group_access={noun: {group: found.code for group, found in access_of(like, noun).items()} for noun in nouns},
    )
    _save_named(role)
    append_event(
        NewEvent("role.created", "role", role.pk, after={"name": role.name, "like": like.code, "grants": role.grants}),
        by=by,
    )
    return role


@transaction.atomic
def rename_role(role: RoleDefinition, *, name: str, by: User) -> RoleDefinition:
    require(by, "user.manage")
    locked = _locked(role)
    if locked.is_built_in:
        raise RoleBuiltIn
    name = name.strip()
    if name == locked.name:
        return locked
    before, locked.name = locked.name, _free_name(name, besides=locked)
    locked.version += 1
    _save_named(locked)
    append_event(
        NewEvent("role.renamed", "role", locked.pk, before={"name": before}, after={"name": locked.name}), by=by
    )
    return locked


@transaction.atomic
def change_role(
    role: RoleDefinition,
    *,
    grants: Mapping[str, Scope],
    group_access: Mapping[str, Mapping[str, GroupAccess]],
    version: int,
    by: User,
) -> RoleDefinition:
    """Of the role changes what is named; a built-in role that is given its default again holds nothing of it."""
    require(by, "user.manage")
    locked = _locked(role)
    if locked.version != version:
        raise RoleOutdated
    before = _told(locked)
    written = dict(locked.grants)
    for permission, scope in grants.items():
        _check(locked, permission, scope)
        written[permission] = scope.code
    groups = {noun: dict(held) for noun, held in locked.group_access.items()}
    for noun, given in group_access.items():
        for group, found in given.items():
            AttributeGroup(group)
            groups.setdefault(noun, {})[group] = found.code
    if locked.is_built_in:
        written = {name: code for name, code in written.items() if code != default_scope(locked.code, name).code}
        groups = _beyond_defaults(locked.code, written, groups)
    locked.grants, locked.group_access = written, groups
    changed_before, changed_after = changes_between(before, _told(locked))
    if changed_after:
        locked.version += 1
        locked.save(update_fields=["grants", "group_access", "version"])
        append_event(
            NewEvent(
                "role.changed", "role", locked.pk,
                before={"rights": changed_before}, after={"name": _name(locked), "rights": changed_after},
            ),
            by=by,
        )  # fmt: skip
    return locked


@transaction.atomic
def reset_role(role: RoleDefinition, *, by: User) -> RoleDefinition:
    """A built-in role as it was delivered."""
    require(by, "user.manage")
    locked = _locked(role)
    if not locked.is_built_in:
        raise RoleUnknown
    before = _told(locked)
    locked.grants, locked.group_access = {}, {}
    changed_before, changed_after = changes_between(before, _told(locked))
    if changed_after:
        locked.version += 1
        locked.save(update_fields=["grants", "group_access", "version"])
        append_event(
            NewEvent(
                "role.reset", "role", locked.pk,
                before={"rights": changed_before}, after={"name": _name(locked), "rights": changed_after},
            ),
            by=by,
        )  # fmt: skip
    return locked


@transaction.atomic
def delete_role(role: RoleDefinition, *, by: User) -> None:
    require(by, "user.manage")
    locked = _locked(role)
    if locked.is_built_in:
        raise RoleBuiltIn
    holders = list(
        User.objects.filter(role=locked.code).order_by("display_name").values_list("display_name", flat=True)
    )
    if holders:
        raise RoleInUse(holders[:_HOLDERS_NAMED], max(len(holders) - _HOLDERS_NAMED, 0))
    append_event(
        NewEvent("role.deleted", "role", locked.pk, before={"name": locked.name, "grants": locked.grants}), by=by
    )
    locked.delete()


def lock_role(code: str) -> RoleDefinition:
    """Whoever is given a role holds it against being deleted in the same moment."""
    role = RoleDefinition.objects.select_for_update().filter(code=code).first()
    if role is None and code in Role.values:
        role, _made = RoleDefinition.objects.get_or_create(code=code, defaults={"is_built_in": True})
    if role is None:
        raise RoleUnknown
    return role


def _locked(role: RoleDefinition) -> RoleDefinition:
    return lock_role(role.code)


def _check(role: RoleDefinition, permission: str, scope: Scope) -> None:
    if permission not in PERMISSIONS or scope not in scopes_offered(permission):
        raise ScopeNotOffered(permission)
    if role.code == Role.ADMINISTRATOR and permission in KEPT_BY_ADMINISTRATOR and scope != Scope.ALL:
        raise AdministratorKeeps


def _beyond_defaults(
    code: str, grants: Mapping[str, str], groups: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for noun, held in groups.items():
        own = {
            group: access
            for group, access in held.items()
            if GroupAccess[access.upper()] != written_access(code, grants, {}, noun, group)
        }
        if own:
            kept[noun] = own
    return kept


def _told(role: RoleDefinition) -> dict[str, object]:
    """Flat, as an event keeps it: what differs is then named alone."""
    told: dict[str, object] = {permission: scope.code for permission, scope in grants_of(role).items()}
    for noun in _nouns_with_access(role):
        told |= {f"{noun}:{group}": found.code for group, found in access_of(role, noun).items()}
    return told


def _nouns_with_access(role: RoleDefinition) -> list[str]:
    return sorted({permission.partition(".")[0] for permission in PERMISSIONS} | set(role.group_access))


def _name(role: RoleDefinition) -> str:
    """In an event a built-in role stands under its code: the reader's language is not known yet."""
    return role.name or role.code


def _free_name(name: str, *, besides: RoleDefinition | None = None) -> str:
    name = name.strip()
    others = RoleDefinition.objects.exclude(code=besides.code if besides else "")
    if name.casefold() in {str(label).casefold() for label in Role.labels}:
        raise RoleNameTaken
    if others.filter(name__iexact=name).exists():
        raise RoleNameTaken
    return name


def _free_code(name: str) -> str:
    """Readable where it can be, because it stands in events and in the users table."""
    code = slugify(name, allow_unicode=True)[:20]
    if not code or code in Role.values or RoleDefinition.objects.filter(code=code).exists():
        return f"{code[:11]}-{secrets.token_hex(4)}".lstrip("-")
    return code


def _save_named(role: RoleDefinition) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        # Somebody else was a moment faster with the same name.
        raise RoleNameTaken from error
