"""Folders for files in the making. They may be full of people, and a killed process cannot clear up after itself: so
they lie in the home, where a search for somebody's traces looks, and the next worker drops what nobody makes any more."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def draft_folder() -> Iterator[Path]:
    """Gone at the end of the block. Its maker holds a lock on it, which the kernel drops when the maker is killed."""
    with _locked(_root(), fcntl.LOCK_SH):
        folder = Path(tempfile.mkdtemp(dir=_root()))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def drop_left_drafts() -> int:
    """Those of processes that were killed."""
    dropped = 0
    with _locked(_root(), fcntl.LOCK_EX):
        for folder in [path for path in _root().iterdir() if path.is_dir()]:
            held = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            else:
                shutil.rmtree(folder, ignore_errors=True)
                dropped += 1
            finally:
                os.close(held)
    return dropped


def _root() -> Path:
    root = Path(settings.CONFIGURATION.home) / "drafts"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)
