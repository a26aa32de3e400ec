"""Clusters as a page shows them: what sets each apart, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.names import cluster_name, given_name
from idic.doors.web.models.features import label_of, value_of
from idic.doors.web.models.links import customers_where

#: So far from the mean of the base (in widths of its 1 to 99 % range) a feature sets a cluster apart.
_APART = 0.12
_MOST = 4


@dataclass(frozen=True)
class ShownCluster:
    number: int
    name: str
    # what people called it; empty: nobody has
    given: str
    size: int
    share: float
    more: list[str]
    less: list[str]
    typical: list[str]
    url: str


def clusters_of(model: TrainedModel) -> list[ShownCluster]:
    figures, whole = model.figures, sum(model.figures["sizes"]) or 1
    return [
        ShownCluster(
            place + 1, cluster_name(model.names, place + 1),
            given_name(model.names, place + 1), size, size / whole, _apart(figures, place, up=True),
            _apart(figures, place, up=False),
            [f"{label_of(one['feature'])}: {one['modes'][place]}" for one in figures["modes"] if one["modes"][place]],
            customers_where("needs_cluster", str(place + 1)) if model.in_use else "",
        )
        for place, size in enumerate(figures["sizes"])
    ]  # fmt: skip


def _apart(figures: dict[str, Any], cluster: int, *, up: bool) -> list[str]:
    currency = settings.CONFIGURATION.currency
    found = []
    for axis in figures["radar"]:
        mean, width = axis["means"][cluster], axis["high"] - axis["low"]
        if mean is None or width <= 0:
            continue
        distance = (mean - axis["mean"]) / width
        if (distance >= _APART) if up else (distance <= -_APART):
            words = _("%(feature)s: %(mean)s (all: %(all)s)") % {
                "feature": label_of(axis["feature"]), "mean": value_of(axis["feature"], mean, currency),
                "all": value_of(axis["feature"], axis["mean"], currency),
            }  # fmt: skip
            found.append((abs(distance), words))
    return [words for _distance, words in sorted(found, reverse=True)[:_MOST]]
