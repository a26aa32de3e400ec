"""What the refresh computes from the other marts, and writes into the snapshot before it is published."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import EVERYTHING, Column, Kind, Mart, Unit

_SCORE = "differentiate_customerscore"


def _score(name: str, type_: str, meaning: object, unit: Unit = Unit.NONE) -> Column:
    return Column(name, type_, meaning, (f"{_SCORE}.{name}",), unit=unit)  # type: ignore[arg-type]  # a lazy text


def _money(name: str, meaning: object) -> Column:
    return Column(f"{name}_e4", "int64", meaning, (f"{_SCORE}.{name}",), unit=Unit.MONEY)  # type: ignore[arg-type]  # a lazy text


SCORES = Mart(
    "scores",
    _("Scores"),
    _("One row per customer of whom something may be computed, as of the day of the refresh."),
    Kind.COMPUTED,
    (
        _score("customer_id", "int64", _("Number of the customer.")),
        _score("tense", "string", _("Stage of the customer's life.")),
        _score("recency_days", "int32", _("Days since the last purchase."), Unit.DAYS),
        _score("frequency", "int32", _("Number of purchases."), Unit.COUNT),
        _score("r", "int16", _("Score of recency, 1 to 5.")),
        _score("f", "int16", _("Score of frequency, 1 to 5.")),
        _score("m", "int16", _("Score of spending, 1 to 5.")),
        _score("rfm_group", "string", _("Group by recency, frequency and spending.")),
        _score("p_alive", "double", _("Probability that the customer still buys."), Unit.SHARE),
        _score("expected_purchases", "double", _("Purchases that are expected within the horizon."), Unit.COUNT),
        _score("expected_low", "double", _("At least so many, for nine of ten such customers."), Unit.COUNT),
        _score("expected_high", "double", _("At most so many, for nine of ten such customers."), Unit.COUNT),
        _money("monetary", _("Net spend: purchases less returns.")),
        _money("lifetime_value", _("Expected margin within the horizon, discounted to the day of the refresh.")),
        _money("actual_value", _("Lifetime value less the cost to serve.")),
        _money("strategic_value", _("What it would be with the share of wallet that can be attained.")),
        _score("tier", "string", _("Tier by value.")),
    ),
    forgotten=EVERYTHING,
)
MEMBERSHIPS = Mart(
    "memberships",
    _("Memberships"),
    _("One row per customer and segment that holds the customer."),
    Kind.COMPUTED,
    (
        Column("customer_id", "int64", _("Number of the customer."), ("differentiate_segmentmembership.customer_id",)),
        Column("segment_id", "int64", _("Number of the segment."), ("differentiate_segmentmembership.segment_id",)),
    ),
    forgotten=EVERYTHING,
)
