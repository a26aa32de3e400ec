"""BFGS for likelihoods of a handful of parameters: few evaluations, and hardly any work between them.

Source: Nocedal and Wright, Numerical Optimization (2006), algorithm 6.1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from idic.methods.clv.arrays import Floats

Cost = Callable[[Floats], tuple[float, Floats]]

_LONGEST = 2.0
_SHORTEST = 1e-6
_DIFFERENCE = 1e-4


@dataclass(frozen=True, slots=True)
class Reached:
    theta: Floats
    value: float
    gradient: Floats


def descend(cost: Cost, start: Floats, *, limit: float, most: int, inverse: Floats | None = None) -> Reached:
    """Until the norm of the gradient is at most `limit`, no step helps any more, or after `most` evaluations.

    `inverse` is the inverse curvature at the start, where it is known. Near the minimum, where differences of the value
    drown in rounding, a step that shrinks the gradient counts as well.
    """
    theta = start
    value, gradient = cost(theta)
    norm = float(np.linalg.norm(gradient))
    fresh = inverse is None
    bent = np.eye(start.size) if inverse is None else inverse
    while norm > limit and most > 0:
        step = -bent @ gradient
        slope = float(gradient @ step)
        if not slope < 0:
            if fresh:
                break
            fresh, bent = True, np.eye(start.size)
            continue
        step *= min(1.0, _LONGEST / float(np.linalg.norm(step)))
        share = 1.0
        while True:
            moved = theta + share * step
            moved_value, moved_gradient = cost(moved)
            most -= 1
            moved_norm = float(np.linalg.norm(moved_gradient))
            lower = moved_value <= value + 1e-4 * share * slope
            level = abs(moved_value - value) <= 1e-12 * abs(value) and moved_norm < norm
            if lower or level:
                break
            share *= 0.3
            if share < _SHORTEST or most <= 0:
                return Reached(theta, value, gradient)
        went, turned = share * step, moved_gradient - gradient
        along = float(went @ turned)
        if along > 1e-14 * float(np.linalg.norm(went) * np.linalg.norm(turned)):
            if fresh:
                bent = np.eye(start.size) * (along / float(turned @ turned))
                fresh = False
            through = np.eye(start.size) - np.outer(went, turned) / along
            bent = through @ bent @ through.T + np.outer(went, went) / along
        theta, value, gradient, norm = moved, moved_value, moved_gradient, moved_norm
    return Reached(theta, value, gradient)


def inverse_curvature(cost: Cost, theta: Floats) -> Floats | None:
    """From central differences of the gradient; None where the cost does not bend upwards in every direction."""
    curvature = np.stack(
        [
            (cost(theta + _DIFFERENCE * e)[1] - cost(theta - _DIFFERENCE * e)[1]) / (2 * _DIFFERENCE)
            for e in np.eye(theta.size)
        ]
    )
    curvature = (curvature + curvature.T) / 2
    if not np.all(np.isfinite(curvature)):
        return None
    heights, directions = np.linalg.eigh(curvature)
    if heights[0] <= 1e-10 * heights[-1]:
        return None
    return np.asarray((directions / heights) @ directions.T, dtype=np.float64)
