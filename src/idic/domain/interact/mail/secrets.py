"""Passwords of mail servers, encrypted under the installation's key. Nobody is shown them again."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from idic.domain.interact.mail.errors import PeerFailed

# Keeps this key apart from all else that is signed with the same secret.
_PURPOSE = b"idic mailbox 1"


def hidden(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode("ascii") if text else ""


def revealed(text: str) -> str:
    if not text:
        return ""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except (InvalidToken, UnicodeDecodeError) as error:
        raise PeerFailed("password") from error


def _fernet() -> Fernet:
    digest = hmac.digest(settings.SECRET_KEY.encode(), _PURPOSE, hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(digest))
