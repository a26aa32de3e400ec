"""Maximum likelihood on log parameters, with the rule by which a maximum is accepted.

Two quasi-Newton searches, from 0 (every parameter 1) and from elsewhere, go over at most 2000 evenly picked groups (all
of them in a small base). Where both end within 1e-4 of the same log-likelihood, secant steps on all groups follow. Else
the long way: Nelder-Mead and BFGS on the picked groups, Newton steps on all, from up to four places. The maximum is
accepted when the norm of the gradient of the whole log-likelihood is below 1e-4 and a search from another place ends
within 1e-4 of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import minimize

from idic.methods.clv import secant
from idic.methods.clv.arrays import Floats

GRADIENT_TOLERANCE = 1e-4
AGREEMENT_TOLERANCE = 1e-4
THIN_GROUPS = 2000

NOT_CONVERGED = "not_converged"
PARAMETER_AT_BOUNDARY = "parameter_at_boundary"

_LIMIT = 15.0
_BOUNDARY = 9.0
_QUICK_RANGE = 8.0
_ROUGH_GRADIENT = 1e-8
_ROUGH_STEPS = 80
_FULL_STEPS = 20
_OTHER_STARTS = ((-0.5, 1.0), (1.0, -0.5), (1.5, 1.5))

Objective = Callable[[Floats], tuple[float, Floats]]
"""Log parameters to (log-likelihood, its gradient in the log parameters)."""

ParametersT = TypeVar("ParametersT", covariant=True)


@dataclass(frozen=True, slots=True)
class Fit(Generic[ParametersT]):
    """`n` customers entered the likelihood, `excluded` were left out by rule; warnings are codes."""

    parameters: ParametersT
    log_likelihood: float
    n: int
    converged: bool
    gradient_norm: float
    warnings: tuple[str, ...] = ()
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class Maximum:
    log_parameters: Floats
    log_likelihood: float
    gradient_norm: float
    converged: bool

    @property
    def warnings(self) -> tuple[str, ...]:
        codes = []
        if not self.converged:
            codes.append(NOT_CONVERGED)
        if bool(np.any(np.abs(self.log_parameters) >= _BOUNDARY - 1e-9)):
            codes.append(PARAMETER_AT_BOUNDARY)
        return tuple(codes)


def maximise(objective: Objective, thin: Objective, *, dimension: int, customers: float) -> Maximum:
    cost, rough = _mean_cost(objective, customers), _mean_cost(thin, customers)
    quick = _quickly(cost, rough, dimension, customers)
    if quick is not None:
        return quick

    def height(theta: Floats) -> float:
        return rough(theta)[0]

    simplex = minimize(
        height,
        np.zeros(dimension),
        method="Nelder-Mead",
        options={"maxfev": 120, "xatol": 1e-2, "fatol": 1e-2 / customers},
    )
    best = _searched(cost, rough, simplex.x, customers)
    if np.any(np.abs(best.log_parameters) > _BOUNDARY):
        return _at_boundary(cost, rough, best, customers)
    agreed = False
    for pair in _OTHER_STARTS:
        other = _searched(cost, rough, np.resize(np.array(pair), dimension), customers)
        agreed = abs(other.log_likelihood - best.log_likelihood) < AGREEMENT_TOLERANCE
        if other.log_likelihood > best.log_likelihood:
            best = other
        if agreed:
            break
    if np.any(np.abs(best.log_parameters) > _BOUNDARY):
        return _at_boundary(cost, rough, best, customers)
    return replace(best, converged=agreed and best.converged)


def _quickly(cost: Objective, rough: Objective, dimension: int, customers: float) -> Maximum | None:
    """None where the two searches do not agree, or lead to the end of the range: that takes the long way."""
    starts = np.zeros(dimension), np.resize(np.array(_OTHER_STARTS[0]), dimension)
    ends = [secant.descend(rough, start, limit=_ROUGH_GRADIENT, most=_ROUGH_STEPS) for start in starts]
    for end in ends:
        if np.linalg.norm(end.gradient) > _ROUGH_GRADIENT or np.any(np.abs(end.theta) > _QUICK_RANGE):
            return None
    if not abs(ends[0].value - ends[1].value) * customers < AGREEMENT_TOLERANCE:
        return None
    limit = GRADIENT_TOLERANCE / 10 / customers
    inverse = secant.inverse_curvature(rough, ends[0].theta)
    if inverse is None:
        return None
    last = secant.descend(cost, ends[0].theta, limit=limit, most=_FULL_STEPS, inverse=inverse)
    norm = float(np.linalg.norm(last.gradient)) * customers
    if not norm < GRADIENT_TOLERANCE or np.any(np.abs(last.theta) > _QUICK_RANGE):
        return None
    return Maximum(last.theta, -last.value * customers, norm, converged=True)


def _at_boundary(cost: Objective, rough: Objective, beyond: Maximum, customers: float) -> Maximum:
    """The likelihood still rises where parameters no longer differ in effect (all customers leave alike, say): the
    best point inside the box is taken, accepted when its gradient in the free parameters meets the rule, and warned of.

    A search over the picked groups from the middle of the box has to end as high as the one from where it was left.
    """
    box = np.full(beyond.log_parameters.size, _BOUNDARY)
    begun = _in_box(rough, np.clip(beyond.log_parameters, -box, box), customers, 2000)
    other = _in_box(rough, np.zeros(box.size), customers, 2000)
    agreed = abs(rough(begun)[0] - rough(other)[0]) * customers < AGREEMENT_TOLERANCE
    best = _settled_in_box(cost, rough, begun, customers)
    if not agreed:
        second = _settled_in_box(cost, rough, other, customers)
        agreed = abs(second.log_likelihood - best.log_likelihood) < AGREEMENT_TOLERANCE
        best = max(best, second, key=lambda one: one.log_likelihood)
    return replace(best, converged=agreed and best.converged)


def _settled_in_box(cost: Objective, rough: Objective, theta: Floats, customers: float) -> Maximum:
    """From the end of a search over the picked groups; over all of them where a few steps do not lead to a maximum."""
    few = _stepped_in_box(cost, rough, theta, customers)
    if few.converged:
        return few
    return _stepped_in_box(cost, cost, _in_box(cost, theta, customers, 60), customers)


def _in_box(part: Objective, start: Floats, customers: float, most: int) -> Floats:
    found = minimize(
        part, start, jac=True, method="L-BFGS-B", bounds=[(-_BOUNDARY, _BOUNDARY)] * start.size,
        options={"gtol": GRADIENT_TOLERANCE / 10 / customers, "ftol": 0.0, "maxiter": most, "maxfun": 2 * most},
    )  # fmt: skip
    return np.asarray(found.x, dtype=np.float64)


def _stepped_in_box(cost: Objective, curved: Objective, start: Floats, customers: float) -> Maximum:
    """Newton steps in the parameters that are not at the end of the range; those that are must press against it."""
    theta = start.copy()
    free = np.abs(theta) < _BOUNDARY - 1e-9

    def inside(part: Objective) -> Objective:
        def seen(chosen: Floats) -> tuple[float, Floats]:
            whole = theta.copy()
            whole[free] = chosen
            value, gradient = part(whole)
            return value, gradient[free]

        return seen

    moved, _value, _gradient = _newton(inside(cost), inside(curved), theta[free], GRADIENT_TOLERANCE / 10 / customers)
    if np.all(np.abs(moved) <= _BOUNDARY):
        theta[free] = moved
    value, gradient = cost(theta)
    presses = bool(np.all(gradient[~free] * np.sign(theta[~free]) <= 0.0))
    norm = float(np.linalg.norm(gradient[free])) * customers
    return Maximum(theta, -value * customers, norm, presses and norm < GRADIENT_TOLERANCE)


def climb(objective: Objective, start: Floats, *, customers: float) -> Maximum:
    """One search from a start that is known to be near, for the refits of a bootstrap."""
    cost = _mean_cost(objective, customers)
    return _searched(cost, cost, start, customers)


def _mean_cost(objective: Objective, customers: float) -> Objective:
    """What is minimised: per customer, so that its size does not depend on how many there are, and safe far out."""

    def cost(theta: Floats) -> tuple[float, Floats]:
        value, gradient = objective(np.clip(theta, -_LIMIT, _LIMIT))
        return -value / customers, np.where(np.abs(theta) > _LIMIT, 0.0, -gradient / customers)

    return cost


def _searched(cost: Objective, rough: Objective, start: Floats, customers: float) -> Maximum:
    """BFGS on the thinned groups, then Newton steps on all of them; BFGS on all of them when that does not settle."""
    limit = GRADIENT_TOLERANCE / 10 / customers
    theta = _bfgs(rough, start, limit)
    if np.any(np.abs(theta) > _BOUNDARY):
        # to be searched again inside the box: nothing is gained by more precision here
        value, gradient = cost(theta)
        return Maximum(theta, -value * customers, float(np.linalg.norm(gradient)) * customers, converged=False)
    theta, value, gradient = _newton(cost, rough, theta, limit)
    if np.linalg.norm(gradient) > limit:
        theta, value, gradient = _newton(cost, cost, _bfgs(cost, theta, limit), limit)
    norm = float(np.linalg.norm(gradient)) * customers
    return Maximum(theta, -value * customers, norm, norm < GRADIENT_TOLERANCE)


def _bfgs(cost: Objective, start: Floats, limit: float) -> Floats:
    found = minimize(cost, start, jac=True, method="BFGS", options={"gtol": limit})
    return np.asarray(found.x, dtype=np.float64)


def _newton(cost: Objective, curved: Objective, theta: Floats, limit: float) -> tuple[Floats, float, Floats]:
    """Newton steps while they shrink the gradient, with the curvature of `curved` where the steps begin.

    Near the maximum they reach what a line search cannot see: differences below the precision of the value.
    """
    value, gradient = cost(theta)
    if np.linalg.norm(gradient) <= limit:
        return theta, value, gradient
    step = 1e-4
    hessian = np.stack(
        [(curved(theta + step * e)[1] - curved(theta - step * e)[1]) / (2 * step) for e in np.eye(theta.size)]
    )
    hessian = (hessian + hessian.T) / 2
    if not np.all(np.isfinite(hessian)) or np.linalg.eigvalsh(hessian)[0] <= 0:
        return theta, value, gradient
    for _ in range(30):
        moved = theta - np.linalg.solve(hessian, gradient)
        moved_value, moved_gradient = cost(moved)
        if not np.linalg.norm(moved_gradient) < 0.7 * np.linalg.norm(gradient):
            break
        theta, value, gradient = moved, moved_value, moved_gradient
        if np.linalg.norm(gradient) <= limit:
            break
    return theta, value, gradient
