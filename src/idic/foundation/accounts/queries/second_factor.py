from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from idic.foundation.accounts.models import User

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Factors:
    """Recovery codes are no factor of their own: they stand in for one that is lost."""

    totp: Authenticator | None
    passkeys: Sequence[Authenticator]
    codes: Authenticator | None

    @property
    def exist(self) -> bool:
        return self.totp is not None or bool(self.passkeys)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists())


def factors_of(user: User) -> Factors:
    """One query."""
    found = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
    return Factors(
        totp=next((one for one in found if one.type == Authenticator.Type.TOTP), None),
        passkeys=[one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        codes=next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None),
    )
