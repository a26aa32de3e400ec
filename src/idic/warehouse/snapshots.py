"""Immutable snapshots under the warehouse folder, and the one switch that says which is read.

warehouse/snapshots/20261031T101500-000123/*.parquet, manifest.json
warehouse/current            the name of the published snapshot, replaced in one step
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from idic.warehouse.errors import NoSnapshot, SnapshotDamaged

# Enough to compare with the last turns; older ones are removed after a publish.
KEPT = 5


@dataclass(frozen=True)
class Snapshot:
    name: str
    folder: Path
    watermark: int
    rows: dict[str, int]

    def table(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


def begin_snapshot(warehouse: Path, *, at: datetime, watermark: int) -> Path:
    """A folder that no reader sees yet; what a killed refresh left behind is cleared first."""
    root = warehouse / "snapshots"
    root.mkdir(parents=True, exist_ok=True)
    for abandoned in root.glob("*.unfinished"):
        shutil.rmtree(abandoned)
    folder = root / f"{at:%Y%m%dT%H%M%S%f}-{watermark:06d}.unfinished"
    folder.mkdir()
    return folder


def publish_snapshot(warehouse: Path, unfinished: Path, *, watermark: int, rows: dict[str, int]) -> Snapshot:
    """From here on readers see the new snapshot whole; before, they saw the old one whole."""
    folder = unfinished.with_suffix("")
    manifest = {"watermark": watermark, "rows": rows}
    (unfinished / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for file in unfinished.iterdir():
        _sync(file)
    os.replace(unfinished, folder)
    draft = warehouse / f"current.{os.getpid()}"
    draft.write_text(folder.name, encoding="utf-8")
    _sync(draft)
    os.replace(draft, warehouse / "current")
    _sync(warehouse)
    remove_old_snapshots(warehouse)
    return Snapshot(folder.name, folder, watermark, rows)


def current_snapshot(warehouse: Path) -> Snapshot:
    try:
        name = (warehouse / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoSnapshot from None
    return read_snapshot(warehouse, name)


def read_snapshot(warehouse: Path, name: str) -> Snapshot:
    folder = warehouse / "snapshots" / name
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SnapshotDamaged(name) from None
    snapshot = Snapshot(name, folder, manifest["watermark"], manifest["rows"])
    for table in snapshot.rows:
        if not snapshot.table(table).exists():
            raise SnapshotDamaged(name)
    return snapshot


def remove_old_snapshots(warehouse: Path, *, kept: int = KEPT) -> None:
    current = (warehouse / "current").read_text(encoding="utf-8").strip()
    folders = sorted(path for path in (warehouse / "snapshots").iterdir() if path.suffix != ".unfinished")
    for folder in folders[:-kept]:
        if folder.name != current:
            shutil.rmtree(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
