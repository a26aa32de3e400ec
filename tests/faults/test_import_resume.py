"""kill -9 of an import in the middle of its reading: nothing is seen of it, and what it had read is not read again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from django.db import connection

from idic.domain.identify.arrivals.models import Undoing
from idic.domain.identify.arrivals.operations.trying import try_import
from idic.domain.identify.arrivals.operations.undoing import undo_import
from idic.domain.identify.models import Customer, ImportBatch
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.files.pieces import pieces_of
from idic.foundation.jobs.progress import SilentProgress

_WORK = """
import sys, django
django.setup()
from idic.foundation.jobs.kinds import work_for
from idic.foundation.jobs.progress import SilentProgress
if __name__ == "__main__":
    work_for("import.customers")(SilentProgress(), {"batch": int(sys.argv[1])})
"""

pytestmark = pytest.mark.django_db(transaction=True)


def write_file(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("customer id,name,phone,email\n")
        for number in range(rows):
            stream.write(f"K{number},สมชาย ทองดี{number % 977},08{number:08d},u{number}@example.com\n")


def upload(path: Path) -> ImportBatch:
    source = ensure_source(code="bulk", name="Bulk", by=None)
    return upload_import(pieces_of(path), file_name=path.name, kind="customers", source=source, by=None)


def worker(batch: ImportBatch) -> subprocess.Popen[bytes]:
    own = connection.settings_dict
    address = f"postgresql:///{own['NAME']}?host={own['HOST']}&port={own['PORT'] or 5432}&user={own['USER']}"
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _WORK, str(batch.pk)], env={**os.environ, "DATABASE_URL": address}
    )


def kill_in_the_middle(batch: ImportBatch, *, after: int, limit: float = 400) -> int:
    """Rows that were staged when the worker and its helpers were killed."""
    process = worker(batch)
    deadline = time.monotonic() + limit
    while staged(batch) < after:
        assert process.poll() is None, "the import ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    helpers = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=20)
    _gone, alive = psutil.wait_procs(helpers, timeout=20)
    assert alive == [], "a helper outlived its parent"
    return staged(batch)


def staged(batch: ImportBatch) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"import_{batch.pk}_chunk"])
        if cursor.fetchone()[0] is None:
            return 0
        cursor.execute(f"SELECT coalesce(max(rows), 0) FROM import_{batch.pk}_chunk")
        return int(cursor.fetchone()[0])


def facts() -> tuple[object, ...]:
    """Counts, and a checksum over what the records say, whatever their ids are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM identify_customer), (SELECT count(*) FROM identify_contactpoint), count(*),
                      sum(hashtextextended(key || digest || name || search_text, 0)::numeric) FROM identify_sourcerecord"""
        )
        return tuple(cursor.fetchone())


def take_killed(batch: ImportBatch, *, after: int, rows: int) -> None:
    reached = kill_in_the_middle(batch, after=after)
    assert after <= reached < rows
    assert not Customer.objects.exists()
    process = worker(batch)
    first = staged(batch)
    assert first >= reached
    assert process.wait(timeout=3000) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.row_count, batch.new_count) == ("done", rows, rows)


def test_a_killed_import_goes_on_where_it_stopped_reading(tmp_path: Path) -> None:
    write_file(tmp_path / "people.csv", 15_000)
    batch = upload(tmp_path / "people.csv")
    take_killed(batch, after=5_000, rows=15_000)
    assert facts()[:3] == (15_000, 30_000, 15_000)


@pytest.mark.slow
def test_a_million_rows_tried_killed_resumed_repeated_and_undone(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    rows = int(os.environ.get("PYTEST_IMPORT_ROWS", "1000000"))
    write_file(tmp_path / "million.csv", rows)
    empty = facts()
    seconds: dict[str, float] = {}

    def timed(name: str, act: Callable[[], object]) -> object:
        started = time.monotonic()
        result = act()
        seconds[name] = round(time.monotonic() - started, 1)
        return result

    tried = upload(tmp_path / "million.csv")
    figures = timed("dry run", lambda: try_import(tried, SilentProgress()))
    assert isinstance(figures, dict)
    assert (figures["rows"], figures["new"], figures["refused"]) == (rows, rows, 0)
    assert facts() == empty
    batch = upload(tmp_path / "million.csv")
    timed("import, kill -9, resume", lambda: take_killed(batch, after=rows // 2, rows=rows))
    taken = facts()
    assert taken[:3] == (rows, 2 * rows, rows)
    again = timed("again", lambda: import_now(upload(tmp_path / "million.csv"), by=None))
    assert isinstance(again, ImportBatch)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, rows)
    assert facts() == taken
    from django.utils import timezone

    Undoing.objects.create(batch=batch, started_at=timezone.now())
    timed("undo", lambda: undo_import(batch.pk, SilentProgress()))
    assert facts() == empty
    record_property("seconds", seconds)
    print({"rows": rows, "taken": taken, "seconds": seconds})
