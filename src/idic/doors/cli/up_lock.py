import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import CommandRefused
from idic.foundation.configuration import Configuration


@contextmanager
def only_one(configuration: Configuration) -> Iterator[None]:
    """One at a time works on a home; the kernel drops the lock when its holder is killed."""
    path = configuration.home / "up.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = path.read_text(encoding="utf-8").strip()
            raise CommandRefused(
                f"IDIC already runs from {configuration.home} ({where}). "
                "Stop that one first, or set IDIC_HOME and IDIC_PORT for a second installation.",
                exit_codes.NOT_AVAILABLE,
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()}, {configuration.web_address}\n".encode())
        yield
    finally:
        os.close(descriptor)
