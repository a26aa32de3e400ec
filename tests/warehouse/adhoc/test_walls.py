"""The walls behind the first one: here the reading of the question lets everything through."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from idic.warehouse.adhoc.marts import mart_specs
from idic.warehouse.rights import RowCut
from idic.warehouse.snapshots import Snapshot

_SOURCES = str(Path(__file__).resolve().parents[3] / "src")
_START = f"""
import sys
sys.path.insert(0, {_SOURCES!r})
from idic.warehouse.adhoc import room
from idic.warehouse.adhoc.inspection import Inspected
room.inspect = lambda tree, marts: Inspected(frozenset(marts), None)
room.main()
"""


def _told(text: str, cut: RowCut, star: Snapshot) -> str:
    spec = {
        "text": text,
        "marts": mart_specs(cut, star),
        "zone": "Asia/Bangkok",
        "seconds": 120,
        "rows": 100,
        "memory_mb": 256,
        "bytes": 100_000,
    }
    done = subprocess.run(
        [sys.executable, "-I", "-c", _START], input=json.dumps(spec).encode(), capture_output=True, env={}, timeout=600
    )
    return done.stdout.decode()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT content FROM read_text('{folder}/secret.csv')",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_parquet('{folder}/customers.parquet')",
        "SELECT * FROM '{folder}/sales.parquet'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_text('/proc/self/environ')",
        "COPY (SELECT 1) TO '{folder}/new.csv'",
        "ATTACH '{folder}/new.db' AS other",
        "SET enable_external_access = true",
        "LOAD httpfs",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x')",
        "SELECT * FROM query('SELECT * FROM read_text(''{folder}/secret.csv'')')",
    ],
)
def test_files_stay_shut_although_the_question_was_let_through(text: str, of_team: RowCut, star: Snapshot) -> None:
    (star.folder / "secret.csv").write_text("CANARY-FILE,1\n", encoding="utf-8")
    before = {path.name: path.stat().st_size for path in star.folder.iterdir()}
    told = _told(text.replace("{folder}", str(star.folder)), of_team, star)
    assert "CANARY" not in told
    assert "SECRET-" not in told
    assert '"columns"' not in told or ".parquet" not in told
    assert {path.name: path.stat().st_size for path in star.folder.iterdir()} == before


def test_only_the_cut_rows_are_in_the_process(of_team: RowCut, star: Snapshot) -> None:
    told = _told("SELECT count(*) FROM customers WHERE team_id = 2 OR sex IS NOT NULL", of_team, star).splitlines()
    assert json.loads(told[1]) == [0]


def test_a_mart_that_is_read_whole_is_read_from_its_file_and_cannot_be_written(
    everything: RowCut, star: Snapshot
) -> None:
    told = _told("SELECT count(*) FROM sales", everything, star).splitlines()
    assert json.loads(told[1]) == [4100]
    size = (star.folder / "sales.parquet").stat().st_size
    _told(f"COPY (SELECT 1) TO '{star.folder}/sales.parquet'", everything, star)
    assert (star.folder / "sales.parquet").stat().st_size == size
