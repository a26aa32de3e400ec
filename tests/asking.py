"""The process that answers questions about the warehouse, for the length of a test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from idic.warehouse.asking.place import socket_path
from tests.database import run_url


@contextmanager
def answering(command: list[str] | None = None) -> Iterator[Path]:
    """A real one, as `idic up` starts it, for the home and the database of this test. Yields the socket."""
    path = socket_path(settings.CONFIGURATION.home)
    path.unlink(missing_ok=True)
    process = subprocess.Popen(
        command or [sys.executable, "-m", "idic.doors.cli.main", "asking"],
        env=os.environ
        | {"IDIC_HOME": str(settings.CONFIGURATION.home), "DATABASE_URL": run_url(connection.settings_dict["NAME"])},
    )
    try:
        while not _listens(path):
            assert process.poll() is None, "the door has closed"
            time.sleep(0.05)
        yield path
    finally:
        process.terminate()
        process.wait(120)


def _listens(path: Path) -> bool:
    """Whether somebody takes calls there: the file alone stands a moment before."""
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(str(path)) == 0


@pytest.fixture
def asked() -> Iterator[Path]:
    with answering() as path:
        yield path
