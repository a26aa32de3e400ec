"""Which class takes which kind of file. A room registers its own when it starts."""

from __future__ import annotations

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.finish import Taking

_takings: dict[str, type[Taking]] = {}


def register_taking(kind: str, taking: type[Taking]) -> None:
    _takings[kind] = taking


def taking_of(batch: ImportBatch) -> Taking:
    return _takings[batch.kind](batch)
