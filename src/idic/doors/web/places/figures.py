"""What the page of the map offers to show."""

from __future__ import annotations

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Measure
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.measures.measures import MEASURES

FIGURES: dict[str, Measure] = {
    code: MEASURES[code]
    for code in ("customers", "buyers", "net_sales", "sales_per_buyer", "new_customers", "lifetime_value")
}
PERIODS = ("last_12_months", "this_year", "last_year", "last_90_days", "this_month", "last_month", "all")


def is_timed(measure: Measure) -> bool:
    """Asked of a time; the others tell of the customers as they are."""
    return any(FACTS[ATOMS[code].fact].day for code in measure.atoms)
