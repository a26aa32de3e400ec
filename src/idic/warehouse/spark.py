"""A session of Apache Spark, where the installation works with it."""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from idic.warehouse.errors import SparkUnavailable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: For the first answer of a master, and for the first worker that takes work: a cluster may have to start one.
KNOCK_SECONDS = 5.0
PATIENCE_SECONDS = 180.0

_ALWAYS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
#: Workers that have nothing to do are given back: who answers questions and who refreshes share one cluster.
_UNLESS_SAID = {
    "spark.dynamicAllocation.enabled": "true",
    "spark.dynamicAllocation.shuffleTracking.enabled": "true",
    "spark.dynamicAllocation.executorIdleTimeout": "60s",
}


@dataclass
class _Shared:
    """Spark has one application for each process; it lasts as long as anybody here works with it."""

    session: SparkSession
    users: int = 0


_lock = threading.Lock()
_shared: _Shared | None = None


@contextmanager
def spark_where_chosen() -> Iterator[SparkSession | None]:
    """None where DuckDB does the work. Raises SparkUnavailable."""
    configuration = settings.CONFIGURATION
    if configuration.warehouse_engine != "spark":
        yield None
        return
    with spark_session(configuration.spark_master) as session:
        yield session


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """Views and functions in it are its own; the application behind it is shared. Raises SparkUnavailable."""
    global _shared
    with _lock:
        if _shared is not None and has_ended(_shared.session):
            # Else pyspark would give the dead one again.
            _shared.session.stop()
            _shared = None
        if _shared is None:
            _shared = _Shared(_started(master))
        shared = _shared
        shared.users += 1
    try:
        yield shared.session.newSession()
    finally:
        with _lock:
            shared.users -= 1
            if not shared.users and shared is _shared:
                shared.session.stop()
                _shared = None


def has_ended(session: SparkSession) -> bool:
    """Also where the cluster has dropped it."""
    context = session.sparkContext
    return context._jsc is None or bool(context._jsc.sc().isStopped())


@contextmanager
def stopped_after(seconds: float, session: SparkSession, late: threading.Event) -> Iterator[None]:
    """What this thread asks of Spark ends with an error when the time is over; `late` then says that it was for that."""
    context, tag, done = session.sparkContext, f"idic-{uuid.uuid4().hex}", threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        late.set()
        while not has_ended(session):
            context.cancelJobsWithTag(tag)
            # Its next step may have no job yet.
            if done.wait(0.5):
                return

    watching = threading.Thread(target=watch, daemon=True)
    context.addJobTag(tag)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()
        if not has_ended(session):
            context.removeJobTag(tag)


def _started(master: str) -> SparkSession:
    _knock(master)
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkUnavailable("pyspark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        configured = SparkConf().setMaster(master).setAppName("IDIC")
        for name, value in _UNLESS_SAID.items():
            configured.setIfMissing(name, value)
        for name, value in _options(master).items():
            configured.set(name, value)
        session = SparkSession.builder.config(conf=configured).getOrCreate()
    except Exception as error:  # the JVM's own errors are many, and pyspark wraps some of them only
        raise SparkUnavailable(_first_line(error)) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        _find_a_worker(session)
    except Exception:
        session.stop()
        raise
    return session


def _knock(master: str) -> None:
    """Spark itself asks for a minute before it says that nobody is there, and then lets its own thread fall."""
    if not master.startswith("spark://"):
        return
    places = re.findall(r"([^:,/]+):(\d+)", master.removeprefix("spark://"))
    for host, port in places:
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS):
            return
    raise SparkUnavailable(f"nobody answers at {', '.join(f'{host}:{port}' for host, port in places) or master}")


def _find_a_worker(session: SparkSession) -> None:
    """Work that no worker has room for would wait without an end."""
    late = threading.Event()
    try:
        with stopped_after(PATIENCE_SECONDS, session, late):
            session.range(1).count()
    except Exception as error:
        why = "no worker of the cluster took any work" if late.is_set() else _first_line(error)
        raise SparkUnavailable(why) from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:300]


def _options(master: str) -> dict[str, str]:
    if master.startswith("local") or "//127.0.0.1" in master or "//localhost" in master:
        return _ALWAYS | {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return _ALWAYS
