import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from idic.foundation.storage.errors import WrongSystemUser
from idic.foundation.storage.location import EmbeddedLocation

ACCOUNT_NAME = "idic"


@dataclass(frozen=True)
class SystemAccount:
    """The user of the operating system that the server runs as; PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int

    @property
    def is_current(self) -> bool:
        return self.uid == os.geteuid()

    def take(self, path: Path) -> None:
        if not self.is_current:
            os.chown(path, self.uid, self.gid)


def server_account(location: EmbeddedLocation) -> SystemAccount:
    """Existing data keeps its owner, so that IDIC can be started by its user today and by root tomorrow."""
    owner = _owner(location.data) if location.data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise WrongSystemUser(
                f"The database in {location.root} belongs to the user {_name(owner)}. "
                f"Run IDIC as root or as the user who started it first, or set IDIC_HOME to another folder."
            )
        return _account(os.geteuid())
    if owner:
        return _account(owner)
    return _unprivileged_account()


def open_the_way(location: EmbeddedLocation, account: SystemAccount) -> list[Path]:
    """Lets the server's user pass (not read) the folders above its own; answers those that were changed."""
    changed: list[Path] = []
    if account.is_current:
        return changed
    for folder in reversed(location.root.resolve().parents):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not _may_pass(folder.stat(), account):
            folder.chmod(mode | stat.S_IXOTH)
            changed.append(folder)
    return changed


def _may_pass(folder: os.stat_result, account: SystemAccount) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def _unprivileged_account() -> SystemAccount:
    try:
        return _as_account(pwd.getpwnam(ACCOUNT_NAME))
    except KeyError:
        pass
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is not None:
        subprocess.run(
            [program, "--system", "--no-create-home", "--home-dir", "/", "--shell", "/bin/false", ACCOUNT_NAME],
            capture_output=True,
            check=False,
        )
    for name in (ACCOUNT_NAME, "nobody"):
        try:
            return _as_account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise WrongSystemUser(
        "PostgreSQL does not run as root, and no user could be made for it. "
        f"Make one (useradd --system {ACCOUNT_NAME}), or start IDIC as an ordinary user."
    )


def _account(uid: int) -> SystemAccount:
    try:
        return _as_account(pwd.getpwuid(uid))
    except KeyError:
        raise WrongSystemUser(
            f"The user number {uid} has no name on this machine, and PostgreSQL needs one. Add it to the users of the "
            "machine, or set DATABASE_URL to a PostgreSQL server."
        ) from None


def _as_account(entry: pwd.struct_passwd) -> SystemAccount:
    return SystemAccount(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _owner(path: Path) -> int:
    return path.stat().st_uid


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
