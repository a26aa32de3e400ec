"""The product as people run it: `idic up` with web pages and a worker, on a database of its own with the sample company."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from idic.foundation.storage.address import parse_database_url
from tests import templates
from tests.conftest import REPOSITORY
from tests.database import HOME, run_url
from tests.ports import free_port

PACKAGE = REPOSITORY / "src" / "idic"
READY_WITHIN = 600.0


@dataclass(frozen=True)
class Product:
    address: str
    password: str
    # what addresses of pages name: numbers of things, codes and words
    things: dict[str, Any]
    database: str
    # the file for each mail that went out, where no server is set
    mails: Path

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What stands in the database of the product now."""
        with psycopg.connect(**parse_database_url(self.database).parameters()) as connection:
            return connection.execute(query, values).fetchall()


@contextmanager
def running_product() -> Iterator[Product]:
    build_what_pages_need()
    with (
        tempfile.TemporaryDirectory(prefix="idic-scenarios-", ignore_cleanup_errors=True) as folder,
        _own_database() as database,
    ):
        home = Path(folder) / "home"
        shutil.copytree(templates.sample_home(), home)
        port = free_port()
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("IDIC_", "PYTEST_", "DATABASE_URL", "DJANGO_ALLOW_"))
        }
        environment = kept | {
            "DATABASE_URL": database, "IDIC_HOME": str(home), "IDIC_PORT": str(port), "IDIC_WEB_WORKERS": "2",
            "DJANGO_SETTINGS_MODULE": "idic.settings",
            "PYTHONPATH": os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY))),
        }  # fmt: skip
        _finish([sys.executable, "-m", "idic.doors.cli.main", "prepare"], environment)
        things = Path(folder) / "things.json"
        _finish([sys.executable, "-W", "ignore", "-m", "tests.scenarios.sample_company", str(things)], environment)
        with _up(environment, Path(folder) / "up.log"):
            yield Product(
                address=f"http://127.0.0.1:{port}",
                password=(home / "first-sign-in.txt").read_text(encoding="utf-8").split()[1],
                things=json.loads(things.read_text(encoding="utf-8")),
                database=database,
                mails=home / "mail",
            )


def build_what_pages_need() -> None:
    """What `make test` has built already; a run of pytest by hand may come before it, or after a change."""
    HOME.mkdir(exist_ok=True)
    with (HOME / "scenarios.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "idic.settings"}
        catalogues = list((PACKAGE / "locale").rglob("*.po"))
        compiled = [path.with_suffix(".mo") for path in catalogues]
        if _older(compiled, catalogues):
            _finish([sys.executable, "-m", "idic.foundation.languages.compile"], environment)
        sources = [path for path in (PACKAGE / "doors").rglob("*") if "static" in path.parts and path.is_file()]
        manifest = PACKAGE / "static_collected" / "staticfiles.json"
        if _older([manifest], sources):
            _finish([sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], environment)
            manifest.touch()


def _older(made: list[Path], sources: list[Path]) -> bool:
    if not all(path.exists() for path in made):
        return True
    return max(path.stat().st_mtime for path in sources) > min(path.stat().st_mtime for path in made)


@contextmanager
def _own_database() -> Iterator[str]:
    own = f"scenarios_{os.getpid()}"
    templates.copied_to(own, templates.sample())
    try:
        yield run_url(own)
    finally:
        templates.dropped(own)


@contextmanager
def _up(environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "idic.doors.cli.main", "up"], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    assert process.stdout is not None
    alarm = threading.Timer(READY_WITHIN, process.terminate)
    alarm.start()
    try:
        for line in process.stdout:
            if line.startswith("IDIC is ready"):
                break
        else:
            raise AssertionError(f"idic up did not become ready:\n{log.read_text()[-3000:]}")
        alarm.cancel()
        yield
    finally:
        alarm.cancel()
        process.terminate()
        try:
            process.wait(300)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(60)
        process.stdout.close()


def _finish(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(arguments, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments[1:])} failed:\n{done.stdout[-1500:]}{done.stderr[-3000:]}"
