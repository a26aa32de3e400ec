import os
import shutil
from collections.abc import Callable
from pathlib import Path

from idic.foundation.storage.errors import (
    DatabaseDamaged,
    DatabaseDidNotStart,
    DatabaseTooNew,
    DatabaseTooOld,
    DiskFull,
)
from idic.foundation.storage.location import SUPERUSER, EmbeddedLocation
from idic.foundation.storage.programs import MAJOR_VERSION, Programs
from idic.foundation.storage.server_settings import access_text, configuration_text, identity_text

ROOM_FOR_A_NEW_CLUSTER = 300 * 1024 * 1024
ROOM_TO_START = 64 * 1024 * 1024
INCLUDE = "include = 'idic.conf'\ninclude_if_exists = 'own.conf'\n"


def ensure_cluster(location: EmbeddedLocation, programs: Programs, say: Callable[[str], None]) -> None:
    """Makes the data folder once. It is made aside and renamed, so a killed start leaves no half of one."""
    version_file = location.data / "PG_VERSION"
    if version_file.exists():
        _check_version(location, version_file.read_text(encoding="ascii").strip())
        _check_room(location.data, ROOM_TO_START)
        return
    if location.data.exists() and any(location.data.iterdir()):
        raise DatabaseDamaged(
            f"{location.data} holds files but no database. Move the folder away, or put it back from a backup."
        )
    _check_room(location.root, ROOM_FOR_A_NEW_CLUSTER)
    say("Creating the database")
    shutil.rmtree(location.unfinished_data, ignore_errors=True)
    outcome = programs.run(
        "initdb",
        f"--pgdata={location.unfinished_data}",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--auth=peer",
        cwd=location.root,
    )
    if outcome.code != 0:
        if "No space left" in outcome.text:
            raise disk_full(location.root)
        raise DatabaseDidNotStart(f"The database could not be created: {_last_line(outcome.text)}")
    _append_include(location.unfinished_data / "postgresql.conf")
    if location.data.exists():
        location.data.rmdir()
    location.unfinished_data.rename(location.data)
    _sync_folder(location.root)


def write_server_settings(location: EmbeddedLocation, programs: Programs) -> None:
    _write(location.data / "idic.conf", configuration_text(location), programs)
    _write(location.data / "pg_hba.conf", access_text(), programs)
    _write(location.data / "pg_ident.conf", identity_text(programs.account), programs)


def disk_full(path: Path) -> DiskFull:
    return DiskFull(f"The disk that holds {path} is full. Free some space and start IDIC again; nothing was lost.")


def _check_version(location: EmbeddedLocation, found: str) -> None:
    major = int(found) if found.isdigit() else 0
    if major < MAJOR_VERSION:
        raise DatabaseTooOld(
            f"The database in {location.data} is too old: it was written by PostgreSQL {found}, and this IDIC brings "
            f"{MAJOR_VERSION}. Make a backup with the IDIC that wrote it and restore it with this one."
        )
    if major > MAJOR_VERSION:
        raise DatabaseTooNew(
            f"The database in {location.data} is too new: it was written by PostgreSQL {found}, and this IDIC brings "
            f"{MAJOR_VERSION}. Use the newer IDIC that wrote it."
        )


def _check_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise disk_full(folder)


def _append_include(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n" + INCLUDE)
        stream.flush()
        os.fsync(stream.fileno())


def _write(path: Path, text: str, programs: Programs) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.chmod(0o600)
    programs.account.take(draft)
    draft.rename(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "the program said nothing"
