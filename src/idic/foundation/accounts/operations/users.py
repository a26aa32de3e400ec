from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.errors import EmailTaken, LastAdministrator, WorkLeft
from idic.foundation.accounts.handover import open_work_of
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.operations.handing_over import hand_over
from idic.foundation.accounts.operations.roles import lock_role
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between

_RECORDED = ("email", "display_name", "role", "team_id", "is_active")


@transaction.atomic
def create_user(
    *,
    email: str,
    display_name: str,
    role: str,
    team: Team | None,
    password: str | None,
    by: User | None,
    is_sample: bool = False,
) -> User:
    """`by` is None only for the system itself (first administrator, sample company). Without a password nobody signs in as
    them until one is set. Until they choose, they read the language of the house."""
    if by is not None:
        require(by, "user.manage")
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken
    role = lock_role(role).code
    user = User(
        email=email, display_name=display_name.strip(), role=role, team=team, is_sample=is_sample,
        language=settings.LANGUAGE_CODE.lower(),
    )  # fmt: skip
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        # Somebody else was a moment faster with the same address.
        raise EmailTaken from error
    append_event(
        NewEvent("user.created", "user", user.pk, after={name: getattr(user, name) for name in _RECORDED}), by=by
    )
    return user


@transaction.atomic
def change_user(
    user: User,
    *,
    display_name: str,
    role: str,
    team: Team | None,
    is_active: bool,
    password: str = "",
    hand_over_to: User | None = None,
    by: User,
) -> User:
    """Whoever is shut out leaves no work behind: `hand_over_to` takes it, in the same transaction."""
    require(by, "user.manage")
    # Every administrator row is locked, so two people cannot demote each other at the same moment.
    administrators = list(
        User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    )
    user = User.objects.select_for_update().get(pk=user.pk)
    leaves = role != Role.ADMINISTRATOR or not is_active
    if leaves and [administrator.pk for administrator in administrators] == [user.pk]:
        raise LastAdministrator
    if user.role != role:
        lock_role(role)
    if user.is_active and not is_active:
        _leave_nothing(user, hand_over_to, by)
    before = {name: getattr(user, name) for name in _RECORDED}
    user.display_name, user.role, user.team, user.is_active = display_name.strip(), role, team, is_active
    if password:
        user.set_password(password)
    user.save()
    after = {name: getattr(user, name) for name in _RECORDED}
    changed_before, changed_after = changes_between(before, after)
    if password:
        changed_after["password_set"] = True
    if changed_after:
        append_event(NewEvent("user.changed", "user", user.pk, before=changed_before, after=changed_after), by=by)
    return user


def _leave_nothing(user: User, to: User | None, by: User) -> None:
    if to is not None:
        hand_over(user, to=to, by=by)
    elif left := open_work_of(user):
        raise WorkLeft([(str(kind.label), count) for kind, count in left])
