from collections.abc import Iterator
from pathlib import Path

import pytest

from idic.foundation.storage.embedded import stop


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own, with a space in its path, whose database is stopped in the end."""
    path = tmp_path / "a home"
    path.mkdir()
    yield path
    stop(path)
