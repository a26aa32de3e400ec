"""kill -9 of an import in the middle: nothing is seen of it, and what it had read is not read again."""

from __future__ import annotations

import hashlib
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
from django.utils import timezone

from idic.domain.identify.arrivals.models import Undoing
from idic.domain.identify.arrivals.operations.trying import try_import
from idic.domain.identify.arrivals.operations.undoing import undo_import
from idic.domain.identify.models import Customer, ImportBatch
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.start import discard_import
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.files.pieces import pieces_of
from idic.foundation.jobs.progress import SilentProgress

# Where it is told to, it reads no further: a test may be slow to see how far it has come.
_WORK = """
import sys, time, django
django.setup()
from idic.foundation.jobs.kinds import work_for
from idic.foundation.jobs.progress import SilentProgress
def wait(step, done, total):
    while 0 < int(sys.argv[2]) <= done:
        time.sleep(1)
if __name__ == "__main__":
    work_for("import.customers")(SilentProgress(wait), {"batch": int(sys.argv[1])})
"""
#: Everything that a file of customers fills.
TABLES = ("customer", "sourcerecord", "contactpoint", "link", "possibleduplicate", "recordversion", "importrefusal")
_NOTHING = (0, hashlib.md5(b"", usedforsecurity=False).hexdigest())

pytestmark = pytest.mark.django_db(transaction=True)


def person(number: int) -> tuple[str, str, str, str]:
    return f"K{number}", f"สมชาย ทองดี{number % 977}", f"08{number:08d}", f"u{number}@example.com"


def write_file(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("customer id,name,phone,email\n")
        for number in range(rows):
            stream.write(",".join(person(number)) + "\n")


def upload(path: Path) -> ImportBatch:
    source = ensure_source(code="bulk", name="Bulk", by=None)
    return upload_import(pieces_of(path), file_name=path.name, kind="customers", source=source, by=None)


def worker(batch: ImportBatch, *, stands_at: int = 0) -> subprocess.Popen[bytes]:
    own = connection.settings_dict
    address = f"postgresql:///{own['NAME']}?host={own['HOST']}&port={own['PORT'] or 5432}&user={own['USER']}"
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _WORK, str(batch.pk), str(stands_at)],
        env={**os.environ, "DATABASE_URL": address},
    )


def killed_when(batch: ImportBatch, is_time: Callable[[], bool], *, stands_at: int = 0, limit: float = 1200) -> int:
    """Rows that were staged when the worker and its helpers were killed."""
    process = worker(batch, stands_at=stands_at)
    deadline = time.monotonic() + limit
    while not is_time():
        assert process.poll() is None, "the import ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    helpers = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=120) == -signal.SIGKILL
    _gone, alive = psutil.wait_procs(helpers, timeout=120)
    assert alive == [], "a helper outlived its parent"
    return staged(batch)


def staged(batch: ImportBatch) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"import_{batch.pk}_chunk"])
        if cursor.fetchone()[0] is None:
            return 0
        cursor.execute(f"SELECT coalesce(max(rows), 0) FROM import_{batch.pk}_chunk")
        return int(cursor.fetchone()[0])


def is_writing_records() -> bool:
    """In the transaction that applies, after the customers were made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND query LIKE 'INSERT INTO identify_sourcerecord%%' AND state = 'active' AND pid <> pg_backend_pid())"
        )
        return bool(cursor.fetchone()[0])


def contents() -> dict[str, tuple[int, str]]:
    """Of each table the rows and the MD5 over them whole, ids and moments too, in the order of their ids."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(
                "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY t.id), ''))"
                f" FROM identify_{table} t"
            )
            found[table] = tuple(cursor.fetchone())
        return found


def said_by_the_records() -> str:
    """MD5 over what was received, as `said_by_the_file` has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT md5(string_agg(md5(concat_ws(',', key, payload->>'name', payload->>'phone',
                                                   payload->>'email')), '' ORDER BY id)) FROM identify_sourcerecord"""
        )
        return str(cursor.fetchone()[0])


def said_by_the_file(rows: int) -> str:
    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    return md5("".join(md5(",".join(person(number))) for number in range(rows)))


def staging_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^import_[0-9]+_'")
        return [name for (name,) in cursor.fetchall()]


def test_a_killed_import_goes_on_where_it_stopped_reading(tmp_path: Path) -> None:
    write_file(tmp_path / "people.csv", 15_000)
    batch = upload(tmp_path / "people.csv")
    reached = killed_when(batch, lambda: staged(batch) >= 5_000, stands_at=5_000)
    assert 5_000 <= reached < 15_000
    assert not Customer.objects.exists()
    process = worker(batch)
    assert staged(batch) >= reached
    assert process.wait(timeout=3000) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.row_count, batch.new_count) == ("done", 15_000, 15_000)
    assert said_by_the_records() == said_by_the_file(15_000)


class Story:
    """What was there after each step, for whoever reads the run."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._since = time.monotonic()

    def tell(self, step: str) -> dict[str, tuple[int, str]]:
        seconds = time.monotonic() - self._since
        now = contents()
        counts = " ".join(f"{table}={count:,}:{md5}" for table, (count, md5) in now.items() if count)
        self.lines.append(f"{step} | {seconds:.0f} s | {counts or 'no row in any table'}")
        print(self.lines[-1], flush=True)
        self._since = time.monotonic()
        return now


@pytest.mark.slow
def test_a_million_rows_tried_killed_twice_resumed_repeated_and_undone(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    rows = int(os.environ.get("PYTEST_IMPORT_ROWS", "1000000"))
    write_file(tmp_path / "million.csv", rows)
    story = Story()
    empty = story.tell("before")
    assert set(empty.values()) == {_NOTHING}

    tried = upload(tmp_path / "million.csv")
    figures = try_import(tried, SilentProgress())
    assert (figures["rows"], figures["new"], figures["changed"], figures["refused"]) == (rows, rows, 0, 0)
    assert story.tell(f"dry run: {rows:,} new, 0 changed, 0 refused") == empty
    discard_import(tried, by=None)

    batch = upload(tmp_path / "million.csv")
    reached = killed_when(batch, lambda: staged(batch) >= rows // 2)
    assert rows // 2 <= reached < rows
    assert story.tell(f"kill -9 with {reached:,} rows read") == empty
    assert killed_when(batch, is_writing_records) == rows
    assert story.tell("resumed; kill -9 while the records are written") == empty
    assert worker(batch).wait(timeout=3000) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.row_count, batch.new_count, batch.refused_count) == ("done", rows, rows, 0)
    taken = story.tell(f"resumed: {rows:,} new")
    assert {table: count for table, (count, _md5) in taken.items() if count} == {
        "customer": rows, "sourcerecord": rows, "contactpoint": 2 * rows, "link": rows,
    }  # fmt: skip
    assert said_by_the_records() == said_by_the_file(rows)

    again = import_now(upload(tmp_path / "million.csv"), by=None)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, rows)
    assert story.tell(f"imported again: {rows:,} unchanged") == taken

    Undoing.objects.create(batch=batch, started_at=timezone.now())
    undone = undo_import(batch.pk, SilentProgress())
    assert (undone["records_removed"], undone["customers_removed"], undone["kept"]) == (rows, rows, {})
    assert story.tell("undone") == empty
    assert staging_tables() == []
    record_property("story", story.lines)
