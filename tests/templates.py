"""Databases and homes that cost much to make: made once in a run, by whoever needs one first, and copied by all."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql

from idic.foundation.storage.address import DatabaseAddress, parse_database_url
from idic.foundation.storage.backup import run_client
from idic.foundation.storage.embedded import held_database
from idic.foundation.storage.location import EmbeddedLocation
from tests.database import HOME, run_files, run_url
from tests.migrated import base_of, keep, kept_in, present, renamed

REPOSITORY = Path(__file__).resolve().parent.parent

# Migrations leave hundreds of sets of models behind; to look through them for garbage is a fifth of their time.
_MIGRATE = """
import gc
from django.core.management import execute_from_command_line
gc.disable()
execute_from_command_line(["django", "migrate", "--verbosity", "0"])
"""


def migrated() -> str:
    """With every table, and no rows but those that the migrations write."""
    manifest = present()
    with _lock("migrated", HOME), _server() as connection:
        base = base_of(manifest, kept_in(HOME, connection))
        if base.name != base.template:
            draft = f"{base.name}_draft"
            _drop(connection, draft)
            _copy(connection, draft, base.template)
            _finish(["-c", _MIGRATE], _around("migrated", draft))
            _drop(connection, base.name)
            renamed(connection, draft, base.name)
            keep(HOME, base, lambda name: _drop(connection, name), connection)
        return base.name


def sample() -> str:
    """With a short sample company; what it keeps outside the database lies in `sample_home`."""
    return _made("sample", migrated(), ["-m", "tests.short_sample", str(run_files() / "sample.json")])


def sample_home() -> Path:
    return run_files() / "home of sample"


def counts_before_the_sample() -> Path:
    """Beside the database `sample`: how many rows of each model there were before."""
    return run_files() / "sample.json"


def installation(home: Path) -> None:
    """Makes that home an installation as its first start leaves it, with a database of its own, stopped.

    The tables come from `migrated`; that a first start makes them itself is told by `tests/doors/cli/test_up.py`.
    """
    made = run_files() / "installation"
    with _lock("installation"):
        if not made.exists():
            draft = run_files() / "installation in the making"
            draft.mkdir()
            with held_database(draft) as address:
                _move(run_files() / "tables", address)
                _finish(["-m", "idic.doors.cli.main", "prepare"], {"IDIC_HOME": str(draft)})
            # Where paths are long it names a folder outside the home, which two copies must not share.
            EmbeddedLocation(draft).short_socket_record.unlink(missing_ok=True)
            draft.rename(made)
    # With owners: the database belongs to the user whom the server runs as.
    subprocess.run(["cp", "-a", made, home], check=True)


def _move(dump: Path, address: DatabaseAddress) -> None:
    ours = replace(_run().with_name(migrated()), embedded=True)
    run_client(ours, "pg_dump", "--format=custom", "--no-owner", f"--file={dump}")
    run_client(address, "pg_restore", "--no-owner", "--exit-on-error", str(dump))


def copied_to(name: str, template: str) -> None:
    """Puts a copy of the template in the place of that database, whoever is connected to it."""
    with _server() as connection:
        _drop(connection, name)
        _copy(connection, name, template)


def dropped(name: str) -> None:
    with _server() as connection:
        _drop(connection, name)


def _made(kind: str, base: str, arguments: list[str]) -> str:
    name = f"{_run().name}_{kind}"
    with _lock(kind), _server() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = f"{name}_draft"
            _drop(connection, draft)
            _copy(connection, draft, base)
            _finish(arguments, _around(kind, draft))
            renamed(connection, draft, name)
    return name


def _around(kind: str, database: str) -> dict[str, str]:
    home = run_files() / f"home of {kind}"
    home.mkdir(exist_ok=True)
    shutil.copy(run_files() / "secret", home / "secret")
    return {"DATABASE_URL": run_url(database), "IDIC_HOME": str(home)}


@contextmanager
def _lock(kind: str, folder: Path | None = None) -> Iterator[None]:
    with ((folder or run_files()) / f"{kind}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _finish(arguments: list[str], environment: dict[str, str]) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("IDIC_", "PYTEST_", "DATABASE_URL"))}
    kept["DJANGO_SETTINGS_MODULE"] = "idic.settings"
    kept["PYTHONPATH"] = os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY)))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        env=kept | environment, cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{arguments[-1]} failed:\n{done.stdout[-1500:]}{done.stderr[-3000:]}"


def _run() -> DatabaseAddress:
    return parse_database_url(run_url())


def _server() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**_run().with_name("postgres").parameters(), autocommit=True)


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy(connection: psycopg.Connection[tuple[object, ...]], name: str, template: str) -> None:
    # As files, not page by page through the log: where nothing is held to the disk that takes a tenth of the time.
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
