"""What must be read again, and so cannot be stored as a digest, is stored encrypted under the installation's key."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CannotBeRead(Exception):
    """Encrypted under another key, or damaged."""


def encrypted(text: str, *, purpose: bytes) -> str:
    """`purpose` keeps the key apart from all else that is signed with the same secret."""
    return _fernet(purpose).encrypt(text.encode()).decode("ascii")


def decrypted(text: str, *, purpose: bytes) -> str:
    """Raises CannotBeRead."""
    try:
        return _fernet(purpose).decrypt(text.encode()).decode()
    except (InvalidToken, UnicodeDecodeError) as error:
        raise CannotBeRead from error


def _fernet(purpose: bytes) -> Fernet:
    digest = hmac.digest(settings.SECRET_KEY.encode(), purpose, hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest))
