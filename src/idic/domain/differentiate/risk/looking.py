"""The data seen through the question, before anything is trained: windows, counts, exclusions, and the curve of gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.risk.labels import contract_ends, labels
from idic.domain.differentiate.risk.periods import Periods, periods
from idic.domain.differentiate.risk.question import Kind, Question
from idic.warehouse.marts.features import Tables

if TYPE_CHECKING:
    from idic.methods.churn import GapWindow

#: Fewer leavers than this are too few for more than a handful of weights.
FEW_EVENTS = 50
_CURVE_POINTS = 60


@dataclass(frozen=True)
class Known:
    """First and last day of which the records tell."""

    first: date | None
    last: date | None


def known_days(table: Tables, question: Question, *, currency: str, until: date) -> Known:
    import ibis

    purchases = table("purchases")
    end = min(question.day or until, until)
    sales = purchases.filter(
        purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
        purchases.day <= ibis.date(end.isoformat()),
    )  # fmt: skip
    row = sales.aggregate(first=sales.day.min(), last=sales.day.max()).to_pyarrow().to_pylist()[0]
    first, last = row["first"], row["last"]
    if not question.is_dated:
        # what stands on customers is known without any purchase
        return Known(first, last or end)
    if question.kind == Kind.CONTRACT:
        # a renewal would be on record whether or not anything was bought since
        _customers, ends = contract_ends(table, question.target)
        known = ends[~np.isnat(ends)]
        return Known(first or known.min().item(), end) if known.size else Known(None, None)
    return Known(first, last)


def span_of(question: Question, known: Known) -> Periods:
    if known.last is not None and not question.is_dated:
        return Periods((), known.last, question.feature_days)
    if known.first is None or known.last is None:
        return Periods((), question.day or date.min, question.feature_days)
    return periods(question, first_known=known.first, last_known=known.last)


def look(
    table: Tables, question: Question, *, currency: str, until: date, without: NDArray[np.int64], report: Any
) -> dict[str, Any]:
    """JSON for the page: what would be learned from, and what stands in the way (codes)."""
    report("model_look", 0, 2)
    known = known_days(table, question, currency=currency, until=until)
    span = span_of(question, known)
    question = replace(question, feature_days=span.feature_days)
    found: dict[str, Any] = {
        "first_day": known.first.isoformat() if known.first else None,
        "last_day": known.last.isoformat() if known.last else None,
        "feature_days": span.feature_days,
        "periods": [],
        "warnings": [],
    }
    days = span.days if question.is_dated else (span.last_known,)
    for t0 in days:
        told = labels(table, question, t0, currency=currency)
        allowed = ~np.isin(told.customers, without)
        left_out = dict(told.left_out)
        if not allowed.all():
            left_out["no_profiling"] = int((~allowed).sum())
        found["periods"].append(
            {
                "t0": t0.isoformat(), "rows": int(allowed.sum()), "events": int(told.outcome[allowed].sum()),
                "left_out": {code: count for code, count in left_out.items() if count},
            }
        )  # fmt: skip
    report("model_look", 1, 2)
    if question.kind == Kind.SILENCE and known.last is not None:
        found["gaps"] = gaps(table, currency=currency, until=known.last)
    found["warnings"] = _warnings(question, found)
    report("model_look", 2, 2)
    return found


def _warnings(question: Question, found: dict[str, Any]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    kept = found["periods"]
    if not kept:
        return [{"code": "history_too_short", "days": question.horizon_days + question.gap_days}]
    events = sum(one["events"] for one in kept)
    rows = sum(one["rows"] for one in kept)
    if not events or events == rows:
        told.append({"code": "one_class", "count": rows})
    elif min(events, rows - events) < FEW_EVENTS:
        told.append({"code": "few_events", "count": min(events, rows - events)})
    if not question.is_dated:
        told.append({"code": "no_dates"})
    elif len(kept) == 1:
        told.append({"code": "one_period_only"})
    return told


def gaps(table: Tables, *, currency: str, until: date) -> dict[str, Any]:
    """How long repeat buyers stay away between two purchases, and whether they come back: proposes the horizon."""
    import ibis

    from idic.methods import churn

    purchases = table("purchases")
    sales = purchases.filter(
        purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
        purchases.total_e4 > 0, purchases.day <= ibis.date(until.isoformat()),
    )  # fmt: skip
    rows = sales.select("customer_id", "day").distinct().to_pyarrow()
    who = np.asarray(rows.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    day = np.asarray(rows.column("day").to_numpy(zero_copy_only=False), dtype="datetime64[D]")
    window: GapWindow = churn.gap_window(who, day, as_of=until)
    steps = np.linspace(0, len(window.days) - 1, min(_CURVE_POINTS, len(window.days))).astype(int)
    return {
        "proposed": int(window.horizon_days),
        "days": [int(window.days[one]) for one in steps],
        "closed": [round(float(window.share_closed[one]), 4) for one in steps],
        "back": [
            None if np.isnan(window.share_back[one]) else round(float(window.share_back[one]), 4) for one in steps
        ],
    }
