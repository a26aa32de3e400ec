import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from idic.doors.cli.child import Child

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(600)"]


def child(arguments: list[str], log: Path | None = None) -> Child:
    return Child("web", arguments, {"PYTHONUNBUFFERED": "1", "PATH": os.environ["PATH"]}, log)


def wait_for(what: object, limit: float = 120.0) -> None:
    assert callable(what)
    deadline = time.monotonic() + limit
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_child_ends_when_asked() -> None:
    process = child(SLEEP)
    process.start()
    assert process.death() is None
    assert process.stop(120)
    assert process.pid is None


def test_a_child_that_does_not_listen_is_killed_and_told(tmp_path: Path) -> None:
    process = child(DEAF, tmp_path / "logs" / "web.log")
    process.start()
    wait_for(lambda: process.last_words() == "deaf")
    assert not process.stop(0.2)
    assert process.pid is None


def test_a_death_is_told_once_and_restarts_get_slower() -> None:
    process = child([sys.executable, "-c", "raise SystemExit(7)"])
    pauses = []
    for _ in range(2):
        process.start()
        codes: list[int] = []
        wait_for(lambda codes=codes: codes.extend([c for c in [process.death()] if c is not None]) or codes)
        assert codes == [7]
        assert process.death() is None
        assert process.start_again_at is not None
        pauses.append(process.start_again_at - time.monotonic())
    assert process.quick_deaths == 2
    assert pauses[1] > pauses[0]


def test_the_whole_group_goes_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    parent = (
        "import subprocess, sys, time; grandchild = subprocess.Popen([sys.executable, *sys.argv[1:]]);"
        " print(grandchild.pid, flush=True); time.sleep(600)"
    )
    program = (
        "import os, sys, time; from pathlib import Path; from idic.doors.cli.child import Child\n"
        "child = Child('web', [sys.executable, '-c', *sys.argv[2:]], os.environ, Path(sys.argv[1]))\n"
        "child.start(); print(child.pid, flush=True); time.sleep(600)"
    )
    log = tmp_path / "web.log"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program, str(log), parent, *SLEEP[1:]], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())
    wait_for(lambda: log.exists() and log.read_text().strip())
    grandchild = int(log.read_text())
    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.wait()
    supervisor.stdout.close()
    wait_for(lambda: is_gone(pid) and is_gone(grandchild))
