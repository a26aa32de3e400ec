"""Puts a backup back: everything is checked and filled aside, then switched in."""

import hashlib
import json
import os
import shutil
import tarfile
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import psycopg
from psycopg import sql

from idic.foundation.configuration import Configuration
from idic.foundation.storage.address import DatabaseAddress
from idic.foundation.storage.backup import run_client
from idic.foundation.storage.databases import Connection, connect, is_empty
from idic.foundation.storage.errors import BackupDamaged, BackupRefused
from idic.foundation.storage.manifest import DUMP, FILES, FORMAT, MANIFEST, SECRET, Manifest, Member, parse_manifest

Say = Callable[[str], None]

_LOOKS, _BETWEEN_LOOKS = 20, 0.1


class _Places:
    """What a restore under way is called, here and in the database server."""

    def __init__(self, configuration: Configuration) -> None:
        self.home = configuration.home
        self.database = configuration.database
        self.filled = configuration.database.with_name(f"{configuration.database.name}_restoring")
        self.replaced = configuration.database.with_name(f"{configuration.database.name}_replaced")
        self.staging = configuration.home / "restore-staging"
        self.files = configuration.files_folder
        self.warehouse = configuration.warehouse_folder
        self.secret = configuration.home / SECRET


def restore_backup(configuration: Configuration, source: Path, *, replace: bool, say: Say) -> Manifest:
    """Until the switch the old records stay as they are; a restore that is killed is completed or undone at the next
    start, see `finish_interrupted_restore`."""
    places = _Places(configuration)
    if not replace and not (is_empty(places.database) and not _has_files(places.files)):
        raise BackupRefused(
            "This installation already holds records, and a restore would replace all of them. "
            "Make a backup first, then use --replace."
        )
    _refuse_while_in_use(places.database)
    _discard(places)
    say("Checking the backup")
    manifest = _unpack_and_verify(source, places.staging)
    say("Filling a fresh database")
    _create(places.filled)
    run_client(
        places.filled,
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--jobs=2",
        str(places.staging / DUMP),
    )
    say("Switching over")
    _switch(places)
    _complete(places)
    return manifest


def finish_interrupted_restore(configuration: Configuration, tell: Say) -> None:
    places = _Places(configuration)
    if not places.staging.exists():
        return
    if _exists(places.replaced):
        _complete(places)
        tell("A restore that had been interrupted was completed.")
    else:
        _discard(places)
        tell("A restore that had been interrupted was undone; the records are as they were before it.")


def _unpack_and_verify(source: Path, staging: Path) -> Manifest:
    staging.mkdir(mode=0o700)
    (staging / FILES).mkdir()
    found: dict[str, Member] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(source, mode="r:") as archive:
            for header in archive:
                if header.name == MANIFEST:
                    manifest = _read_manifest(archive, header)
                else:
                    found[header.name] = _unpack(archive, header, staging)
    except (tarfile.TarError, EOFError):
        shutil.rmtree(staging)
        raise BackupDamaged(f"{source} is no backup of IDIC, or it is cut short; use another backup.") from None
    except BackupDamaged:
        shutil.rmtree(staging)
        raise
    fault = _fault(manifest, found)
    if manifest is None or fault:
        shutil.rmtree(staging)
        raise BackupDamaged(f"{source} cannot be restored: {fault}.")
    return manifest


def _fault(manifest: Manifest | None, found: dict[str, Member]) -> str:
    if manifest is None:
        return "its list of contents is missing, so it was cut short or is no backup of IDIC"
    if manifest.format > FORMAT:
        return f"it was written by a newer IDIC ({manifest.idic})"
    expected = {member.name: member for member in manifest.members}
    for name, member in expected.items():
        if name not in found:
            return f"“{name}” is missing in it"
        if found[name] != member:
            return f"“{name}” in it is damaged (its checksum differs)"
    if extra := sorted(found.keys() - expected.keys()):
        return f"“{extra[0]}” in it is not in its list of contents"
    if DUMP not in expected:
        return "it holds no database"
    return ""


def _read_manifest(archive: tarfile.TarFile, header: tarfile.TarInfo) -> Manifest:
    stream = archive.extractfile(header)
    try:
        return parse_manifest(json.loads(stream.read() if stream else b""))
    except ValueError:
        raise BackupDamaged("The list of contents in the backup is damaged; use another backup.") from None


def _unpack(archive: tarfile.TarFile, header: tarfile.TarInfo, staging: Path) -> Member:
    """Only plain files below the staging folder: a backup may come from anywhere."""
    parts = PurePosixPath(header.name).parts
    stream = archive.extractfile(header) if header.isfile() else None
    if stream is None or not parts or parts[0] not in (DUMP, FILES, SECRET) or ".." in parts:
        raise BackupDamaged(f"The backup holds “{header.name}”, which has no place in one; use another backup.")
    target = staging.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as output:
        while piece := stream.read(1 << 20):
            output.write(piece)
            digest.update(piece)
            size += len(piece)
        output.flush()
        os.fsync(output.fileno())
    return Member(name=header.name, size=size, sha256=digest.hexdigest())


def _switch(places: _Places) -> None:
    """Both renames in one transaction: at every moment the installation's name leads to a whole database."""
    _drop(places.replaced)
    with _maintenance(places.database) as connection:
        for old, new in ((places.database, places.replaced), (places.filled, places.database)):
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old.name), sql.Identifier(new.name))
            )


def _complete(places: _Places) -> None:
    """After the switch of the databases; every step may find itself done already."""
    staged = places.staging / FILES
    if staged.exists():
        _clear(places.files)
        staged.rename(places.files)
    if (places.staging / SECRET).exists():
        (places.staging / SECRET).replace(places.secret)
        places.secret.chmod(0o600)
    # Everything in it was computed from the records that are gone.
    _clear(places.warehouse)
    _drop(places.replaced)
    shutil.rmtree(places.staging)


def _discard(places: _Places) -> None:
    _drop(places.filled)
    if places.staging.exists():
        shutil.rmtree(places.staging)


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _has_files(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _create(address: DatabaseAddress) -> None:
    with _maintenance(address, autocommit=True) as connection:
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(address.name))
            )
        except psycopg.errors.InsufficientPrivilege:
            raise BackupRefused(
                f"The database user {address.user} may not create a database, which a restore needs. "
                f"Give the right with: ALTER ROLE {address.user} CREATEDB"
            ) from None


def _drop(address: DatabaseAddress) -> None:
    with _maintenance(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(address.name)))


def _exists(address: DatabaseAddress) -> bool:
    with _maintenance(address) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.name]).fetchone()
    return row is not None


def _refuse_while_in_use(address: DatabaseAddress) -> None:
    """A connection that was just closed, our own question among them, is seen for a moment longer."""
    for _attempt in range(_LOOKS):
        with _maintenance(address) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
                [address.name],
            ).fetchone()
        if row is None or row[0] == 0:
            return
        time.sleep(_BETWEEN_LOOKS)
    raise BackupRefused("Something is still using the records. Stop IDIC and every worker, then restore again.")


def _maintenance(address: DatabaseAddress, *, autocommit: bool = False) -> Connection:
    return connect(address.with_name("postgres"), autocommit=autocommit)
