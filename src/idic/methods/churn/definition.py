"""What counts as lost, fixed before any model, and the moments at which features and outcome are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

from idic.methods.churn.errors import FigureOutOfRange

Kind = Literal["contractual", "p_alive", "gap"]

GRACE_DAYS = 30
HORIZON_DAYS = 90
P_ALIVE_CUT = 0.5

VOLUNTARY_REASONS = (
    "price", "quality", "service", "competitor", "need_gone", "moved", "closed_or_died", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """`contractual`: the contract ended and was not renewed within `grace_days`. `p_alive`: the probability of still
    being a customer is below `cut`. `gap`: no purchase within `horizon_days`.
    """

    kind: Kind
    horizon_days: int = HORIZON_DAYS
    grace_days: int = GRACE_DAYS
    cut: float = P_ALIVE_CUT

    def __post_init__(self) -> None:
        if self.kind not in ("contractual", "p_alive", "gap"):
            raise FigureOutOfRange("Churn is defined by contract, by the probability of being alive or by a gap.")
        if self.horizon_days < 1 or self.grace_days < 0 or not 0 < self.cut < 1:
            raise FigureOutOfRange("The window is at least a day, grace not negative, the cut between 0 and 1.")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Definition:
        return cls(**document)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Features from [t0 - feature_days, t0), outcome from [t0 + blind_days, t0 + blind_days + horizon_days)."""

    t0: date
    feature_days: int
    blind_days: int
    horizon_days: int

    def __post_init__(self) -> None:
        if self.feature_days < 1 or self.blind_days < 0 or self.horizon_days < 1:
            raise FigureOutOfRange(
                "The windows of features and outcome are at least a day, the blind days none or more."
            )

    @property
    def feature_start(self) -> date:
        return self.t0 - timedelta(days=self.feature_days)

    @property
    def label_start(self) -> date:
        return self.t0 + timedelta(days=self.blind_days)

    @property
    def label_end(self) -> date:
        """The first day after the outcome window."""
        return self.label_start + timedelta(days=self.horizon_days)

    def complete(self, last_day: date) -> bool:
        """Whether `last_day`, the last day with data, closes the outcome window."""
        return last_day >= self.label_end - timedelta(days=1)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "t0": self.t0.isoformat()}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Scheme:
        return cls(**{**document, "t0": date.fromisoformat(document["t0"])})


def schemes_before(
    last_day: date, *, count: int, feature_days: int, blind_days: int, horizon_days: int, step_days: int | None = None
) -> tuple[Scheme, ...]:
    """The newest `count` schemes with a complete outcome window, oldest first; without `step_days` windows do not overlap.

    The newest ends on `last_day`.
    """
    step = horizon_days if step_days is None else step_days
    if count < 1 or step < 1:
        raise FigureOutOfRange("At least one scheme, and a step of at least a day, is needed.")
    newest = last_day - timedelta(days=blind_days + horizon_days - 1)
    return tuple(
        Scheme(newest - timedelta(days=step * back), feature_days, blind_days, horizon_days)
        for back in range(count - 1, -1, -1)
    )
