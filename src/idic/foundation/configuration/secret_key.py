"""The secret key that an installation makes for itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from idic.foundation.configuration.errors import ConfigurationError


def kept_secret(home: Path) -> str:
    path = home / "secret"
    try:
        if not path.exists():
            _write_secret(path)
        secret = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigurationError(
            f"The secret key in {path} cannot be used: {error.strerror}. "
            "Run IDIC as the user who owns that folder, or set IDIC_HOME to another one."
        ) from None
    if len(secret) < 32:
        raise ConfigurationError(f"The secret key in {path} is damaged. Put the file back from a backup, or delete it.")
    return secret


def _write_secret(path: Path) -> None:
    """Two processes may start at once: the whole key is written aside, then linked, so the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
