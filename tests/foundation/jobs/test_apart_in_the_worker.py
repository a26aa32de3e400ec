"""Jobs apart as an installation has them: a real worker, its process, and what is left when either is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from psycopg.rows import dict_row

from idic.foundation.configuration import Configuration, load_configuration
from idic.foundation.jobs.operations.run import MOST_ATTEMPTS
from idic.foundation.storage.databases import connect
from idic.foundation.storage.embedded import held_database
from tests import templates

# One worker for all of them.
pytestmark = pytest.mark.xdist_group("apart")


@dataclass
class Installation:
    configuration: Configuration
    worker: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.configuration.home.parent / "worker.log"

    def start_worker(self) -> int:
        """One that runs goes on."""
        if self.worker is None or self.worker.poll() is not None:
            environment = {
                "IDIC_HOME": str(self.configuration.home), "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "tests.foundation.jobs.working_settings",
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            }  # fmt: skip
            with self.log.open("ab") as log:
                self.worker = subprocess.Popen(
                    [sys.executable, "-m", "idic.doors.cli.main", "worker"], env=environment, stdout=log, stderr=log
                )
        return self.worker.pid

    def end_worker(self, number: int) -> int:
        assert self.worker is not None
        self.worker.send_signal(number)
        return self.worker.wait(300)

    def start_job(self, kind: str, *, attempts: int = 0, **arguments: object) -> int:
        with connect(self.configuration.database) as connection:
            row = connection.execute(
                "WITH job AS (INSERT INTO jobs_job (kind, arguments, state, step, done, total, result, error_code,"
                " error_data, cancel_requested, attempts, created_at) VALUES (%s, %s, 'queued', '', 0, 0, '{}', '', '{}',"
                " false, %s, now()) RETURNING id), queued AS (INSERT INTO procrastinate_jobs (task_name, queue_name, args)"
                " SELECT 'idic.run_job', 'work', jsonb_build_object('job_id', id) FROM job) SELECT id FROM job",
                [kind, json.dumps(arguments), attempts],
            ).fetchone()
        assert row is not None
        return int(row[0])

    def cancel(self, job: int) -> None:
        with connect(self.configuration.database) as connection:
            connection.execute("UPDATE jobs_job SET cancel_requested = true WHERE id = %s", [job])

    def job(self, job: int) -> dict[str, Any]:
        with connect(self.configuration.database) as connection:
            found = connection.cursor(row_factory=dict_row).execute("SELECT * FROM jobs_job WHERE id = %s", [job])
            row = found.fetchone()
        assert row is not None
        return row

    def ended(self, job: int) -> dict[str, Any]:
        reached(lambda: self.job(job)["state"] not in ("queued", "running"))
        return self.job(job)

    def process_of(self, job: int) -> int:
        """Of a job that goes on, from its progress."""
        reached(lambda: self.job(job)["done"] > 0)
        return int(self.job(job)["done"])


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("apart") / "home"
    templates.installation(home)
    with held_database(home):
        running = Installation(load_configuration({"IDIC_HOME": str(home)}))
        yield running
        running.end_worker(signal.SIGKILL)


def test_its_progress_and_its_result_are_told(installation: Installation, tmp_path: Path) -> None:
    worker = installation.start_worker()
    apart = installation.start_job("apart.go_on", until=str(tmp_path / "enough"))
    here = installation.start_job("here.tell")
    process = installation.process_of(apart)
    assert installation.job(apart)["state"] == "running"
    assert parent_of(process) == worker
    (tmp_path / "enough").touch()
    assert installation.ended(apart)["result"] == {"process": process}
    assert installation.ended(here)["result"]["process"] == worker


def test_it_is_cancelled_and_fails_as_any_other(installation: Installation, tmp_path: Path) -> None:
    installation.start_worker()
    cancelled = installation.start_job("apart.go_on", until=str(tmp_path / "never"))
    installation.process_of(cancelled)
    installation.cancel(cancelled)
    assert installation.ended(cancelled)["state"] == "cancelled"

    refused = installation.ended(installation.start_job("apart.refuse"))
    assert (refused["state"], refused["error_code"], refused["error_data"]) == ("failed", "too_few", {"rows": 3})
    broken = installation.ended(installation.start_job("apart.break"))
    assert (broken["error_code"], broken["error_data"]) == ("unexpected", {"error": "KeyError"})
    assert "nothing of that name" in installation.log.read_text()


def test_what_a_refresh_loads_is_not_loaded_into_the_worker(installation: Installation, tmp_path: Path) -> None:
    worker = installation.start_worker()
    refresh = installation.ended(installation.start_job("refresh"))
    assert refresh["state"] == "done", installation.log.read_text()
    after = installation.start_job("apart.go_on", until=str(tmp_path / "enough"))
    loaded = libraries_of(installation.process_of(after))
    (tmp_path / "enough").touch()
    installation.ended(after)
    assert {"duckdb", "pyarrow"} <= loaded
    assert not libraries_of(worker)


def test_a_job_whose_process_is_killed_is_done_again(installation: Installation, tmp_path: Path) -> None:
    installation.start_worker()
    job = installation.start_job("apart.go_on", until=str(tmp_path / "enough"))
    killed = installation.process_of(job)
    os.kill(killed, signal.SIGKILL)
    reached(lambda: installation.job(job)["attempts"] == 2)
    (tmp_path / "enough").touch()
    done = installation.ended(job)
    assert (done["state"], done["attempts"]) == ("done", 2)
    assert done["result"]["process"] != killed
    told = f"job {job} (apart.go_on), attempt 1: the process that did the work ended before it was done (signal 9)"
    assert told in installation.log.read_text()


def test_a_job_whose_process_is_killed_every_time_fails_in_the_end(installation: Installation, tmp_path: Path) -> None:
    installation.start_worker()
    job = installation.start_job("apart.go_on", attempts=MOST_ATTEMPTS - 1, until=str(tmp_path / "never"))
    os.kill(installation.process_of(job), signal.SIGKILL)
    failed = installation.ended(job)
    assert (failed["state"], failed["error_code"]) == ("failed", "interrupted")
    assert installation.ended(installation.start_job("apart.tell"))["state"] == "done"


def test_a_killed_worker_takes_its_process_along_and_the_next_one_does_the_job(
    installation: Installation, tmp_path: Path
) -> None:
    installation.start_worker()
    job = installation.start_job("apart.go_on", until=str(tmp_path / "enough"))
    orphan = installation.process_of(job)
    assert installation.end_worker(signal.SIGKILL) == -signal.SIGKILL
    reached(lambda: is_gone(orphan))
    assert installation.job(job)["state"] == "running"

    installation.start_worker()
    reached(lambda: installation.job(job)["attempts"] == 2)
    (tmp_path / "enough").touch()
    assert installation.ended(job)["state"] == "done"


def test_a_worker_that_is_asked_to_stop_waits_for_it(installation: Installation, tmp_path: Path) -> None:
    """Also where everything of an installation is asked at once, as a service manager does it."""
    installation.start_worker()
    job = installation.start_job("apart.go_on", until=str(tmp_path / "enough"))
    process = installation.process_of(job)
    os.kill(process, signal.SIGTERM)
    threading.Timer(1.0, (tmp_path / "enough").touch).start()
    assert installation.end_worker(signal.SIGTERM) == 0
    assert installation.job(job)["result"] == {"process": process}
    reached(lambda: is_gone(process))


def libraries_of(pid: int) -> set[str]:
    told = set(re.findall(r"/site-packages/_?([a-z]+)", Path(f"/proc/{pid}/maps").read_text()))
    return told & {"duckdb", "lightgbm", "sklearn", "pyarrow", "polars", "scipy"}


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def reached(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
