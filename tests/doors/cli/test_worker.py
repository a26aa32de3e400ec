import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idic.foundation.configuration import Configuration, load_configuration
from idic.foundation.storage.databases import connect
from idic.foundation.storage.embedded import held_database
from tests import templates


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Configuration]:
    home = tmp_path / "home"
    templates.installation(home)
    with held_database(home):
        yield load_configuration({"IDIC_HOME": str(home)})


def command(name: str) -> list[str]:
    return [sys.executable, "-m", "idic.doors.cli.main", name]


def environment(configuration: Configuration) -> dict[str, str]:
    return {"IDIC_HOME": str(configuration.home), "PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}


def leave_job_of_a_dead_worker(configuration: Configuration, attempts: int) -> int:
    with connect(configuration.database) as connection:
        row = connection.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)"
            " INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, attempts, worker_id)"
            " SELECT 'idic.run_job', 'work', '{\"job_id\": 0}', 'doing', %s, id FROM worker RETURNING id",
            [attempts],
        ).fetchone()
    assert row is not None
    return int(row[0])


def leave_periodic_job_of_a_dead_worker_and_the_next(configuration: Configuration) -> int:
    """The way a kill leaves them when the clock struck between the start of the one and the kill."""
    with connect(configuration.database) as connection:
        row = connection.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id), next AS ("
            "  INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock)"
            "  VALUES ('idic.settle_events', 'events', 'settle_events'))"
            " INSERT INTO procrastinate_jobs (task_name, queue_name, queueing_lock, status, worker_id)"
            " SELECT 'idic.settle_events', 'events', 'settle_events', 'doing', id FROM worker RETURNING id"
        ).fetchone()
    assert row is not None
    return int(row[0])


def status(configuration: Configuration, job: int) -> str:
    with connect(configuration.database) as connection:
        row = connection.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()
    return str(row[0]) if row else "done and cleared"


def test_a_worker_takes_up_what_a_dead_one_left_and_gives_up_what_kills_workers(installation: Configuration) -> None:
    interrupted = leave_job_of_a_dead_worker(installation, attempts=0)
    deadly = leave_job_of_a_dead_worker(installation, attempts=5)
    periodic = leave_periodic_job_of_a_dead_worker_and_the_next(installation)
    worker = subprocess.Popen(command("worker"), env=environment(installation), stderr=subprocess.PIPE, text=True)
    assert worker.stderr is not None
    try:
        deadline = time.monotonic() + 300
        while status(installation, interrupted) != "done and cleared":
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert status(installation, deadly) == "failed"
        assert status(installation, periodic) == "done and cleared"
    finally:
        worker.send_signal(signal.SIGTERM)
        said = worker.stderr.read()
        worker.stderr.close()
    assert worker.wait(300) == 0
    assert f"Job {interrupted} (idic.run_job) was interrupted and is queued again." in said
    assert f"Job {periodic} (idic.settle_events) was interrupted; the next one of its kind is queued." in said
    assert f"Job {deadly} (idic.run_job) was given up: it was interrupted 5 times." in said


def test_a_report_does_not_wait_for_long_work(installation: Configuration) -> None:
    """The row of the long job is held by us, so the worker's lane of long work stands still until we let go."""
    with connect(installation.database) as holder:
        [job] = holder.execute(
            "INSERT INTO jobs_job (kind, arguments, state, step, done, total, result, error_code, error_data,"
            " cancel_requested, attempts, created_at) VALUES ('none', '{}', 'queued', '', 0, 0, '{}', '', '{}', false, 0,"
            " now()) RETURNING id"
        ).fetchone() or [0]
        holder.commit()
        holder.execute("SELECT FROM jobs_job WHERE id = %s FOR UPDATE", [job])
        long, report = queued(installation, "idic.run_job", "work", {"job_id": job}), None
        worker = subprocess.Popen(command("worker"), env=environment(installation), stderr=subprocess.DEVNULL)
        try:
            reached(lambda: status(installation, long) == "doing")
            report = queued(installation, "idic.send_waiting_reports", "reports", {"report_id": 0})
            reached(lambda: status(installation, report) == "done and cleared")
            assert status(installation, long) == "doing"
            holder.rollback()
            reached(lambda: status(installation, long) == "done and cleared")
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(300) == 0


def queued(configuration: Configuration, task: str, queue: str, arguments: dict[str, int]) -> int:
    with connect(configuration.database) as connection:
        row = connection.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args) VALUES (%s, %s, %s) RETURNING id",
            [task, queue, json.dumps(arguments)],
        ).fetchone()
    assert row is not None
    return int(row[0])


def reached(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_first_administrator_s_password_is_kept_once(installation: Configuration) -> None:
    file = installation.first_sign_in_file
    first = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    subprocess.run(command("prepare"), env=environment(installation), check=True, capture_output=True)
    assert file.read_text() == first
