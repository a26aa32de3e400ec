import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from idic.foundation.storage.embedded import ensure_running, stop
from idic.foundation.storage.location import EmbeddedLocation


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own, with a space in its path, whose database is stopped in the end."""
    path = tmp_path / "a home"
    path.mkdir()
    yield path
    stop(path)


@pytest.fixture(scope="session")
def _stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stopped")
    ensure_running(path)
    stop(path)
    return EmbeddedLocation(path).root


@pytest.fixture
def made(home: Path, _stopped: Path) -> None:
    """For tests of what comes after: the database of the home was made and stopped before."""
    subprocess.run(["cp", "-a", _stopped, EmbeddedLocation(home).root], check=True)
