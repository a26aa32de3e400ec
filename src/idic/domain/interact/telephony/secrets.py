"""Secrets of telephone systems, encrypted under the installation's key. Somebody is shown one once, when it is made."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

# Keeps this key apart from all else that is signed with the same secret.
_PURPOSE = b"idic telephone 1"


def new_secret() -> str:
    return secrets.token_hex(32)


def hidden(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode("ascii")


def revealed(text: str) -> str:
    """Empty where the key of the installation has changed since: no signature fits any more."""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except (InvalidToken, UnicodeDecodeError):
        return ""


def _fernet() -> Fernet:
    digest = hmac.digest(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest))
