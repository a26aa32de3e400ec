import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from idic.doors.cli import exit_codes
from idic.foundation.storage.embedded import is_running, stop
from idic.foundation.storage.location import EmbeddedLocation
from idic.foundation.storage.running_server import running_server
from tests.ports import free_port


class Up:
    """`idic up` as a person runs it, on a home and a port of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.process: subprocess.Popen[str] | None = None

    def begin(self) -> "Up":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "idic.doors.cli.main", "up"],
            env={
                "IDIC_HOME": str(self.home),
                "IDIC_PORT": str(self.port),
                "IDIC_WEB_WORKERS": "1",
                "PATH": "/usr/bin:/bin",
            },
            stdout=subprocess.PIPE,
            stderr=(self.home.parent / "up.err").open("a"),
            text=True,
        )
        return self

    def lines(self, count: int) -> list[str]:
        assert self.process is not None
        assert self.process.stdout is not None
        return [self.process.stdout.readline().rstrip("\n") for _ in range(count)]

    def end(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(300)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    @property
    def said(self) -> str:
        return (self.home.parent / "up.err").read_text()

    def status(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    port = free_port()
    home = tmp_path / "a home"
    home.mkdir()
    running = Up(home, port)
    yield running
    if running.process is not None and running.process.poll() is None:
        running.end()
    stop(home)


def test_a_port_in_use_is_told_before_anything_starts(up: Up) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", up.port))
        other.listen()
        process = up.begin().process
        assert process is not None
        assert process.wait(300) == exit_codes.NOT_AVAILABLE
    assert up.said.startswith(f"Error: Port {up.port} on 127.0.0.1 cannot be used: address already in use.")
    assert up.said.count("\n") == 1
    assert not EmbeddedLocation(up.home).root.exists()


def test_idic_starts_survives_what_kills_its_parts_and_stops_cleanly(up: Up) -> None:
    ready, sign_in = up.begin().lines(2)
    assert ready == f"IDIC is ready at http://127.0.0.1:{up.port}"
    assert sign_in.startswith("Sign in as admin@example.com with the password ")
    assert up.status() == 200

    second = Up(up.home, up.port).begin().process
    assert second is not None
    assert second.wait(300) == exit_codes.NOT_AVAILABLE
    assert "IDIC already runs from" in up.said

    server = running_server(EmbeddedLocation(up.home).data)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    _wait_for(lambda: "The database has stopped unexpectedly and is started again." in up.said)
    _wait_for(lambda: up.status() == 200)

    assert up.end(signal.SIGKILL) == -signal.SIGKILL
    _wait_for(lambda: up.status() == 0)
    assert is_running(up.home)

    assert up.begin().lines(2) == [ready, sign_in]
    assert up.end(signal.SIGTERM) == exit_codes.DONE
    assert not is_running(up.home)
    assert up.said.endswith("IDIC has stopped.\n")


def _wait_for(what: object, limit: float = 300.0) -> None:
    assert callable(what)
    deadline = time.monotonic() + limit
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)
