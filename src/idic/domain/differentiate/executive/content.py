"""What one reading holds, as typed data and as the JSON that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from idic.methods.drivers import Contribution
from idic.methods.scenarios import Leavers, Spread

Series = tuple[float | None, ...]


@dataclass(frozen=True)
class Ahead:
    """The months after the last; empty with a reason where no forecast is better than a guess."""

    mean: tuple[float, ...] = ()
    lower: tuple[float, ...] = ()
    upper: tuple[float, ...] = ()
    level: float = 0.8
    reason: str = ""
    error: float | None = None
    naive_error: float | None = None


@dataclass(frozen=True)
class Cause:
    """The last whole month held against another. `factors` of a product or a reason why there are none; `members` by
    dimension, the largest change first."""

    against: int
    factors: tuple[Contribution, ...] = ()
    reason: str = ""
    members: dict[str, tuple[Contribution, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """`first` and `last` are whole months, counted from the year 0; every series has one entry for each between them."""

    first: int
    last: int
    currency: str
    series: dict[str, Series]
    ahead: dict[str, Ahead]
    causes: tuple[Cause, ...] = ()
    leavers: Leavers | None = None
    tiers: dict[str, Spread] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Content:
        return cls(
            first=kept["first"], last=kept["last"], currency=kept["currency"],
            series={code: tuple(values) for code, values in kept["series"].items()},
            ahead={code: Ahead(**_tuples(one, ("mean", "lower", "upper"))) for code, one in kept["ahead"].items()},
            causes=tuple(
                Cause(
                    one["against"], _contributions(one["factors"]), one["reason"],
                    {name: _contributions(rows) for name, rows in one["members"].items()},
                )
                for one in kept["causes"]
            ),
            leavers=Leavers(**kept["leavers"]) if kept["leavers"] else None,
            tiers={code: Spread(**one) for code, one in kept["tiers"].items()},
        )  # fmt: skip

    def value(self, code: str, month: int) -> float | None:
        values = self.series.get(code, ())
        place = month - self.first
        return values[place] if 0 <= place < len(values) else None


def _contributions(rows: Sequence[dict[str, Any]]) -> tuple[Contribution, ...]:
    return tuple(Contribution(**row) for row in rows)


def _tuples(kept: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: tuple(value) if name in names else value for name, value in kept.items()}
