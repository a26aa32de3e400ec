"""How long customers stay, most of whom have not left yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from idic.methods.survival import LogRank, SurvivalCurve, kaplan_meier, log_rank
from idic.methods.table import Frame, arrow_table, like, numbers, texts


@dataclass(frozen=True, slots=True)
class SurvivalCurves(Generic[Frame]):
    """`table`: group (where one was named), time, at_risk, events, survival, low, high. `test`: whether the groups differ,
    None for a single one."""

    table: Frame
    curves: Mapping[str, SurvivalCurve]
    test: LogRank | None


def survival_curves(
    rows: Frame,
    *,
    duration: str = "duration",
    observed: str = "observed",
    group: str | None = None,
    entry: str | None = None,
    level: float = 0.95,
) -> SurvivalCurves[Frame]:
    """`observed`: 1 or true who left at that time, 0 or false who was still there when last seen."""
    source = arrow_table(rows)
    end, left = numbers(source, duration), numbers(source, observed)
    start = None if entry is None else numbers(source, entry)
    names = np.full(end.size, "", dtype=object) if group is None else texts(source, group)
    labels = names.astype(np.str_)
    curves = {
        str(name): kaplan_meier(
            end[labels == name],
            left[labels == name],
            entry=None if start is None else start[labels == name],
            level=level,
        )
        for name in np.unique(labels)
    }
    test = log_rank(end, left, labels, entry=start) if len(curves) > 1 else None
    told: dict[str, object] = {}
    if group is not None:
        told[group] = pa.array([name for name, curve in curves.items() for _ in curve.time], type=pa.string())
    for figure in ("time", "at_risk", "events", "survival", "low", "high"):
        values = np.concatenate([getattr(curve, figure) for curve in curves.values()])
        told[figure] = pa.array(values, from_pandas=True)
    return SurvivalCurves(like(rows, pa.table(told)), curves, test)
