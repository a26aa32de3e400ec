"""Bytes of mails on the disk, under names made of their digest: the same bytes twice are one file."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

from idic.foundation.files.storage import StoredFile, local_path


def keep_bytes(data: bytes, *, folder: str, suffix: str = "") -> StoredFile:
    """On the disk when this returns, whatever happens to the machine afterwards; never half of it under its name."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{folder}/{digest[:2]}/{digest}{suffix}"
    place = local_path(path)
    if not _stands(place, len(data)):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{uuid.uuid4().hex}")
        try:
            _write(draft, data)
            os.replace(draft, place)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        _settle(place.parent)
    return StoredFile(path, digest, len(data))


def _stands(place: Path, size: int) -> bool:
    """A new time tells whoever looks for files that no row needs (`interact/unclaimed.py`) that one is on its way."""
    try:
        os.utime(place)
        return place.stat().st_size == size
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
