"""What the kept snapshots take on disk. A block that several share is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from idic.warehouse.snapshots import EMPTY, Snapshot


@dataclass(frozen=True)
class DiskUse:
    """`whole` is what a snapshot would take by itself, `alone` what its removal would free."""

    total: int
    whole: dict[str, int]
    alone: dict[str, int]


@dataclass(frozen=True)
class Difference:
    """Of one mart between two snapshots; `blocks` differ out of `of`. Rows are None where a snapshot lacks the mart."""

    mart: str
    earlier: int | None
    later: int | None
    blocks: int
    of: int


def disk_use(snapshots: Sequence[Snapshot]) -> DiskUse:
    held: dict[str, dict[tuple[int, int], int]] = {}
    for snapshot in snapshots:
        held[snapshot.name] = {
            (told.st_dev, told.st_ino): told.st_size for told in (path.stat() for path in snapshot.paths())
        }
    users = Counter(file for files in held.values() for file in files)
    every = {file: size for files in held.values() for file, size in files.items()}
    return DiskUse(
        sum(every.values()),
        {name: sum(files.values()) for name, files in held.items()},
        {name: sum(size for file, size in files.items() if users[file] == 1) for name, files in held.items()},
    )


def differences(earlier: Snapshot, later: Snapshot) -> list[Difference]:
    """A block that is the same file is the same; of two files nothing is claimed but that they were written apart."""
    found = []
    for mart in dict.fromkeys([*later.rows, *earlier.rows]):
        files = (set(later.files.get(mart, {})) | set(earlier.files.get(mart, {}))) - {EMPTY}
        changed = sum(not _same(earlier, later, mart, file) for file in files)
        found.append(Difference(mart, earlier.rows.get(mart), later.rows.get(mart), changed, len(files)))
    return found


def _same(earlier: Snapshot, later: Snapshot, mart: str, file: str) -> bool:
    one, other = earlier.folder / mart / file, later.folder / mart / file
    return one.exists() and other.exists() and one.samefile(other)
