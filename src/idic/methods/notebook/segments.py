"""Recency, frequency, money; and value tiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import pyarrow as pa

from idic.methods import rfm, tiers
from idic.methods.rfm import Breakpoints, Scheme, Ties, Warned
from idic.methods.table import Frame, arrow_table, column, like, numbers
from idic.methods.tiers import MvcRule


@dataclass(frozen=True, slots=True)
class RfmScores(Generic[Frame]):
    """`table`: customer, r, f, m, code, group (empty where not scored)."""

    table: Frame
    found: rfm.RfmScores

    @property
    def warnings(self) -> tuple[Warned, ...]:
        return self.found.warnings


@dataclass(frozen=True, slots=True)
class ValueTiers(Generic[Frame]):
    """`table`: customer, tier, reason (empty where every test was decided)."""

    table: Frame
    found: tiers.TierAssignments

    @property
    def warnings(self) -> tuple[Warned, ...]:
        return self.found.warnings


def rfm_scores(
    figures: Frame,
    *,
    customer: str = "customer",
    recency_days: str = "recency_days",
    frequency: str = "frequency",
    monetary: str = "monetary",
    scheme: Scheme = "independent",
    ties: Ties = "min",
    breakpoints: Breakpoints | None = None,
) -> RfmScores[Frame]:
    """From one row per customer, as `purchase_figures` makes them."""
    source = arrow_table(figures)
    ids = column(source, customer)
    found = rfm.score(
        numbers(source, recency_days),
        numbers(source, frequency),
        numbers(source, monetary),
        scheme=scheme,
        ties=ties,
        breakpoints=breakpoints,
        customer_ids=ids.to_numpy() if scheme == "nested" else None,
    )
    unscored = found.r == 0
    columns = {"r": found.r, "f": found.f, "m": found.m, "code": found.code, "group": found.group}
    table = pa.table(
        {customer: ids} | {name: pa.array(values, mask=unscored, from_pandas=True) for name, values in columns.items()}
    )
    return RfmScores(like(figures, table), found)


def value_tiers(
    values: Frame,
    *,
    customer: str = "customer",
    actual_value: str = "actual_value",
    strategic_value: str | None = None,
    mvc_rule: MvcRule = "top_share",
    mvc_share: float = 0.10,
    mvc_cumulative: float = 0.50,
    mgc_share: float = 0.10,
) -> ValueTiers[Frame]:
    """From one row per customer. Without `strategic_value` nobody can be called growable."""
    source = arrow_table(values)
    found = tiers.assign(
        numbers(source, actual_value),
        None if strategic_value is None else numbers(source, strategic_value),
        mvc_rule=mvc_rule,
        mvc_share=mvc_share,
        mvc_cumulative=mvc_cumulative,
        mgc_share=mgc_share,
    )
    table = pa.table(
        {
            customer: column(source, customer),
            "tier": pa.array(found.tier, type=pa.string(), mask=found.tier == ""),
            "reason": pa.array(found.reason, type=pa.string(), mask=found.reason == ""),
        }
    )
    return ValueTiers(like(values, table), found)
