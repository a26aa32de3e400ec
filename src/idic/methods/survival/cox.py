"""What makes customers leave sooner: proportional hazards (Cox 1972), ties by Efron (1977) or Breslow (1974)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from idic.methods.survival.durations import Durations, Floats, durations
from idic.methods.survival.errors import (
    ColumnsDependent,
    ColumnsUnequal,
    DurationImpossible,
    FigureOutOfRange,
    NotConverged,
    NothingHappened,
)

Ties = Literal["efron", "breslow"]

LARGEST_ERROR = 50.0


@dataclass(frozen=True, slots=True)
class CoxModel:
    """Per column: log hazard `coefficients`, `hazard_ratios` with interval, `p` of no effect.

    `baseline_time`, `baseline_hazard`: Breslow's cumulative hazard of a customer with the `means`.
    """

    names: tuple[str, ...]
    coefficients: Floats
    se: Floats
    hazard_ratios: Floats
    low: Floats
    high: Floats
    p: Floats
    log_likelihood: float
    n: int
    events: int
    ties: Ties
    means: Floats
    baseline_time: Floats
    baseline_hazard: Floats

    def survival(self, columns: Mapping[str, ArrayLike], times: ArrayLike) -> Floats:
        """Share still there: one row per customer, one column per time."""
        x = np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in self.names])
        place = np.searchsorted(self.baseline_time, np.asarray(times, dtype=np.float64), side="right")
        hazard = np.r_[0.0, self.baseline_hazard][place]
        result: Floats = np.exp(-np.exp((x - self.means) @ self.coefficients)[:, None] * hazard)
        return result


def cox(
    columns: Mapping[str, ArrayLike],
    duration: ArrayLike,
    observed: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    ties: Ties = "efron",
    level: float = 0.95,
) -> CoxModel:
    from statsmodels.duration.hazard_regression import PHReg  # type: ignore[import-untyped]  # ships no types
    from statsmodels.tools.sm_exceptions import ConvergenceWarning  # type: ignore[import-untyped]  # ships no types

    if not 0 < level < 1:
        raise FigureOutOfRange("The level lies between 0 and 1, for example 0.95.")
    seen = durations(duration, observed, entry)
    if not seen.left.any():
        raise NothingHappened
    names = tuple(columns)
    x = _design(columns, seen.end.size)
    mean, sd = x.mean(axis=0), x.std(axis=0)
    z = (x - mean) / sd
    # statsmodels has who enters at a time at risk at that very time; here nobody is before having been seen.
    entered = None if entry is None else np.nextafter(seen.entry, np.inf)
    model = PHReg(seen.end, z, status=seen.left.astype(np.int64), entry=entered, ties=ties)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ConvergenceWarning)
            found = model.fit(disp=False)
        scaled, errors = np.asarray(found.params, dtype=np.float64), np.asarray(found.bse, dtype=np.float64)
    except (ConvergenceWarning, np.linalg.LinAlgError):
        raise NotConverged from None
    if not (np.isfinite(scaled).all() and np.isfinite(errors).all()) or errors.max() > LARGEST_ERROR:
        raise NotConverged
    b, se = scaled / sd, errors / sd
    reach = NormalDist().inv_cdf(0.5 + level / 2) * se
    time, hazard = _baseline(seen, np.exp(z @ scaled))
    return CoxModel(
        names=names,
        coefficients=b,
        se=se,
        hazard_ratios=np.exp(b),
        low=np.exp(b - reach),
        high=np.exp(b + reach),
        p=np.asarray(2 * norm.sf(np.abs(b / se)), dtype=np.float64),
        log_likelihood=float(found.llf),
        n=seen.end.size,
        events=int(seen.left.sum()),
        ties=ties,
        means=mean,
        baseline_time=time,
        baseline_hazard=hazard,
    )


def _design(columns: Mapping[str, ArrayLike], rows: int) -> Floats:
    parts = []
    for name, values in columns.items():
        column = np.asarray(values, dtype=np.float64)
        if column.shape != (rows,):
            raise ColumnsUnequal("Every column needs one entry per row.")
        if not np.isfinite(column).all():
            raise DurationImpossible(f"The column {name!r} has a missing value. Leave those rows out.")
        if column.min() == column.max():
            raise ColumnsDependent(name)
        parts.append(column)
        if np.linalg.matrix_rank(np.column_stack([np.ones(rows), *parts])) <= len(parts):
            raise ColumnsDependent(name)
    if not parts:
        raise ColumnsUnequal("At least one column is needed.")
    return np.column_stack(parts)


def _baseline(seen: Durations, risk: Floats) -> tuple[Floats, Floats]:
    times = np.unique(seen.end[seen.left])
    weight = np.empty_like(times)
    for place, time in enumerate(times.tolist()):
        weight[place] = risk[(seen.entry < time) & (seen.end >= time)].sum()
    return times, np.cumsum(seen.events(times) / weight)
