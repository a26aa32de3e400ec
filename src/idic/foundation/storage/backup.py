"""One file that holds everything that cannot be computed again: the database, the files, and the secret key."""

import datetime
import hashlib
import importlib.metadata
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from psycopg.conninfo import make_conninfo

from idic.foundation.configuration import Configuration
from idic.foundation.storage.address import DatabaseAddress
from idic.foundation.storage.databases import connect
from idic.foundation.storage.errors import DatabaseUnreachable, DiskFull, StorageError
from idic.foundation.storage.manifest import DUMP, FILES, FORMAT, MANIFEST, SECRET, Manifest, Member
from idic.foundation.storage.programs import external_program, wheel_folder

Say = Callable[[str], None]


def write_backup(configuration: Configuration, target: Path, *, at: datetime.datetime, say: Say) -> Manifest:
    """The database as of one moment, then the files: a row's file was there before its row, so none is missing.

    The backup appears under its name only when it is whole and on the disk.
    """
    draft = target.with_name(f".{target.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory(prefix=".idic-backup-", dir=target.parent) as folder:
            dump = Path(folder) / DUMP
            say("Writing the database")
            _dump(configuration.database, dump)
            say("Writing the files")
            with draft.open("wb") as stream:
                draft.chmod(0o600)
                manifest = _write_archive(configuration, dump, stream, at)
                stream.flush()
                os.fsync(stream.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _dump(address: DatabaseAddress, dump: Path) -> None:
    run_client(address, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")


def run_client(address: DatabaseAddress, program: str, *arguments: str) -> None:
    """The embedded server's own programs, or for another server those of this machine."""
    path = wheel_folder() / program if address.embedded else external_program(program)
    result = subprocess.run(
        [str(path), f"--dbname={make_conninfo(**address.public_parameters())}", *arguments],
        env=os.environ | address.secret_environment() | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode == 0:
        return
    if "No space left" in result.stderr:
        raise DiskFull("The disk is full. Free some space and try again; nothing was changed.")
    if "server version mismatch" in result.stderr:
        raise DatabaseUnreachable(
            f"The program {path} is older than the server. Install the PostgreSQL programs of the server's version."
        )
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    raise StorageError(f"{program} failed: {lines[-1] if lines else 'it gave no reason'}")


def _write_archive(
    configuration: Configuration, dump: Path, stream: io.BufferedWriter, at: datetime.datetime
) -> Manifest:
    members: list[Member] = []
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in _contents(configuration, dump):
            members.append(_add(archive, name, path))
        manifest = Manifest(
            format=FORMAT,
            idic=importlib.metadata.version("idic"),
            postgresql=_server_version(configuration.database),
            at=at.isoformat(timespec="seconds"),
            members=tuple(members),
        )
        text = json.dumps(manifest.as_data(), indent=1).encode()
        header = tarfile.TarInfo(MANIFEST)
        header.size, header.mode, header.mtime = len(text), 0o600, int(at.timestamp())
        archive.addfile(header, io.BytesIO(text))
    return manifest


def _contents(configuration: Configuration, dump: Path) -> Iterator[tuple[str, Path]]:
    yield DUMP, dump
    secret = configuration.home / SECRET
    if secret.exists():
        yield SECRET, secret
    root = configuration.files_folder
    for parent, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def _add(archive: tarfile.TarFile, name: str, path: Path) -> Member:
    with path.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        header = tarfile.TarInfo(name)
        header.size, header.mode, header.mtime = size, 0o600, int(os.fstat(source.fileno()).st_mtime)
        reader = _DigestingReader(source, size)
        archive.addfile(header, reader)
        return Member(name=name, size=size, sha256=reader.digest())


class _DigestingReader(io.RawIOBase):
    def __init__(self, source: io.BufferedReader, size: int) -> None:
        self._source, self._left, self._hash = source, size, hashlib.sha256()

    def read(self, amount: int = -1) -> bytes:
        wanted = self._left if amount < 0 else min(amount, self._left)
        piece = self._source.read(wanted)
        self._left -= len(piece)
        self._hash.update(piece)
        return piece

    def digest(self) -> str:
        return self._hash.hexdigest()


def _server_version(address: DatabaseAddress) -> int:
    with connect(address) as connection:
        return connection.info.server_version // 10000
