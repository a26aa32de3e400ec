import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunningServer:
    pid: int
    ready: bool


def running_server(data: Path) -> RunningServer | None:
    """The live server of this data, told by postmaster.pid and by what that process really is.

    After a crash or a restart of the machine the file stays, and its number may by then belong to any other program.
    """
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _serves(pid, data):
        return None
    return RunningServer(pid=pid, ready=len(lines) >= 8 and lines[7].strip() == "ready")


def end_orphans(data: Path) -> None:
    """Backends outlive a killed server until their statement is done, perhaps for hours. Nobody waits for their answer
    any more, and what they had not committed is rolled back by the recovery."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve(strict=True) == data.resolve():
                os.kill(int(process.name), signal.SIGQUIT)
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue


def _serves(pid: int, data: Path) -> bool:
    _reap(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    process = Path(f"/proc/{pid}")
    if not process.exists():
        # No /proc on this system: the number being alive is all that can be known.
        return not Path("/proc/self").exists()
    try:
        return (process / "cwd").resolve(strict=True) == data.resolve()
    except PermissionError:
        return (process / "comm").read_text(errors="replace").strip() == "postgres"
    except FileNotFoundError:
        return False


def _reap(pid: int) -> None:
    """In a container IDIC may be process 1 and inherit the server: a dead child must not look alive."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
