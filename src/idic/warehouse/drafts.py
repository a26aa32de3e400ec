"""A snapshot on its way: no reader sees it before it is published, and then sees it whole."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idic.warehouse.retention import remove_old_snapshots
from idic.warehouse.snapshots import EMPTY, FORM, UNFINISHED, Snapshot, snapshot_of, sync
from idic.warehouse.star.declaration import Kind
from idic.warehouse.star.marts import BY_NAME

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass
class Draft:
    warehouse: Path
    folder: Path
    watermark: int
    taken_at: datetime
    #: what was published before, whose blocks may be linked; None where everything is read anew
    base: Snapshot | None = None
    declared: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    files: dict[str, dict[str, int]] = field(default_factory=dict)
    _written: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it will be called."""
        return self.folder.stem

    @property
    def snapshot(self) -> Snapshot:
        """What stands in it so far, readable by whoever makes it."""
        return snapshot_of(self.folder, self.name, self._manifest())

    def write(self, name: str, table: pa.Table) -> None:
        """A mart that is computed from the others. Raises KeyError where none is declared under this name."""
        if BY_NAME[name].kind != Kind.COMPUTED:
            raise KeyError(name)
        self.write_block(name, EMPTY, table.slice(0, 0))
        if table.num_rows:
            self.write_block(name, "000000.parquet", table)

    def write_block(self, mart: str, file: str, table: pa.Table) -> bool:
        """False where the block is to the byte what the snapshot before has: it is then linked."""
        import pyarrow.parquet as parquet

        path = self._place(mart, file, table.num_rows)
        parquet.write_table(table.combine_chunks(), path, compression="zstd")
        before = self.base.folder / mart / file if self.base else None
        if before is not None and before.exists() and filecmp.cmp(before, path, shallow=False):
            path.unlink()
            os.link(before, path)
            return False
        self._written.append(path)
        return True

    def link_block(self, mart: str, file: str) -> None:
        """The block of the snapshot before, which did not change."""
        assert self.base is not None
        os.link(self.base.folder / mart / file, self._place(mart, file, self.base.files[mart][file]))

    def publish(self) -> Snapshot:
        """From here on readers see the new snapshot whole; before, they saw the old one whole."""
        manifest = self._manifest()
        told = self.folder / "manifest.json"
        told.write_text(json.dumps(manifest), encoding="utf-8")
        for path in (*self._written, told, *(self.folder / mart for mart in self.files), self.folder):
            sync(path)
        folder = self.folder.with_suffix("")
        os.replace(self.folder, folder)
        sync(folder.parent)
        switch = self.warehouse / f"current.{os.getpid()}"
        switch.write_text(folder.name, encoding="utf-8")
        sync(switch)
        os.replace(switch, self.warehouse / "current")
        sync(self.warehouse)
        remove_old_snapshots(self.warehouse)
        return snapshot_of(folder, folder.name, manifest)

    def _place(self, mart: str, file: str, rows: int) -> Path:
        (self.folder / mart).mkdir(exist_ok=True)
        self.files.setdefault(mart, {})[file] = rows
        return self.folder / mart / file

    def _manifest(self) -> dict[str, Any]:
        return {
            "form": FORM, "watermark": self.watermark, "taken_at": self.taken_at.isoformat(), "token": self.token,
            "declared": self.declared, "reading": self.reading, "files": self.files,
        }  # fmt: skip


def begin_draft(warehouse: Path, *, at: datetime, watermark: int, base: Snapshot | None = None) -> Draft:
    """A folder that no reader sees yet; what a killed refresh left behind is cleared first."""
    root = warehouse / "snapshots"
    root.mkdir(parents=True, exist_ok=True)
    for abandoned in root.glob(f"*{UNFINISHED}"):
        shutil.rmtree(abandoned)
    folder = root / f"{at:%Y%m%dT%H%M%S%f}-{watermark:06d}{UNFINISHED}"
    folder.mkdir()
    return Draft(warehouse, folder, watermark, at, base)
