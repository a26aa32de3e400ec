"""Loaded by pytest before anything else: a real PostgreSQL for the whole run, and settings that point at it.

Several runs may go on at the same time: each has a database of its own in the one server, which the last one stops.
"""

import atexit
import gc
import os
import secrets
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from idic.foundation.storage.address import DatabaseAddress

HOME = Path(__file__).resolve().parent.parent / ".idic-test"
_RUN = "PYTEST_IDIC_RUN"
_FILES = "PYTEST_IDIC_FILES"
#: Records that only a test wrote need not outlive the machine; what tests of durability kill is a server of their own.
_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


def run_url(name: str | None = None) -> str:
    """The address of this run's database, or of another in the same server."""
    own, _mark, query = os.environ[_RUN].partition("?")
    return f"{own if name is None else f'postgresql:///{name}'}?{query}"


def run_files() -> Path:
    """A folder that the processes of this run share, and that goes with it."""
    return Path(os.environ[_FILES])


def _prepare() -> None:
    for name in [name for name in os.environ if name.startswith("IDIC_") or name == "DATABASE_URL"]:
        del os.environ[name]
    if _RUN not in os.environ:
        from idic.foundation.storage.embedded import held_database

        HOME.mkdir(exist_ok=True)
        stack = ExitStack()
        address = stack.enter_context(held_database(HOME)).with_user("postgres")
        own = f"run_{os.getpid()}"
        _hurry(address)
        stack.callback(_drop_databases, address, own)
        files = tempfile.mkdtemp(prefix="idic-test-")
        stack.callback(shutil.rmtree, files, ignore_errors=True)
        atexit.register(stack.close)
        # A plus sign for a space is our reading of an address, not libpq's.
        place = {"host": address.host, "port": address.port, "user": address.user}
        os.environ[_RUN] = f"postgresql:///{own}?{urlencode(place, quote_via=quote)}"
        os.environ[_FILES] = files
        # Each run that starts closes the common folder again, beside the database of another that is under way there.
        os.environ["PYTEST_DEBUG_TEMPROOT"] = files
        # One for all homes of the run: what one has signed can be read in the copy of another.
        Path(files, "secret").write_text(secrets.token_hex(32))
    os.environ["DATABASE_URL"] = os.environ[_RUN]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = run_files() / worker
    home.mkdir(exist_ok=True)
    shutil.copy(run_files() / "secret", home / "secret")
    os.environ["IDIC_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")


def _hurry(address: DatabaseAddress) -> None:
    with psycopg.connect(**address.with_name("postgres").parameters(), autocommit=True) as connection:
        for name in _SETTINGS:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")


def _drop_databases(address: DatabaseAddress, own: str) -> None:
    """Those that the run copied from; a test database goes with the process that made it."""
    with psycopg.connect(**address.with_name("postgres").parameters(), autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datname ^@ %s", [f"{own}_"]).fetchall()
        for (name,) in found:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


# A run starts hundreds of processes, and each would translate every module anew where none may keep what it translated.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# What collecting makes stays to the end; looking through it again and again for garbage finds none (see `conftest`).
gc.disable()
_prepare()
