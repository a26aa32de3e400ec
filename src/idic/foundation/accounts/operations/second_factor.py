"""A user's second factor. What is secret in it stays in the authenticator's own row, encrypted, and out of the events."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.errors import AccountError, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.sessions import end_every_session
from idic.foundation.accounts.queries.second_factor import has_second_factor
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

_TOTP, _PASSKEY, _CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


class FactorThere(AccountError):
    """A user has one authenticator app; a second would leave it unclear which code is meant."""

    def __str__(self) -> str:
        return str(_("An authenticator app is set up already. Remove it first if you want to use another one."))


@transaction.atomic
def add_authenticator_app(secret: str, *, by: User) -> Authenticator:
    """The caller has checked a code made from `secret`. Recovery codes come with the first factor."""
    _locked(by)
    if Authenticator.objects.filter(user_id=by.pk, type=_TOTP).exists():
        raise FactorThere
    made: Authenticator = TOTP.activate(by, secret).instance
    _tell_added(by, factor="totp")
    _ensure_codes(by)
    return made


@transaction.atomic
def add_passkey(name: str, credential: dict[str, Any], *, by: User) -> Authenticator:
    """The caller has checked `credential` against the challenge of this session."""
    _locked(by)
    made: Authenticator = WebAuthn.add(by, name, credential).instance
    _tell_added(by, factor="passkey", name=name)
    _ensure_codes(by)
    return made


@transaction.atomic
def rename_passkey(pk: int, *, name: str, by: User) -> None:
    passkey = _own(pk, by)
    before, passkey.data["name"] = passkey.data.get("name", ""), name
    if before != name:
        passkey.save(update_fields=["data"])
        append_event(
            NewEvent("account.factor_renamed", "user", by.pk, before={"name": before}, after={"name": name}), by=by
        )


@transaction.atomic
def remove_authenticator_app(*, by: User) -> None:
    _locked(by)
    found = Authenticator.objects.filter(user_id=by.pk, type=_TOTP).first()
    if found is None:
        raise NotVisible
    found.delete()
    append_event(NewEvent("account.factor_removed", "user", by.pk, before={"factor": "totp"}), by=by)
    _drop_codes_of_nothing(by)


@transaction.atomic
def remove_passkey(pk: int, *, by: User) -> None:
    passkey = _own(pk, by)
    name = passkey.data.get("name", "")
    passkey.delete()
    append_event(NewEvent("account.factor_removed", "user", by.pk, before={"factor": "passkey", "name": name}), by=by)
    _drop_codes_of_nothing(by)


@transaction.atomic
def renew_recovery_codes(*, by: User) -> Authenticator:
    """The old codes end at once."""
    _locked(by)
    if not has_second_factor(by):
        raise NotVisible
    Authenticator.objects.filter(user_id=by.pk, type=_CODES).delete()
    made: Authenticator = RecoveryCodes.activate(by).instance
    append_event(NewEvent("account.codes_renewed", "user", by.pk), by=by)
    return made


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> bool:
    """For a person who has lost it. Ends the user's sessions too: whoever found the lost device may be in one of them.

    Returns whether there was anything to reset.
    """
    require(by, "user.manage")
    _locked(user)
    kinds = sorted(set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)))
    if not kinds:
        return False
    Authenticator.objects.filter(user_id=user.pk).delete()
    append_event(NewEvent("account.factor_reset", "user", user.pk, before={"factors": kinds}), by=by)
    end_every_session(user, by=by)
    return True


def _locked(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _own(pk: int, user: User) -> Authenticator:
    _locked(user)
    found = Authenticator.objects.filter(pk=pk, user_id=user.pk, type=_PASSKEY).first()
    if found is None:
        raise NotVisible
    return found


def _tell_added(user: User, **told: str) -> None:
    append_event(NewEvent("account.factor_added", "user", user.pk, after=told), by=user)


def _ensure_codes(user: User) -> None:
    RecoveryCodes.activate(user)


def _drop_codes_of_nothing(user: User) -> None:
    if not has_second_factor(user):
        Authenticator.objects.filter(user_id=user.pk, type=_CODES).delete()
