"""Files that people bring, kept under names that are ours: the name they came with is only ever shown."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


@dataclass(frozen=True)
class StoredFile:
    path: str
    digest: str
    size: int


def store_file(chunks: Iterable[bytes], *, folder: str, suffix: str) -> StoredFile:
    """`suffix` must be one of the caller's own list; the digest is SHA-256 of the bytes as they came."""
    import tempfile

    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as draft:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            draft.write(chunk)
        draft.seek(0)
        path = default_storage.save(f"{folder}/{uuid.uuid4().hex}{suffix}", File(draft))
    return StoredFile(path, digest.hexdigest(), size)


def local_path(path: str) -> Path:
    return Path(default_storage.path(path))


def remove_file(path: str) -> None:
    default_storage.delete(path)
