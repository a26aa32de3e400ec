from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idic.warehouse.errors import NoSnapshot, SnapshotDamaged
from idic.warehouse.snapshots import (
    KEPT,
    Snapshot,
    begin_snapshot,
    current_snapshot,
    publish_snapshot,
    read_snapshot,
)

START = datetime(2026, 10, 31, 10, 15, tzinfo=UTC)


def _publish(warehouse: Path, number: int = 0, content: bytes = b"rows") -> Snapshot:
    folder = begin_snapshot(warehouse, at=START + timedelta(minutes=number), watermark=number)
    (folder / "purchases.parquet").write_bytes(content)
    return publish_snapshot(warehouse, folder, watermark=number, rows={"purchases": 3})


def _names(warehouse: Path) -> list[str]:
    return sorted(path.name for path in (warehouse / "snapshots").iterdir())


def test_an_empty_warehouse_says_that_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        current_snapshot(tmp_path)


def test_a_published_snapshot_is_read_back_whole(tmp_path: Path) -> None:
    published = _publish(tmp_path, 7)
    found = current_snapshot(tmp_path)
    assert found == published
    assert found.watermark == 7
    assert found.table("purchases").read_bytes() == b"rows"


def test_readers_see_the_old_snapshot_until_the_new_one_is_published(tmp_path: Path) -> None:
    old = _publish(tmp_path, 1, b"old")
    folder = begin_snapshot(tmp_path, at=START + timedelta(minutes=2), watermark=2)
    (folder / "purchases.parquet").write_bytes(b"new")
    assert current_snapshot(tmp_path) == old
    new = publish_snapshot(tmp_path, folder, watermark=2, rows={"purchases": 4})
    assert current_snapshot(tmp_path) == new
    assert old.table("purchases").read_bytes() == b"old"


def test_a_snapshot_killed_before_the_switch_is_never_read(tmp_path: Path) -> None:
    """Renamed into place, but the process ended before `current` named it."""
    old = _publish(tmp_path, 1)
    folder = begin_snapshot(tmp_path, at=START + timedelta(minutes=2), watermark=2)
    folder.rename(folder.with_suffix(""))
    assert current_snapshot(tmp_path) == old


def test_what_a_killed_refresh_left_behind_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = begin_snapshot(tmp_path, at=START, watermark=1)
    (left / "purchases.parquet").write_bytes(b"half")
    _publish(tmp_path, 5)
    assert not left.exists()
    assert len(_names(tmp_path)) == 1


def test_only_the_last_snapshots_are_kept(tmp_path: Path) -> None:
    published = [_publish(tmp_path, number) for number in range(KEPT + 3)]
    assert _names(tmp_path) == sorted(snapshot.name for snapshot in published[-KEPT:])


def test_the_switch_leaves_no_draft(tmp_path: Path) -> None:
    published = _publish(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "snapshots"]
    assert (tmp_path / "current").read_text(encoding="utf-8") == published.name


def test_a_snapshot_without_one_of_its_files_is_refused(tmp_path: Path) -> None:
    published = _publish(tmp_path)
    published.table("purchases").unlink()
    with pytest.raises(SnapshotDamaged):
        current_snapshot(tmp_path)


def test_a_snapshot_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotDamaged):
        read_snapshot(tmp_path, "20200101T000000-000001")
