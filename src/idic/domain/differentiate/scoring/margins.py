"""What is left of a customer's spend after the cost of goods: by what this customer buys, where categories differ."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from idic.domain.catalogue.queries.categories import names_from_root
from idic.domain.differentiate.scoring.steps import Turn
from idic.warehouse.marts.branch_spend import branch_spend


def margins_of(turn: Turn) -> float | npt.NDArray[np.float64]:
    """One share for all, or one per row of the mart: the margins of the categories, weighed with what the customer has
    spent in each. The deepest category with a margin of its own counts; anything else, and whoever has no lines of
    purchases, has the general one."""
    general, own = turn.parameters.margin, turn.parameters.category_margins
    customers = turn.columns["customer_id"]
    if not own or turn.snapshot is None or not customers.size:
        return general
    known = names_from_root([int(pk) for pk in own])
    asked = sorted((names, own[str(pk)]) for pk, names in known.items())
    read = branch_spend(
        turn.snapshot, as_of=turn.as_of, currency=turn.currency, categories=[names for names, _share in asked]
    )
    rows = np.searchsorted(customers, read.customer)
    # whoever is left out of scores has no row
    ours = (rows < customers.size) & (customers[np.minimum(rows, customers.size - 1)] == read.customer)
    # NOWHERE is -1: the last one
    shares = np.array([*(share for _names, share in asked), general])[read.place[ours]]
    spent = np.bincount(rows[ours], weights=read.spent_e4[ours], minlength=customers.size)
    left = np.bincount(rows[ours], weights=read.spent_e4[ours] * shares, minlength=customers.size)
    margins = np.full(customers.size, float(general))
    np.divide(left, spent, out=margins, where=spent > 0)
    turn.fitted["margins"] = _told(margins[spent > 0], len(asked), float(left.sum()), float(spent.sum()))
    return margins


def _told(
    margins: npt.NDArray[np.float64], categories: int, left: float, spent: float
) -> dict[str, float | int | None]:
    if not margins.size:
        return {"categories": categories, "mean": None, "lowest": None, "highest": None}
    return {
        "categories": categories, "mean": round(left / spent, 6), "lowest": round(float(margins.min()), 6),
        "highest": round(float(margins.max()), 6),
    }  # fmt: skip
