from __future__ import annotations

import secrets
from email.utils import parseaddr

from django.conf import settings


def new_header_id() -> str:
    """A Message-ID that cannot be guessed, given before the first attempt: each copy of a mail carries the same."""
    return f"idic.{secrets.token_hex(16)}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}"
