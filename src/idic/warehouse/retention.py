"""Which snapshots are kept: the last few, the last of each day for some days, the last of each month for some months."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from idic.warehouse.snapshots import UNFINISHED, moment_of


@dataclass(frozen=True)
class Keeping:
    last: int = 5
    days: int = 14
    months: int = 12


def kept_names(names: Iterable[str], *, keeping: Keeping) -> set[str]:
    """By the snapshots' own moments and not by the clock: a warehouse that rested for a year loses nothing."""
    newest_first = sorted(names, reverse=True)
    kept = set(newest_first[: max(keeping.last, 1)])
    for pattern, most in (("%Y-%m-%d", keeping.days), ("%Y-%m", keeping.months)):
        last_of: dict[str, str] = {}
        for name in newest_first:
            moment = moment_of(name) or datetime.min.replace(tzinfo=UTC)
            last_of.setdefault(f"{moment:{pattern}}", name)
        kept |= set(list(last_of.values())[:most])
    return kept


def remove_old_snapshots(warehouse: Path, *, keeping: Keeping | None = None) -> list[str]:
    """Never the one that is read. A reader that has a file open reads it to its end."""
    from django.conf import settings

    keeping = keeping or Keeping(*settings.CONFIGURATION.snapshots_kept)
    current = (warehouse / "current").read_text(encoding="utf-8").strip()
    root = warehouse / "snapshots"
    names = [path.name for path in root.iterdir() if path.suffix != UNFINISHED]
    gone = sorted(set(names) - kept_names(names, keeping=keeping) - {current})
    for name in gone:
        # no longer a snapshot from the first step on, so a half removed one is never read
        (root / name / "manifest.json").unlink(missing_ok=True)
        shutil.rmtree(root / name)
    return gone
