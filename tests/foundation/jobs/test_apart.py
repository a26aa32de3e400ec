"""The worker's side alone: one process, kept for a moment, and told of when it is gone. The job needs no database."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idic.foundation.jobs.apart import Apart
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.errors import ProcessEnded


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], Apart]]:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.foundation.jobs.working_settings")
    monkeypatch.setenv("IDIC_HOME", str(tmp_path))
    made: list[Apart] = []

    def start(kept_seconds: float) -> Apart:
        made.append(Apart(kept_seconds=kept_seconds))
        return made[-1]

    yield start
    for apart in made:
        apart.end()


def process_of(apart: Apart) -> int:
    return int(str(apart.work("apart.tell", 1, {}).result["process"]))


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_one_process_does_one_job_after_the_other(started: Callable[[float], Apart]) -> None:
    apart = started(60)
    outcome = apart.work("apart.tell", 1, {"say": "สวัสดี"})
    assert outcome.state == JobState.DONE
    assert outcome.result["said"] == "สวัสดี"
    assert outcome.result["process"] != os.getpid() == outcome.result["parent"]
    assert process_of(apart) == outcome.result["process"]


def test_it_goes_when_nothing_follows_and_the_next_job_gets_another(started: Callable[[float], Apart]) -> None:
    apart = started(0.2)
    first = process_of(apart)
    deadline = time.monotonic() + 300
    while is_there(first):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert process_of(apart) != first


def test_one_that_was_ended_while_it_was_idle_costs_no_job(started: Callable[[float], Apart]) -> None:
    apart = started(60)
    first = process_of(apart)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert process_of(apart) != first


def test_it_outlives_the_thread_that_asked_for_it_first(started: Callable[[float], Apart], tmp_path: Path) -> None:
    """The kernel would end it with the thread that started it; a worker's threads come and go."""
    apart = started(60)
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(process_of(apart)))
    asking.start()
    asking.join()
    # A thread is gone for the kernel a moment after it was joined.
    threading.Timer(0.5, (tmp_path / "enough").touch).start()
    outcome = apart.work("apart.wait", 1, {"until": str(tmp_path / "enough")})
    assert outcome.result == {"process": found[0]}


def test_one_that_cannot_do_its_work_is_told_of(
    started: Callable[[float], Apart], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.foundation.jobs.no_such_settings")
    with pytest.raises(ProcessEnded, match="exit code 1"):
        started(60).work("apart.tell", 1, {})
