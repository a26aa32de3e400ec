"""The exact count while a rule is being built, of so many customers that counting the records takes seconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from idic.domain.differentiate.compiling import read_rule
from idic.domain.differentiate.queries.segments import Count, are_many, day_of_figures
from idic.methods import predicate
from idic.warehouse.asking import AskingError, ask, wake

KIND = "segment.count"
#: Who has not answered by then is not at hand, and an estimate is quicker.
_PATIENCE = 0.6


def count_at_once(rule: str | Mapping[str, Any]) -> Count | None:
    """None where there are few, who are counted as quickly, or where nothing is at hand that answers at once. Raises
    PredicateRefused."""
    read = read_rule(rule)
    if not are_many():
        return None
    body = {"rule": json.dumps(predicate.to_json(read)), "as_of": day_of_figures().isoformat()}
    try:
        return Count(**ask(KIND, body, seconds=_PATIENCE, patience=0))
    except AskingError:
        return None


def prepare_counting() -> None:
    """Somebody opens the builder: what most rules ask for may be read already."""
    if are_many():
        wake(KIND)
