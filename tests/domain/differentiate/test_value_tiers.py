"""Actual and strategic value out of lifetime value, cost to serve and shares of wallet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.scoring.parameters import Parameters
from idic.domain.differentiate.scoring.reasons import Reasons
from idic.domain.differentiate.scoring.steps import Turn
from idic.domain.differentiate.scoring.value_tiers import value_tiers
from idic.domain.identify.enums import ShareSource
from idic.domain.identify.models import Competitor, Customer, WalletShare

NOON = datetime(2026, 10, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_all_six_tiers_come_about_where_shares_of_wallet_are_known() -> None:
    people = Customer.objects.bulk_create(Customer(name=str(n), created_at=NOON, updated_at=NOON) for n in range(6))
    rival = Competitor.objects.create(name="Rival")
    # our own share in percent, or what a competitor has, or nothing
    told = {0: (10, None), 1: (90, None), 2: (None, 95), 3: (100, None), 4: (10, None)}
    for number, (ours, theirs) in told.items():
        WalletShare.objects.create(
            customer=people[number], competitor=None if ours is not None else rival,
            percent=Decimal(ours if ours is not None else theirs), as_of=date(2026, 1, 1),
            told_by=ShareSource.choices[0][0], created_at=NOON,
        )  # fmt: skip
    worth = np.array([1000.0, 900.0, 300.0, 10.0, 90.0, 200.0])
    ids = np.array([one.pk for one in people])
    parameters = Parameters(
        horizon_weeks=52, annual_discount=0.0, cost_to_serve=100.0, attainable_share=0.8, most_valuable_share=0.33,
        most_growable_share=0.33,
    )  # fmt: skip
    turn = Turn(None, pa.table({"customer_id": ids}), date(2026, 10, 31), "THB", parameters,
                {"customer_id": ids, "lifetime_value": worth}, Reasons(6))  # fmt: skip
    value_tiers(turn)
    cost = 100.0 * 52 / (365.25 / 7)
    np.testing.assert_allclose(turn.columns["actual_value"], worth - cost)
    np.testing.assert_allclose(turn.columns["strategic_value"][[0, 1, 2]], [8000 - cost, 900 - cost, 4800 - cost])
    assert np.isnan(turn.columns["strategic_value"][5])
    assert list(turn.columns["tier"]) == [
        Tier.SUPER_GROWTH, Tier.MOST_VALUABLE, Tier.MOST_GROWABLE, Tier.BELOW_ZERO, Tier.MIGRATOR, Tier.LOW_MAINTENANCE
    ]  # fmt: skip
    assert turn.warnings == [{"code": "strategic_value_unknown", "count": 1}]
