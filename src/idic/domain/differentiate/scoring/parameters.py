from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """What a lifetime value depends on; shown wherever one is shown."""

    horizon_weeks: int = 52
    annual_discount: float = 0.10
    # the share of net spend that is left after the cost of goods
    margin: float = 0.25

    def as_dict(self) -> dict[str, object]:
        return {"horizon_weeks": self.horizon_weeks, "annual_discount": self.annual_discount, "margin": self.margin}
