"""Immutable snapshots under the warehouse folder, and the one switch that says which is read.

warehouse/snapshots/20261031T101500-000123/manifest.json     what it holds, and up to which event
warehouse/snapshots/20261031T101500-000123/MART/*.parquet    the blocks of one mart; a block that did not change is the
                                                             same file as in the snapshot before (a hard link)
warehouse/current                                            the name of the published snapshot, replaced in one step
warehouse/lock                                               held by whoever writes here
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from idic.warehouse.errors import MartMissing, NoSnapshot, SnapshotDamaged

#: Of the manifest; a snapshot of the first form had one file for each table.
FORM = 2
UNFINISHED = ".unfinished"
#: A file of each mart that holds no row: it gives the columns where the mart has no block at all.
EMPTY = "empty.parquet"


@dataclass(frozen=True)
class Snapshot:
    """`files` are the blocks of each mart with their rows. `token` is told to the database when it is published."""

    name: str
    folder: Path
    watermark: int
    rows: dict[str, int]
    files: dict[str, dict[str, int]]
    token: str = ""
    declared: str = ""
    taken_at: datetime | None = None
    #: how many blocks were read anew and how many were linked, and why all of them where all were
    reading: dict[str, Any] | None = None

    def table(self, name: str) -> Path:
        """The blocks of a mart, as a pattern that every engine reads as one table. Raises MartMissing."""
        if name not in self.rows:
            raise MartMissing(name)
        return self.folder / name / "*.parquet" if self.files else self.folder / f"{name}.parquet"

    def paths(self) -> list[Path]:
        if not self.files:
            return [self.folder / f"{name}.parquet" for name in self.rows]
        return [self.folder / name / file for name, files in self.files.items() for file in files]


def current_snapshot(warehouse: Path) -> Snapshot:
    name = current_name(warehouse)
    if not name:
        raise NoSnapshot
    return read_snapshot(warehouse, name)


def read_snapshot(warehouse: Path, name: str) -> Snapshot:
    """Any kept snapshot. Raises SnapshotDamaged, also where it was removed since."""
    if "/" in name or name.startswith("."):
        raise SnapshotDamaged(name)
    folder = warehouse / "snapshots" / name
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise SnapshotDamaged(name) from None
    snapshot = snapshot_of(folder, name, manifest)
    if not all(path.exists() for path in snapshot.paths()):
        raise SnapshotDamaged(name)
    return snapshot


def kept_snapshots(warehouse: Path) -> list[Snapshot]:
    """Newest first. One that was removed a moment ago, or is damaged, is left out."""
    root = warehouse / "snapshots"
    names = [path.name for path in root.iterdir() if path.suffix != UNFINISHED] if root.exists() else []
    found = []
    for name in sorted(names, reverse=True):
        try:
            found.append(read_snapshot(warehouse, name))
        except SnapshotDamaged:
            continue
    return found


def kept_moments(warehouse: Path) -> dict[str, datetime]:
    """Name -> moment, newest first: by the names alone, so that a page may ask for it."""
    root = warehouse / "snapshots"
    names = [path.name for path in root.iterdir() if path.suffix != UNFINISHED] if root.exists() else []
    found = {name: moment for name in sorted(names, reverse=True) if (moment := moment_of(name)) is not None}
    return {name: moment for name, moment in found.items() if (root / name / "manifest.json").exists()}


def current_name(warehouse: Path) -> str:
    """Of the published snapshot; empty before the first."""
    try:
        return (warehouse / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def snapshot_of(folder: Path, name: str, manifest: dict[str, Any]) -> Snapshot:
    files = manifest.get("files", {})
    rows = manifest["rows"] if not files else {mart: sum(blocks.values()) for mart, blocks in files.items()}
    taken_at = datetime.fromisoformat(manifest["taken_at"]) if "taken_at" in manifest else moment_of(name)
    return Snapshot(
        name, folder, manifest["watermark"], rows, files, manifest.get("token", ""), manifest.get("declared", ""),
        taken_at, manifest.get("reading"),
    )  # fmt: skip


def moment_of(name: str) -> datetime | None:
    """The name begins with the moment, so that names sort by time."""
    try:
        return datetime.strptime(name.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
