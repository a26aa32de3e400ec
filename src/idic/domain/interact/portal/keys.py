"""Keys of links and sessions: long enough that nobody guesses one, and kept as a digest alone."""

from __future__ import annotations

import hashlib
import secrets


def new_key() -> str:
    return secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    return hashlib.sha256(f"idic portal {key}".encode()).hexdigest()
