from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.asking import answering
from tests.warehouse.questions import world


@pytest.fixture(scope="module")
def figures() -> Iterator[None]:
    """A published snapshot in the home of this test process, and the real process that answers from it."""
    folder = settings.CONFIGURATION.warehouse_folder
    shutil.rmtree(folder, ignore_errors=True)
    world.write(folder)
    with answering():
        yield
    shutil.rmtree(folder, ignore_errors=True)
