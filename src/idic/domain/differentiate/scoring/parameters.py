from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, cast

from idic.domain.differentiate.models import ValueSettings

if TYPE_CHECKING:
    from idic.methods.rfm import Breakpoints, Scheme, Ties
    from idic.methods.tiers import MvcRule

LIMITED = ("recency_days", "frequency", "monetary")


@dataclass(frozen=True)
class Parameters:
    """What the value of a customer depends on besides the purchases; shown wherever one is shown."""

    horizon_weeks: int = 52
    annual_discount: float = 0.10
    # the share of net spend that is left after the cost of goods
    margin: float = 0.25
    # of single categories, by their id as text: JSON knows no other keys
    category_margins: dict[str, float] = field(default_factory=dict)
    # of one customer in a year
    cost_to_serve: float = 0.0
    attainable_share: float = 0.80
    tier_rule: str = "top_share"
    most_valuable_share: float = 0.10
    most_growable_share: float = 0.10
    rfm_scheme: str = "independent"
    rfm_ties: str = "min"
    breakpoints: dict[str, list[float]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    @property
    def scheme(self) -> Scheme:
        return cast("Scheme", self.rfm_scheme)

    @property
    def ties(self) -> Ties:
        return cast("Ties", self.rfm_ties)

    @property
    def rule(self) -> MvcRule:
        return cast("MvcRule", self.tier_rule)

    @property
    def limits(self) -> Breakpoints | None:
        """Raises BreakpointsNotAscending."""
        from idic.methods.rfm import Breakpoints

        if not self.breakpoints:
            return None
        recency, frequency, monetary = (tuple(self.breakpoints.get(name, ())) for name in LIMITED)
        return Breakpoints(recency, frequency, monetary)  # type: ignore[arg-type]  # checked there


def parameters_in_use() -> Parameters:
    kept = ValueSettings.objects.first()
    return Parameters(**{one.name: getattr(kept, one.name) for one in fields(Parameters)}) if kept else Parameters()
