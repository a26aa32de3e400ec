"""Thresholds from error rates (Fellegi & Sunter 1969), and what a threshold means in wrongly merged pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from idic.methods.linkage.weights import Floats

Decided = Literal["link", "review", "non_link"]


@dataclass(frozen=True)
class ThresholdPoint:
    """At posterior >= `threshold`: `links` pairs, and what the model itself expects of them."""

    threshold: float
    links: int
    expected_false: float
    expected_precision: float
    expected_recall: float

    @property
    def false_per_1000(self) -> float:
        return 1000.0 * (1.0 - self.expected_precision)


def decide(
    weights: Floats, m_probability: Floats, u_probability: Floats, *, false_match: float, missed_match: float
) -> list[Decided]:
    """For each pattern. Links from the heaviest down while their summed u stays within `false_match`, non-links from
    the lightest up while their summed m stays within `missed_match`; a pattern that both would take is reviewed."""
    order = np.argsort(-weights, kind="stable")
    linked = np.cumsum(u_probability[order]) <= false_match * (1 + 1e-12)
    missed = np.cumsum(m_probability[order][::-1])[::-1] <= missed_match * (1 + 1e-12)
    found: list[Decided] = ["review"] * len(weights)
    for place, pattern in enumerate(order.tolist()):
        if linked[place] and not missed[place]:
            found[pattern] = "link"
        elif missed[place] and not linked[place]:
            found[pattern] = "non_link"
    return found


def threshold_points(posterior: Floats, thresholds: Sequence[float]) -> list[ThresholdPoint]:
    """Expectations over the scored pairs; matches that blocking missed are not in them."""
    ordered = np.sort(posterior)[::-1]
    matches = np.cumsum(ordered)
    total = float(matches[-1]) if ordered.size else 0.0
    points = []
    for threshold in thresholds:
        links = int(np.searchsorted(-ordered, -threshold, side="right"))
        found = float(matches[links - 1]) if links else 0.0
        precision = found / links if links else 1.0
        points.append(ThresholdPoint(threshold, links, links - found, precision, found / total if total else 0.0))
    return points


def threshold_for(posterior: Floats, false_per_1000: float, *, lowest: float = 0.5) -> float:
    """The lowest posterior at which no more than so many of 1,000 links are expected to be false."""
    ordered = np.sort(posterior[posterior >= lowest])[::-1]
    if not ordered.size:
        return lowest
    false_share = 1.0 - np.cumsum(ordered) / np.arange(1, ordered.size + 1)
    within = np.flatnonzero(false_share * 1000.0 <= false_per_1000)
    if not within.size:
        return 1.0
    last = int(within[-1])
    return lowest if last == ordered.size - 1 else float(ordered[last])
