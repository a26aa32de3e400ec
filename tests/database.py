"""Loaded by pytest before anything else: a real PostgreSQL for the whole run, and settings that point at it.

Several runs may go on at the same time: each has a database of its own in the one server, which the last one stops.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

HOME = Path(__file__).resolve().parent.parent / ".idic-test"
_RUN = "PYTEST_IDIC_RUN"
_FILES = "PYTEST_IDIC_FILES"


def _prepare() -> None:
    for name in [name for name in os.environ if name.startswith("IDIC_") or name == "DATABASE_URL"]:
        del os.environ[name]
    if _RUN not in os.environ:
        from idic.foundation.storage.embedded import held_database

        HOME.mkdir(exist_ok=True)
        stack = ExitStack()
        address = stack.enter_context(held_database(HOME))
        files = tempfile.mkdtemp(prefix="idic-test-")
        stack.callback(shutil.rmtree, files, ignore_errors=True)
        atexit.register(stack.close)
        os.environ[_RUN] = (
            f"postgresql:///run_{os.getpid()}?{urlencode({'host': address.host, 'port': address.port, 'user': 'postgres'})}"
        )
        os.environ[_FILES] = files
        # Each run that starts closes the common folder again, beside the database of another that is under way there.
        os.environ["PYTEST_DEBUG_TEMPROOT"] = files
    os.environ["DATABASE_URL"] = os.environ[_RUN]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = Path(os.environ[_FILES]) / worker
    home.mkdir(exist_ok=True)
    os.environ["IDIC_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")


_prepare()
