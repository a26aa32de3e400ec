"""Prices asked of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import pyarrow as pa

from idic.methods.prices import QUESTIONS, GaborGranger, Rule, VanWestendorp, gabor_granger, van_westendorp
from idic.methods.table import Frame, arrow_table, like, numbers


@dataclass(frozen=True, slots=True)
class PriceMeter(Generic[Frame]):
    """`table`: price, and the shares for whom it is too cheap, cheap, expensive, too expensive."""

    table: Frame
    found: VanWestendorp


@dataclass(frozen=True, slots=True)
class PriceDemand(Generic[Frame]):
    """`table`: price, asked, willing, share, monotone (made to fall), revenue and, with a cost, profit for each asked."""

    table: Frame
    found: GaborGranger


def price_meter(
    answers: Frame,
    *,
    too_cheap: str = "too_cheap",
    cheap: str = "cheap",
    expensive: str = "expensive",
    too_expensive: str = "too_expensive",
    rule: Rule = "inclusive",
) -> PriceMeter[Frame]:
    """Van Westendorp: one row per person with four prices."""
    source = arrow_table(answers)
    found = van_westendorp(*(numbers(source, name) for name in (too_cheap, cheap, expensive, too_expensive)), rule=rule)
    table = pa.table({name: getattr(found.curves, name) for name in ("price", *QUESTIONS)})
    return PriceMeter(like(answers, table), found)


def price_demand(
    answers: Frame, *, price: str = "price", willing: str = "willing", cost: float | None = None
) -> PriceDemand[Frame]:
    """Gabor-Granger: one row per answer, the price shown and whether they would buy."""
    source = arrow_table(answers)
    found = gabor_granger(numbers(source, price), numbers(source, willing), cost=cost)
    names = ("price", "asked", "willing", "share", "monotone", "revenue", *(("profit",) if cost is not None else ()))
    return PriceDemand(like(answers, pa.table({name: getattr(found, name) for name in names})), found)
