from __future__ import annotations

import fnmatch
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings

from idic.domain.identify.arrivals.errors import PlaceRefused, PlaceUnreachable
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.places.found import Found

_PIECE = 1 << 20
# A file that changed a moment ago may still be on its way.
SETTLED_SECONDS = 5


def watched_folder(address: str) -> Path:
    """Below the folder that the installation names, wherever its links lead."""
    root = Path(settings.CONFIGURATION.import_folder).resolve()
    folder = (root / address.lstrip("/")).resolve()
    if folder != root and root not in folder.parents:
        raise PlaceRefused("outside_folder")
    return folder


@contextmanager
def files_of_folder(schedule: Schedule) -> Iterator[Iterator[Found]]:
    folder = watched_folder(schedule.address)
    if not folder.is_dir():
        raise PlaceUnreachable("no_folder")
    yield _files(folder, schedule.pattern)


def _files(folder: Path, pattern: str) -> Iterator[Found]:
    for path in sorted(folder.iterdir()):
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or not fnmatch.fnmatch(path.name, pattern):
            continue
        if time.time() - about.st_mtime < SETTLED_SECONDS:
            continue
        yield Found(path.name, f"{path.name}|{about.st_size}|{about.st_mtime_ns}", partial(_pieces, path))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
