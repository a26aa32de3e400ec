import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from idic.doors.cli.guard import Guard

LARGEST_LOG = 10 * 1024 * 1024
QUICK_DEATH = 10.0
LONGEST_PAUSE = 30.0


class Child:
    """A process that the supervisor answers for. It leads a group of its own, so that a key pressed in the terminal
    reaches only the supervisor, which then ends its children in order."""

    def __init__(self, name: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path | None) -> None:
        self.name = name
        self.log = log
        self.quick_deaths = 0
        self.start_again_at: float | None = None
        self._arguments = arguments
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: Guard | None = None
        self._started_at = 0.0

    def start(self) -> None:
        self.start_again_at = None
        output = self._open_log()
        try:
            self._process = subprocess.Popen(
                self._arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(self._environment),
                start_new_session=True,
            )
        finally:
            if output is not None:
                os.close(output)
        self._guard = Guard(self._process.pid)
        self._started_at = time.monotonic()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def wait(self) -> int:
        """For a child that is to come to its own end."""
        if self._process is None:
            raise ValueError(f"the {self.name} was not started")
        code = self._process.wait()
        self._forget()
        return code

    def death(self) -> int | None:
        """The exit code, told once, after the rest of its group is gone too: an orphan would hold the port."""
        if self._process is None or self._process.poll() is None:
            return None
        code: int = self._process.returncode
        lived = time.monotonic() - self._started_at
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_DEATH else 0
        self.start_again_at = time.monotonic() + min(0.5 * 2**self.quick_deaths, LONGEST_PAUSE)
        self._forget()
        return code

    def stop(self, patience: float) -> bool:
        """Asks, waits, and at last kills; False when it had to be killed."""
        if self._process is None:
            return True
        self._process.terminate()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return False
        finally:
            self._forget()
        return True

    def last_words(self, lines: int = 15) -> str:
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _forget(self) -> None:
        if self._process is not None:
            # macOS answers "not permitted" for a group whose members have all ended.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._guard is not None:
            self._guard.dismiss()
        self._process = self._guard = None

    def _open_log(self) -> int | None:
        if self.log is None:
            return None
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        return os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
