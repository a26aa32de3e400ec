"""Passwords and keys of other systems, encrypted under the installation's key. Nobody is shown them again."""

from __future__ import annotations

from idic.domain.identify.arrivals.errors import PlaceRefused
from idic.foundation.sealing.encryption import CannotBeRead, decrypted, encrypted

_PURPOSE = b"idic scheduled import 1"


def hidden(text: str) -> str:
    return encrypted(text, purpose=_PURPOSE) if text else ""


def revealed(text: str) -> str:
    try:
        return decrypted(text, purpose=_PURPOSE) if text else ""
    except CannotBeRead as error:
        raise PlaceRefused("secret_lost") from error
