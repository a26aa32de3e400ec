"""Do groups leave at different speeds? Mantel-Cox log-rank test (Mantel 1966; Peto and Peto 1972)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from idic.methods.survival.durations import Floats, Ints, durations
from idic.methods.survival.errors import ColumnsUnequal, NothingHappened, OneGroupOnly


@dataclass(frozen=True, slots=True)
class LogRank:
    """Per group (ascending): customers, those who left, and those who would have left if all groups were alike."""

    groups: tuple[str, ...]
    customers: Ints
    observed: Ints
    expected: Floats
    statistic: float
    df: int
    p: float


def log_rank(duration: ArrayLike, observed: ArrayLike, group: ArrayLike, *, entry: ArrayLike | None = None) -> LogRank:
    seen = durations(duration, observed, entry)
    raw = np.asarray(group)
    if raw.shape != seen.end.shape:
        raise ColumnsUnequal("Every row needs its group.")
    names, code = np.unique(raw.astype(np.str_), return_inverse=True)
    if names.size < 2:
        raise OneGroupOnly
    times = np.unique(seen.end[seen.left])
    if not times.size:
        raise NothingHappened
    parts = [seen.take(code == one) for one in range(names.size)]
    risk = np.stack([part.at_risk(times) for part in parts]).astype(np.float64)
    left = np.stack([part.events(times) for part in parts]).astype(np.float64)
    n, d = risk.sum(axis=0), left.sum(axis=0)
    share = risk / n
    expected = (share * d).sum(axis=1)
    spread = d * np.divide(n - d, n - 1, out=np.zeros_like(n), where=n > 1)
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    gap = left.sum(axis=1) - expected
    statistic = float(gap @ np.linalg.pinv(covariance, hermitian=True) @ gap)
    df = names.size - 1
    return LogRank(
        tuple(names.tolist()),
        np.bincount(code).astype(np.int64),
        left.sum(axis=1).astype(np.int64),
        expected,
        statistic,
        df,
        float(chi2.sf(statistic, df)),
    )
