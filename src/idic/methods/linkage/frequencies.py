"""Value frequencies: agreement on a common surname says less than agreement on a rare one.

For exact agreement on v the chance agreement u is replaced by max(tf(v), floor), so the weight changes by
log2(u) - log2(max(tf, floor)) (Winkler 1989).
"""

from __future__ import annotations

import math
from collections.abc import Mapping


def adjustment(u: float, left: float | None, right: float | None, floor: float) -> float:
    """What is added to the weight; the more frequent of the two values counts, none known changes nothing."""
    if left is None and right is None:
        return 0.0
    frequency = max(left or 0.0, right or 0.0, floor)
    return math.log2(u) - math.log2(frequency)


def above_floor(shares: Mapping[str, float], floor: float) -> dict[str, float]:
    """Those not above the floor are left out; they count as the floor."""
    return {value: share for value, share in sorted(shares.items()) if share > floor}
