"""What must be read again, and so cannot be stored as a digest, is stored encrypted under the installation's key."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

# Keeps this key apart from all else that is signed with the same secret.
_PURPOSE = b"idic second factor 1"


class CannotBeRead(Exception):
    """Encrypted under another key, or damaged."""

    def __str__(self) -> str:
        return str(
            _(
                "The secret key of this installation has changed since. Ask an administrator to reset your second factor."
            )
        )


def encrypted(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypted(text: str) -> str:
    try:
        return _fernet().decrypt(text.encode()).decode()
    except (InvalidToken, UnicodeDecodeError) as error:
        raise CannotBeRead from error


def _fernet() -> Fernet:
    digest = hmac.digest(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest))
