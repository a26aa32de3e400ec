"""Files of messages whose last row went: with an erased person, a thrown away draft, what was put aside. Their bytes stand
under their digest and may belong to several rows, so nobody deletes them with a row; they are looked for once a night."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction

from idic.foundation.files.storage import local_path

#: What is younger may belong to a row that is only being written.
_SETTLED = timedelta(days=1)
_PIECE = 20_000
_claims: dict[str, list[str]] = {}


def claim_files(folder: str, *statements: str) -> None:
    """`statements` select the paths of files in `folder` that a room still needs."""
    _claims[folder] = [*_claims.get(folder, []), *(one for one in statements if one not in _claims.get(folder, []))]


def drop_unclaimed() -> int:
    """Returns how many files went."""
    return sum(_drop_in(folder, claims) for folder, claims in _claims.items())


def _drop_in(folder: str, claims: Sequence[str]) -> int:
    root, done, piece = local_path(folder), 0, list[str]()
    for path in _settled(root):
        if path.name.startswith("."):  # of a writer, or of a night like this one, that was killed
            path.unlink(missing_ok=True)
            continue
        piece.append(f"{folder}/{path.relative_to(root).as_posix()}")
        if len(piece) == _PIECE:
            done, piece = done + _drop_piece(piece, claims), []
    return done + _drop_piece(piece, claims)


def _settled(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file() and _is_settled(path):
                yield path


def _is_settled(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _SETTLED.total_seconds()


def _drop_piece(paths: Sequence[str], claims: Sequence[str]) -> int:
    if not paths:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept_files (path text PRIMARY KEY)")
        cursor.execute("INSERT INTO kept_files SELECT unnest(%s::text[])", [list(paths)])
        for claim in claims:
            cursor.execute(f"DELETE FROM kept_files WHERE path IN ({claim})")  # noqa: S608 - written by our own rooms
        cursor.execute("SELECT path FROM kept_files")
        left = [str(path) for (path,) in cursor.fetchall()]
        cursor.execute("DROP TABLE kept_files")
    return sum(_dropped(local_path(path)) for path in left)


def _dropped(path: Path) -> bool:
    """Whoever keeps the same bytes at this moment gives the file a new time (`mail/keeping.py`). So it is set aside first
    and looked at once more: after that, the same bytes are written anew."""
    aside = path.with_name(f".left-{path.name}")
    try:
        os.replace(path, aside)
    except FileNotFoundError:
        return False
    if _is_settled(aside):
        aside.unlink()
        return True
    os.replace(aside, path)  # the same bytes, whoever has written them meanwhile
    return False
