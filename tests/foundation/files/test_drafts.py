"""A killed process leaves what it was writing; the next one clears it away, and only that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from idic.foundation.files.drafts import draft_folder, drop_left_drafts

_WRITE = """
import django, sys, time
django.setup()
from idic.foundation.files.drafts import draft_folder
with draft_folder() as folder:
    (folder / "people.csv").write_text("Somchai")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def writer() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", _WRITE], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_drafts_of_the_killed_go_and_those_of_the_living_stay(writer: subprocess.Popen[str]) -> None:
    assert writer.stdout is not None
    folder = Path(writer.stdout.readline().strip())
    assert folder.is_relative_to(settings.CONFIGURATION.home)
    assert drop_left_drafts() == 0
    assert (folder / "people.csv").exists()
    writer.kill()
    writer.wait(timeout=120)
    with draft_folder() as own:
        assert drop_left_drafts() == 1
        assert own.exists()
    assert not folder.exists()
    assert not own.exists()
