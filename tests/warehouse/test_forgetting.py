"""A person who is erased stands in no snapshot that is kept, also where several share a block."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.operations.erasures import erase_customer_now
from idic.foundation.jobs.progress import SilentProgress
from idic.warehouse.extract import drafted, publish_draft
from idic.warehouse.forgetting import forget_customers
from idic.warehouse.snapshots import Snapshot, kept_snapshots
from tests.conftest import Cast
from tests.warehouse.test_incremental import ZONE, History, files_of, files_read_in_full, snapshot


def _inodes(snapshots: list[Snapshot], mart: str) -> list[int]:
    return [path.stat().st_ino for one in snapshots for path in one.paths() if path.parent.name == mart]


def _rows(one: Snapshot, mart: str, pk: int) -> list[dict[str, Any]]:
    files = [parquet.ParquetFile(path).read() for path in one.paths() if path.parent.name == mart]
    return [row for row in pa.concat_tables(files).to_pylist() if row["customer_id"] == pk]


def _with_scores(warehouse: Path, ids: list[int]) -> Snapshot:
    with drafted(warehouse, at=timezone.now(), time_zone=ZONE, report=lambda *step: None) as draft:
        key = pa.array(ids, pa.int64())
        draft.write("scores", pa.table({"customer_id": key, "tier": pa.array(["gold"] * len(ids))}))
        draft.write("memberships", pa.table({"customer_id": key, "segment_id": pa.array([7] * len(ids), pa.int64())}))
        return publish_draft(draft)


@pytest.mark.django_db(transaction=True)
def test_no_kept_snapshot_holds_who_was_erased(cast: Cast, settings: Any, tmp_path: Path) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    shutil.rmtree(warehouse, ignore_errors=True)  # what other tests published
    history = History(cast.administrator, 3)
    history.import_customers()
    history.import_purchases()
    gone = Customer.objects.filter(merged_into=None, purchases__isnull=False).exclude(province="")[0]
    other = Customer.objects.filter(merged_into=None).exclude(pk=gone.pk).exclude(province="")[0]
    for _turn in range(3):
        _with_scores(warehouse, sorted([gone.pk, other.pk]))
    before = kept_snapshots(warehouse)
    assert len(set(_inodes(before, "customers"))) == 2  # the block and the empty file, each once on disk
    province = gone.province

    erase_customer_now(gone, reason="asked", by=cast.administrator, progress=SilentProgress())

    kept = kept_snapshots(warehouse)
    assert [one.name for one in kept] == [one.name for one in before]
    assert province
    for one in kept:
        (row,) = _rows(one, "customers", gone.pk)
        told = {name: value for name, value in row.items() if value not in (None, "", "{}")}
        assert set(told) <= {"customer_id", "created_on", "owner_id", "team_id", "record_count"}
        assert _rows(one, "scores", gone.pk) == [{"customer_id": gone.pk, "tier": None}]
        assert _rows(one, "memberships", gone.pk) == [{"customer_id": gone.pk, "segment_id": None}]
        assert _rows(one, "scores", other.pk) == [{"customer_id": other.pk, "tier": "gold"}]
        assert _rows(one, "customers", other.pk)[0]["province"] == other.province
        assert one.rows == before[0].rows
    # still shared, and nothing is left lying about
    assert len(set(_inodes(kept, "customers"))) == 2
    assert not [path for path in warehouse.rglob("*") if path.suffix in (".draft", ".link")]
    # said twice, nothing more is done; and the next refresh reads what was blanked anew
    assert forget_customers(warehouse, [gone.pk]) == sum(len(_rows(one, "customers", gone.pk)) for one in kept) * 3
    assert files_of(snapshot(warehouse)) == files_read_in_full(tmp_path)


def test_an_empty_warehouse_has_nobody_to_forget(tmp_path: Path) -> None:
    assert forget_customers(tmp_path, [1]) == 0
