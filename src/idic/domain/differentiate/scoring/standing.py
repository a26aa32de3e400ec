"""What stands in the records before a refresh writes: read on a connection of its own while scores are computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.scoring.beside import Beside
from idic.domain.differentiate.scoring.carried import Scored, read_scored
from idic.domain.differentiate.scoring.figures import Recorded, recorded_customers
from idic.domain.differentiate.scoring.successor import horizon_of

TABLE = "differentiate_customerscore"
#: Up to so many rows are written in place, and nothing is read before.
IN_PLACE = 20_000
#: What the published methods leave alone; a step of a room may set it.
_LEFT_ALONE = ("churn_risk", "churn_band", "needs_cluster", "segment_ids")


@dataclass(frozen=True)
class Standing:
    """Whatever was written by a transaction that had not ended at `horizon` has to be looked at once more."""

    horizon: int
    recorded: Recorded
    scored: Scored

    def holds(self, names: Sequence[str]) -> bool:
        return set(names) <= set(self.scored.columns)


def read_standing(cursor: CursorWrapper, names: Sequence[str]) -> Standing:
    horizon = horizon_of(cursor)
    fields = [field for field in CustomerScore._meta.concrete_fields if field.column in names]
    return Standing(horizon, recorded_customers(cursor), read_scored(cursor, TABLE, fields))


def standing_read_by(beside: Beside, customers: int) -> Callable[[], Standing | None]:
    """None where so few are written in place."""
    return beside.start(_read) if customers > IN_PLACE else lambda: None


def _read() -> Standing:
    try:
        with connection.cursor() as cursor:
            return read_standing(cursor, _LEFT_ALONE)
    finally:
        # of this thread alone
        connection.close()
