"""Actual and strategic value, and the tier that follows from them."""

from __future__ import annotations

import numpy as np

from idic.domain.differentiate.scoring.steps import Turn
from idic.domain.differentiate.scoring.wallet import own_shares
from idic.methods import tiers
from idic.methods.clv.lifetime import WEEKS_PER_YEAR


def value_tiers(turn: Turn) -> None:
    """Actual value is lifetime value less the cost to serve; strategic value is what it would be if the customer gave us
    the share of wallet that can be attained. Without a known share nobody is called growable."""
    worth, parameters = turn.columns["lifetime_value"], turn.parameters
    cost = parameters.cost_to_serve * _years(turn)
    known = ~np.isnan(worth)
    share = own_shares(turn.columns["customer_id"], turn.as_of) if known.any() else np.full(worth.shape, np.nan)
    share[~(share > 0)] = np.nan
    actual = worth - cost
    strategic = worth / share * np.maximum(share, parameters.attainable_share) - cost
    assigned = tiers.assign(
        actual, strategic, mvc_rule=parameters.rule, mvc_share=parameters.most_valuable_share,
        mvc_cumulative=parameters.most_valuable_share, mgc_share=parameters.most_growable_share,
    )  # fmt: skip
    turn.columns |= {"actual_value": actual, "strategic_value": strategic, "tier": assigned.tier}
    turn.warnings.append({"code": "strategic_value_unknown", "count": int((known & np.isnan(strategic)).sum())})
    turn.fitted["tiers"] = {
        "value_floor": _rounded(assigned.value_floor), "growth_floor": _rounded(assigned.growth_floor),
        "with_share": int((known & ~np.isnan(share)).sum()),
    }  # fmt: skip


def _years(turn: Turn) -> float:
    """Years of serving within the horizon, discounted as the value is."""
    rate, weeks = turn.parameters.annual_discount, turn.parameters.horizon_weeks
    years = weeks / WEEKS_PER_YEAR
    return years if rate == 0 else float((1 - (1 + rate) ** -years) / np.log1p(rate))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
