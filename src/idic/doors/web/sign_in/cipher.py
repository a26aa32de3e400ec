"""Secrets of second factors, which must be read again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.sealing import encryption

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
    return encryption.encrypted(text, purpose=_PURPOSE)


def decrypted(text: str) -> str:
    try:
        return encryption.decrypted(text, purpose=_PURPOSE)
    except encryption.CannotBeRead as error:
        raise CannotBeRead from error
