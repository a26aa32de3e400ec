"""What a refresh computes, step by step, each on what the steps before it left in the turn.

A room adds a step with `score_step`; what it puts into `turn.columns` under the name of a field of CustomerScore is stored
with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from idic.domain.differentiate.scoring.beside import Beside
from idic.domain.differentiate.scoring.parameters import Parameters
from idic.domain.differentiate.scoring.reasons import Reasons

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.customer_days.reading import ReadDays
    from idic.warehouse.snapshots import Snapshot

Column = npt.NDArray[Any]


@dataclass
class Turn:
    """One refresh at work.

    `mart` has one row per customer of whom scores are computed, by id. `columns` are as long as it: NaN, NaT, "" or a
    masked 0 (of r, f and m) where a figure cannot be known. `fitted` and `warnings` are kept with the refresh as JSON.
    """

    snapshot: Snapshot | None
    mart: pa.Table
    as_of: date
    currency: str
    parameters: Parameters
    columns: dict[str, Column]
    reasons: Reasons
    beside: Beside = field(default_factory=Beside)
    #: of all customers, where they were read already
    days_held: ReadDays | None = None
    fitted: dict[str, Any] = field(default_factory=dict)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def customers(self) -> int:
        return int(self.mart.num_rows)

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """A column of the mart, NaN where it is empty."""
        return np.asarray(self.mart.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)

    def days(self, name: str) -> npt.NDArray[np.datetime64]:
        return np.asarray(self.mart.column(name).to_numpy(zero_copy_only=False), dtype="datetime64[D]")


Step = Callable[[Turn], None]
_added: dict[str, Step] = {}


def score_step(name: str) -> Callable[[Step], Step]:
    """After the published methods, in the order of registration. Registered when the room's app is ready, so the module
    that registers imports no heavy library."""

    def register(step: Step) -> Step:
        _added[name] = step
        return step

    return register


def added_steps() -> dict[str, Step]:
    return dict(_added)
