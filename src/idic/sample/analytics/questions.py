"""What is foretold of the sample's customers, and what tells them apart."""

from __future__ import annotations

from typing import Final

from idic.domain.differentiate.needs.question import NeedsQuestion
from idic.domain.differentiate.risk.question import Question

#: Six weeks without a purchase: the history of a year then holds several such windows one after the other.
CHURN: Final = Question(
    horizon_days=45, feature_days=180, contact_cost=60.0, save_rate=0.15, worth=6000.0,
)  # fmt: skip
#: How they buy. What they buy has no clear structure in this company: shares of categories give no clusters to rely on.
NEEDS: Final = NeedsQuestion(
    with_categories=False, habits=("frequency", "mean_basket", "campaigns_redeemed"), k=4
)  # fmt: skip
