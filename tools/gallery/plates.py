"""What is drawn for each page, from the names that its blocks have left: by the charts of the product where it has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tools.gallery import behaviour, forecasts, risk, worth
from tools.gallery.drawing import Plate

Names = Mapping[str, Any]

PLATES: dict[str, Callable[[Names], list[Plate]]] = {
    "baskets": behaviour.baskets,
    "cdnow": lambda names: forecasts.held_out("cdnow", names),
    "churn": risk.churn,
    "clusters": risk.clusters,
    "cohorts": behaviour.cohorts,
    "online-retail": lambda names: forecasts.held_out("online-retail", names),
    "paths": behaviour.paths,
    "prices": behaviour.prices,
    "rfm": worth.rfm,
    "survival": risk.survival,
    "value": worth.value,
}
