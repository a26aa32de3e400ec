"""Purchases still to come of somebody who is a customer now, discounted week by week. t_x plays no part in them."""

import numpy as np
from numpy.polynomial.chebyshev import chebpts1

from idic.methods.clv.arrays import Flags, Floats
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.coded import Coded
from idic.methods.clv.groups import distinct
from idic.methods.clv.mbgnbd import MbgNbd
from idic.methods.clv.model import PurchaseModel

_MOST_NODES = 28
_MANY_NODES = 72
_DIGITS = 31.0
_PROBES = 4
_PRECISION = 1e-11
_LARGEST_TABLE = 4_000_000


def purchases_while_alive(model: PurchaseModel, x: Floats, T: Floats, horizon: float, discount: float) -> Floats:
    """Sum over periods k of [E(k) - E(k-1)]/(1+d)^k for rows that are alive; `discount` is d per period."""
    if isinstance(model, BgNbd | MbgNbd):
        by_x, by_T = Coded.of(x).occurring(), Coded.of(T).occurring()
        if by_T.values.size > 2 * _MOST_NODES and by_x.values.size * by_T.values.size < _LARGEST_TABLE:
            table = _table(model, by_x.values, by_T.values, horizon, discount)
            return np.asarray(table.ravel()[by_x.code * by_T.values.size + by_T.code], dtype=np.float64)
    first, member = distinct(x, T)
    return _summed(model, x[first], T[first], horizon, discount)[member]


def _table(model: BgNbd | MbgNbd, x: Floats, T: Floats, horizon: float, discount: float) -> Floats:
    """A row for each x, a column for each T.

    In ln(alpha + T) the sum is analytic far off the real axis, so a polynomial through a few nodes gives all T to rounding;
    an x for which that is not so at probes between the nodes (one of many purchases) gets more nodes, or else is computed T
    by T.
    """
    table: Floats = np.empty((x.size, T.size))
    rest = np.arange(x.size)
    for most in (_MOST_NODES, _MANY_NODES):
        if rest.size and T.size > 2 * most:
            table[rest], poor = _through_nodes(model, x[rest], T, horizon, discount, most)
            rest = rest[poor]
    if rest.size:
        every = _summed(model, np.repeat(x[rest], T.size), np.tile(T, rest.size), horizon, discount)
        table[rest] = every.reshape(rest.size, T.size)
    return table


def _through_nodes(
    model: BgNbd | MbgNbd, x: Floats, T: Floats, horizon: float, discount: float, most: int
) -> tuple[Floats, Flags]:
    """The rows of the table, and which of them are not exact."""
    place = np.log(model.alpha + T)
    middle, half = (place[-1] + place[0]) / 2.0, (place[-1] - place[0]) / 2.0
    # An analytic strip of half-width pi, less a fifth for safety: how fast polynomials converge on this stretch.
    width = 0.8 * np.pi / half
    enough = int(np.ceil(_DIGITS / np.arcsinh(width)))
    nodes = min(most, enough) if most == _MOST_NODES else most
    node = chebpts1(nodes)
    wanted = (place - middle) / half
    through = _interpolation(node, wanted)
    at_nodes = np.exp(middle + half * node) - model.alpha
    probes = np.linspace(1, T.size - 2, _PROBES).astype(np.int64)
    times = np.concatenate([at_nodes, T[probes]])
    known = _summed(model, np.repeat(x, times.size), np.tile(times, x.size), horizon, discount)
    known = known.reshape(x.size, times.size)
    rows: Floats = known[:, :nodes] @ through
    off = np.abs(rows[:, probes] - known[:, nodes:]) > _PRECISION * np.abs(known[:, nodes:])
    return rows, np.asarray(off.any(axis=1) | ~np.isfinite(rows).all(axis=1), dtype=np.bool_)


def _interpolation(node: Floats, wanted: Floats) -> Floats:
    """Weights of the values at Chebyshev nodes (rows) in the value at each wanted place; barycentric form."""
    angle = (2.0 * np.arange(node.size) + 1.0) * np.pi / (2.0 * node.size)
    weight = (-1.0) ** np.arange(node.size) * np.sin(angle[::-1])
    apart = wanted - node[:, None]
    same = apart == 0.0
    share = weight[:, None] / np.where(same, 1.0, apart)
    hit = same.any(axis=0)
    share[:, hit] = same[:, hit]
    return np.asarray(share / share.sum(axis=0), dtype=np.float64)


def _summed(model: PurchaseModel, x: Floats, T: Floats, horizon: float, discount: float) -> Floats:
    if discount == 0:
        return model.expected_while_alive(horizon, x, T)
    ends = np.arange(1.0, np.floor(horizon) + 1.0)
    if horizon > np.floor(horizon):
        ends = np.append(ends, horizon)
    total, before = np.zeros(x.size), np.zeros(x.size)
    for end in ends:
        until = model.expected_while_alive(float(end), x, T)
        total += (until - before) * (1.0 + discount) ** -end
        before = until
    return total
