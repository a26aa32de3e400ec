"""Where the socket stands."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

# What the kernel's address of a socket holds, on the narrowest of our systems, with room for the end.
LONGEST = 96


def socket_path(home: Path) -> Path:
    """In the home; where that is too long a name for a socket, in a folder of our own among the temporary files."""
    path = home / "asking.sock"
    if len(os.fsencode(path)) <= LONGEST:
        return path
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"idic-{os.getuid()}-{mark}" / "asking.sock"


def is_ours(folder: Path) -> bool:
    """Nobody else can have put a socket there."""
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
