"""From the customer mart to one row of scores per customer: the published methods, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from idic.domain.differentiate.scoring.beside import Beside
from idic.domain.differentiate.scoring.holdout import Tried
from idic.domain.differentiate.scoring.lifetime_values import lifetime_values
from idic.domain.differentiate.scoring.parameters import LIMITED, Parameters
from idic.domain.differentiate.scoring.reasons import Reasons
from idic.domain.differentiate.scoring.steps import Turn, added_steps
from idic.domain.differentiate.scoring.value_tiers import value_tiers
from idic.methods import rfm, tense

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.customer_days.reading import ReadDays
    from idic.warehouse.snapshots import Snapshot

_FIFTHS = (0.2, 0.4, 0.6, 0.8)


def score_base(
    mart: pa.Table, *, as_of: date, parameters: Parameters, tried: Callable[[], Tried | None] | None = None,
    snapshot: Snapshot | None = None, currency: str = "", beside: Beside | None = None, days: ReadDays | None = None,
) -> Turn:  # fmt: skip
    """`tried` gives the models that were tried on the past; it is asked when their choice is needed."""
    turn = Turn(
        snapshot=snapshot, mart=mart, as_of=as_of, currency=currency, parameters=parameters,
        columns={"customer_id": mart.column("customer_id").to_numpy().astype(np.int64)},
        reasons=Reasons(mart.num_rows), beside=beside or Beside(), days_held=days,
    )  # fmt: skip
    behaviour(turn)
    recency_frequency_money(turn)
    lifetime_values(turn, tried() if tried is not None else None)
    value_tiers(turn)
    for step in added_steps().values():
        step(turn)
    turn.columns["reasons"], _meant = turn.reasons.coded()
    return turn


def behaviour(turn: Turn) -> None:
    first, last, orders = turn.days("first_day"), turn.days("last_day"), turn.numbers("orders")
    never = np.isnat(last)
    recency = np.where(never, np.nan, (np.datetime64(turn.as_of, "D") - last).astype(np.float64))
    tenses = tense.derive(last, as_of=turn.as_of, median_gap_days=turn.numbers("median_gap"))
    turn.columns |= {
        "first_at": first, "last_at": last, "recency_days": recency, "frequency": orders,
        "monetary": turn.numbers("net"), "tense": tenses.tense,
        "limit_days": np.where(never, np.nan, tenses.limit_days),
    }  # fmt: skip
    turn.reasons.add("no_purchase", orders <= 0)


def recency_frequency_money(turn: Turn) -> None:
    columns, parameters = turn.columns, turn.parameters
    orders = np.where(columns["frequency"] > 0, columns["frequency"], np.nan)
    figures = {"recency_days": columns["recency_days"], "frequency": orders, "monetary": columns["monetary"]}
    limits = parameters.limits if parameters.scheme == "fixed" else None
    scored = rfm.score(
        *figures.values(), scheme=parameters.scheme if limits or parameters.scheme != "fixed" else "independent",
        ties=parameters.ties, breakpoints=limits,
        customer_ids=columns["customer_id"] if parameters.scheme == "nested" else None,
    )  # fmt: skip
    columns |= {"r": scored.r, "f": scored.f, "m": scored.m, "rfm_group": scored.group}
    told = (one for one in scored.warnings if one.code != "no_order")
    turn.warnings += [{"code": f"rfm_{one.code}", "count": one.count} for one in told]
    counted = np.unique(scored.code[scored.code > 0], return_counts=True)
    turn.fitted["rfm"] = {
        "scheme": parameters.scheme, "ties": parameters.ties, "breakpoints": parameters.breakpoints,
        # where the fifths of this base lie: what fixed limits may begin with
        "fifths": {name: _fifths(figures[name], scored.r > 0) for name in LIMITED},
        "codes": {str(code): int(count) for code, count in zip(*counted, strict=True)},
    }  # fmt: skip


def _fifths(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], scored: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[float]:
    kept = values[scored]
    return [round(float(one), 2) for one in np.quantile(kept, _FIFTHS)] if kept.size else []
