from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import betaln

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
FloatsLike = npt.NDArray[np.float64] | npt.NDArray[np.int64] | Sequence[float] | float


def floats(values: FloatsLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def sums(code: Integers, weights: Floats, size: int = 0) -> Floats:
    """Sum of `weights` for each code from 0 to at least `size` - 1."""
    return np.bincount(code, weights=weights, minlength=size).astype(np.float64)


def dot(a: Floats, b: Floats) -> float:
    """Sum of products. Not by BLAS: on columns of customers its threads cost more than they bring."""
    return float(np.einsum("i,i->", a, b))


def log_beta(a: FloatsLike, b: FloatsLike) -> Floats:
    return np.asarray(betaln(a, b), dtype=np.float64)
