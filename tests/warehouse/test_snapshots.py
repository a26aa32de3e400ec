from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from idic.warehouse.drafts import Draft, begin_draft
from idic.warehouse.errors import MartMissing, NoSnapshot, SnapshotDamaged
from idic.warehouse.reading import opened
from idic.warehouse.retention import Keeping, kept_names
from idic.warehouse.snapshots import Snapshot, current_snapshot, kept_snapshots, read_snapshot

START = datetime(2026, 10, 31, 10, 15, tzinfo=UTC)


def _begin(warehouse: Path, number: int = 0, content: list[int] | None = None, base: Snapshot | None = None) -> Draft:
    draft = begin_draft(warehouse, at=START + timedelta(minutes=number), watermark=number, base=base)
    draft.write("memberships", pa.table({"customer_id": pa.array(content or [1, 2, 3], pa.int64())}))
    return draft


def _publish(warehouse: Path, number: int = 0, content: list[int] | None = None) -> Snapshot:
    return _begin(warehouse, number, content).publish()


def _customers(snapshot: Snapshot) -> list[int]:
    with opened(snapshot) as star:
        return sorted(star.table("memberships").customer_id.to_pyarrow().to_pylist())


def _names(warehouse: Path) -> list[str]:
    return sorted(path.name for path in (warehouse / "snapshots").iterdir())


def test_an_empty_warehouse_says_that_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        current_snapshot(tmp_path)


def test_a_published_snapshot_is_read_back_whole(tmp_path: Path) -> None:
    published = _publish(tmp_path, 7)
    found = current_snapshot(tmp_path)
    assert found == published
    assert (found.watermark, found.rows, found.taken_at) == (7, {"memberships": 3}, START + timedelta(minutes=7))
    assert _customers(found) == [1, 2, 3]


def test_readers_see_the_old_snapshot_until_the_new_one_is_published(tmp_path: Path) -> None:
    old = _publish(tmp_path, 1, [1])
    draft = _begin(tmp_path, 2, [2])
    assert current_snapshot(tmp_path) == old
    assert _customers(draft.snapshot) == [2]
    new = draft.publish()
    assert current_snapshot(tmp_path) == new
    assert (_customers(old), _customers(new)) == ([1], [2])


def test_a_snapshot_killed_before_the_switch_is_never_read(tmp_path: Path) -> None:
    """Renamed into place, but the process ended before `current` named it."""
    old = _publish(tmp_path, 1)
    folder = _begin(tmp_path, 2).folder
    folder.rename(folder.with_suffix(""))
    assert current_snapshot(tmp_path) == old
    assert kept_snapshots(tmp_path) == [old]


def test_what_a_killed_refresh_left_behind_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = _begin(tmp_path)
    _publish(tmp_path, 5)
    assert not left.folder.exists()
    assert len(_names(tmp_path)) == 1


def test_an_equal_block_is_the_same_file_and_a_changed_one_is_not(tmp_path: Path) -> None:
    first = _publish(tmp_path, 1, [1])
    same = _begin(tmp_path, 2, [1], base=first).publish()
    other = _begin(tmp_path, 3, [2], base=same).publish()
    inodes = [
        path.stat().st_ino for snapshot in (first, same, other) for path in snapshot.paths() if "0000" in path.name
    ]
    assert inodes[0] == inodes[1] != inodes[2]


def test_any_kept_snapshot_is_read_and_the_newest_stands_first(tmp_path: Path) -> None:
    old, new = _publish(tmp_path, 1, [1]), _publish(tmp_path, 2, [2])
    assert [one.name for one in kept_snapshots(tmp_path)] == [new.name, old.name]
    assert _customers(read_snapshot(tmp_path, old.name)) == [1]


def test_the_last_few_stay_then_one_of_each_day_and_one_of_each_month() -> None:
    moments = [START + timedelta(hours=6 * number) for number in range(4 * 400)]
    names = [f"{moment:%Y%m%dT%H%M%S%f}-000001" for moment in moments]
    kept = sorted(kept_names(names, keeping=Keeping(5, 14, 12)), reverse=True)
    assert kept[:5] == sorted(names, reverse=True)[:5]
    assert len({name[:8] for name in kept}) == len({name[:8] for name in kept if name[9:11] == "22"} | {kept[0][:8]})
    months = sorted({name[:6] for name in names}, reverse=True)[:12]
    assert {name[:6] for name in kept} == set(months)
    days = sorted({name[:8] for name in names}, reverse=True)[:14]
    assert set(days) <= {name[:8] for name in kept}
    assert len(kept) < 5 + 14 + 12
    assert kept_names(names[:3], keeping=Keeping(1, 0, 0)) == {names[2]}


def test_only_the_snapshots_of_the_rule_are_kept(tmp_path: Path) -> None:
    published = [_publish(tmp_path, number) for number in range(8)]
    assert _names(tmp_path) == sorted(snapshot.name for snapshot in published[-5:])


def test_the_switch_leaves_no_draft(tmp_path: Path) -> None:
    published = _publish(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "snapshots"]
    assert (tmp_path / "current").read_text(encoding="utf-8") == published.name


def test_a_snapshot_without_one_of_its_files_is_refused(tmp_path: Path) -> None:
    published = _publish(tmp_path)
    published.paths()[0].unlink()
    with pytest.raises(SnapshotDamaged):
        current_snapshot(tmp_path)


@pytest.mark.parametrize("name", ["20200101T000000-000001", "../outside", ".."])
def test_a_snapshot_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SnapshotDamaged):
        read_snapshot(tmp_path, name)


def test_a_mart_that_the_snapshot_does_not_hold_is_refused(tmp_path: Path) -> None:
    with opened(_publish(tmp_path)) as star, pytest.raises(MartMissing):
        star.table("sales")


def test_only_a_computed_mart_is_written_from_outside(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        _begin(tmp_path).write("sales", pa.table({"customer_id": [1]}))


def test_a_snapshot_of_the_first_form_is_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "snapshots" / "20261031T101500000000-000007"
    folder.mkdir(parents=True)
    parquet.write_table(pa.table({"customer_id": [4]}), folder / "memberships.parquet")
    (folder / "manifest.json").write_text('{"watermark": 7, "rows": {"memberships": 1}}', encoding="utf-8")
    (tmp_path / "current").write_text(folder.name, encoding="utf-8")
    assert _customers(current_snapshot(tmp_path)) == [4]
