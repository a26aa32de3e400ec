"""A real cluster of Apache Spark on this machine: a master and two workers, each a process of its own."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

WORKERS = 2
_PATIENCE = 180.0
_PARENT_DIED = 1  # PR_SET_PDEATHSIG
#: Small, and quick to start: what is asked here lasts shorter than compiling it well would.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_DEFAULTS = f"""
spark.driver.memory 768m
spark.executor.memory 512m
spark.driver.extraJavaOptions {_JAVA}
spark.executor.extraJavaOptions {_JAVA}
spark.sql.shuffle.partitions 2
spark.sql.codegen.wholeStage false
"""


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address. What it is told by spark-defaults.conf holds for every session of these tests."""
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed; `make test-slow` installs it")
    if shutil.which("java") is None:
        pytest.skip("Apache Spark needs Java 17")
    folder = tmp_path_factory.mktemp("spark")
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(_DEFAULTS)
    home = Path(pyspark.__file__).parent
    own = {
        "SPARK_HOME": str(home), "SPARK_CONF_DIR": str(folder / "conf"), "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": _JAVA, "SPARK_LOCAL_DIRS": str(folder / "local"),
    }  # fmt: skip
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        for name, value in own.items():
            environment.setenv(name, value)
        program = home / "bin" / "spark-class"
        place = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        log = _started(stack, [program, "org.apache.spark.deploy.master.Master", *place], folder / "master.log")
        address = _said(log, r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")[0]
        for number in range(WORKERS):
            size = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}")]
            worker = [program, "org.apache.spark.deploy.worker.Worker", *place, *size, address]
            _started(stack, worker, folder / f"worker-{number}.log")
        _said(log, r"Registering worker", times=WORKERS)
        yield address


def _started(stack: ExitStack, command: list[str | Path], log: Path) -> Path:
    """spark-class becomes the program itself, so its number is that of the process to stop."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=os.environ, preexec_fn=_end_with_the_tests,
        )  # fmt: skip
    stack.callback(_stopped, process)
    return log


def _end_with_the_tests() -> None:
    ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)


def _stopped(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _said(log: Path, pattern: str, times: int = 1) -> list[str]:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = re.findall(pattern, log.read_text(errors="replace"))
        if len(found) >= times:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{log.name} does not say {pattern}:\n{log.read_text(errors='replace')[-3000:]}")
