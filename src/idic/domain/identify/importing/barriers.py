"""What higher rooms keep out of an import: asked once the rows are matched, in its transaction, and before it is weighed."""

from __future__ import annotations

from collections.abc import Callable

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.models import ImportBatch

#: Refuses rows of `stage_fate`, and says so.
Barrier = Callable[[ImportBatch, Refusals], object]

_barriers: dict[str, Barrier] = {}


def register_barrier(code: str, barrier: Barrier) -> None:
    _barriers[code] = barrier


def barriers() -> list[Barrier]:
    return list(_barriers.values())
