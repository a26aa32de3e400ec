"""The PostgreSQL that IDIC brings along: made, started, found again after a crash, and stopped."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from idic.foundation.storage.address import DatabaseAddress
from idic.foundation.storage.cluster import disk_full, ensure_cluster, write_server_settings
from idic.foundation.storage.databases import create_database_if_missing
from idic.foundation.storage.errors import DatabaseDidNotStart, DatabaseDidNotStop
from idic.foundation.storage.location import SOCKET_NAME, EmbeddedLocation
from idic.foundation.storage.programs import Programs, embedded_programs
from idic.foundation.storage.running_server import end_orphans, running_server
from idic.foundation.storage.system_account import SystemAccount, open_the_way, server_account

# Crash recovery reads the journal since the last checkpoint: seconds as a rule, minutes on a slow disk.
START_LIMIT = 600
STOP_LIMIT = 180
ORPHAN_LIMIT = 60
LARGEST_LOG = 10 * 1024 * 1024

Say = Callable[[str], None]


def quiet(sentence: str) -> None:
    """For callers that show no progress."""


def ensure_running(home: Path, say: Say = quiet) -> DatabaseAddress:
    """The address of the embedded server of this home, started (and created) if it does not run yet."""
    location = EmbeddedLocation(home)
    with _locked(location.start_lock, fcntl.LOCK_EX):
        account = server_account(location)
        _make_root(location, account, say)
        programs = embedded_programs(location, account)
        if running_server(location.data) is None:
            ensure_cluster(location, programs, say)
            _make_socket_folder(location, account)
            write_server_settings(location, programs)
            _start(location, programs, say)
        else:
            _wait_until_ready(location, say)
        address = location.address()
        create_database_if_missing(address)
    return address


def stop(home: Path, say: Say = quiet) -> None:
    """A clean stop: transactions under way are rolled back, everything acknowledged is on the disk."""
    location = EmbeddedLocation(home)
    with _locked(location.start_lock, fcntl.LOCK_EX):
        server = running_server(location.data)
        if server is None:
            return
        say("Stopping the database")
        programs = embedded_programs(location, server_account(location))
        outcome = programs.run(
            "pg_ctl", "stop", f"--pgdata={location.data}", "--mode=fast", "--wait", f"--timeout={STOP_LIMIT}",
            "--silent", cwd=location.root,
        )  # fmt: skip
        if outcome.code != 0 and running_server(location.data) is not None:
            raise DatabaseDidNotStop(
                f"The database (process {server.pid}) did not stop in {STOP_LIMIT} seconds; its log is {location.log}."
            )


def is_running(home: Path) -> bool:
    return running_server(EmbeddedLocation(home).data) is not None


@contextmanager
def held_database(home: Path, say: Say = quiet) -> Iterator[DatabaseAddress]:
    """Keeps the server up for the length of the block; the last of all holders to leave stops it.

    Holders share a lock on a file, which the kernel drops when one is killed; so a command that runs while `idic up`
    comes or goes neither loses its database nor leaves one behind.
    """
    location = EmbeddedLocation(home)
    with _locked(location.use_lock, fcntl.LOCK_SH) as descriptor:
        try:
            yield ensure_running(home, say)
        finally:
            if _try_lock(descriptor):
                stop(home, say)


def _start(location: EmbeddedLocation, programs: Programs, say: Say) -> None:
    say("Starting the database")
    deadline = time.monotonic() + ORPHAN_LIMIT
    while True:
        failure = _start_once(location, programs, say)
        if failure is None:
            return
        if "No space left" in failure:
            raise disk_full(location.root)
        if "still in use" not in failure or time.monotonic() > deadline:
            raise DatabaseDidNotStart(f"The database did not start: {_reason(failure)} Its log is {location.log}.")
        end_orphans(location.data)
        time.sleep(0.5)


def _start_once(location: EmbeddedLocation, programs: Programs, say: Say) -> str | None:
    """None, or what the server wrote to its log before it gave up."""
    # None of these belongs to a live server, see `running_server`; left by a killed one, they name a process number
    # that may be another program's by now, and the server would refuse to start.
    (location.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (location.socket_folder() / name).unlink(missing_ok=True)
    _turn_log(location)
    begin = location.log.stat().st_size if location.log.exists() else 0
    with tempfile.TemporaryFile() as output:
        process = programs.begin(
            "pg_ctl", "start", f"--pgdata={location.data}", f"--log={location.log}", "--wait",
            f"--timeout={START_LIMIT}", "--silent", output=output.fileno(), cwd=location.root,
        )  # fmt: skip
        _await_with_progress(process.poll, say)
        if process.wait() == 0:
            return None
        output.seek(0)
        written = output.read().decode(errors="replace")
    if location.log.exists():
        with location.log.open("rb") as stream:
            stream.seek(begin)
            written += stream.read().decode(errors="replace")
    return written


def _await_with_progress(finished: Callable[[], int | None], say: Say) -> None:
    started = time.monotonic()
    next_word = 5.0
    while finished() is None:
        passed = time.monotonic() - started
        if passed >= next_word:
            say(f"The database is recovering from an unclean stop ({passed:.0f} s so far)")
            next_word += 5.0
        time.sleep(0.02)


def _wait_until_ready(location: EmbeddedLocation, say: Say) -> None:
    def finished() -> int | None:
        server = running_server(location.data)
        return 0 if server is None or server.ready or time.monotonic() > deadline else None

    deadline = time.monotonic() + START_LIMIT
    _await_with_progress(finished, say)
    server = running_server(location.data)
    if server is None or not server.ready:
        raise DatabaseDidNotStart(f"The running database does not become ready; its log is {location.log}.")


def _reason(written: str) -> str:
    for mark in ("FATAL:", "PANIC:", "error:"):
        for line in written.splitlines():
            if mark in line:
                return line.split(mark, 1)[1].strip().rstrip(".") + "."
    return "it ended without a word, as one that is killed or has no memory left. Start IDIC again; nothing was lost."


def _make_root(location: EmbeddedLocation, account: SystemAccount, say: Say) -> None:
    if not location.root.exists():
        location.root.mkdir(parents=True)
        account.take(location.root)
    if location.root.stat().st_uid == os.geteuid() or os.geteuid() == 0:
        location.root.chmod(0o700)
    for folder in open_the_way(location, account):
        say(f"Letting the user {account.name}, who runs the database, pass through {folder}")


def _make_socket_folder(location: EmbeddedLocation, account: SystemAccount) -> None:
    if not location.socket_fits() and not _is_private(location, account):
        folder = tempfile.mkdtemp(prefix="idic-")
        account.take(Path(folder))
        location.short_socket_record.write_text(folder + "\n", encoding="utf-8")
    folder_path = location.socket_folder()
    if not folder_path.exists():
        folder_path.mkdir(mode=0o700)
        account.take(folder_path)


def _is_private(location: EmbeddedLocation, account: SystemAccount) -> bool:
    """A short folder lies where other users write too: one that is not ours alone is not used again."""
    if not location.short_socket_record.exists():
        return False
    try:
        status = os.lstat(location.socket_folder())
    except FileNotFoundError:
        return False
    return status.st_uid == account.uid and status.st_mode & 0o170077 == 0o040000


def _turn_log(location: EmbeddedLocation) -> None:
    if location.log.exists() and location.log.stat().st_size > LARGEST_LOG:
        shutil.move(location.log, location.log.with_suffix(".log.1"))


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield descriptor
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
