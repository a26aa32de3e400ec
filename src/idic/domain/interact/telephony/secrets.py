"""Secrets of telephone systems, encrypted under the installation's key. Somebody is shown one once, when it is made."""

from __future__ import annotations

import secrets

from idic.foundation.sealing.encryption import CannotBeRead, decrypted, encrypted

_PURPOSE = b"idic telephone 1"


def new_secret() -> str:
    return secrets.token_hex(32)


def hidden(text: str) -> str:
    return encrypted(text, purpose=_PURPOSE)


def revealed(text: str) -> str:
    """Empty where the key of the installation has changed since: no signature fits any more."""
    try:
        return decrypted(text, purpose=_PURPOSE)
    except CannotBeRead:
        return ""
