"""Who brings the money, and who will."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from idic.doors.web.value import charts, validation
from idic.methods.clv.validation import alive_grid
from idic.methods.tiers import value_curve
from tools.gallery.drawing import Panel, Plate

_POUNDS = "GBP"


def rfm(names: Mapping[str, Any]) -> list[Plate]:
    rows = names["scored"].select("r", "f", "group", "monetary").rows()
    cells: dict[tuple[int, int], list[float]] = {}
    groups: dict[str, dict[str, float]] = {}
    for r, f, group, spent in rows:
        cell = cells.setdefault((r, f), [0, 0.0])
        cell[0], cell[1] = cell[0] + 1, cell[1] + spent
        kept = groups.setdefault(group, {"customers": 0, "spend": 0.0})
        kept["customers"], kept["spend"] = kept["customers"] + 1, kept["spend"] + spent
    grid = charts.rfm_grid({"rfm_grid": [(r, f, n, spent) for (r, f), (n, spent) in cells.items()]}, _POUNDS)
    most = max(spent for _n, spent in cells.values())
    for point in grid.option["series"][0]["data"]:
        spent = point["value"][2]
        point["label"] = {
            "show": True, "formatter": f"£{spent / 1000:,.0f}k", "color": "#ffffff" if spent > most / 2 else "#1e1b4b",
        }  # fmt: skip
    tiers = names["assigned"].table["tier"].to_list()
    spend = dict.fromkeys(("most_valuable", "low_maintenance"), 0.0)
    for tier, value in zip(tiers, names["figures"]["monetary"].to_list(), strict=True):
        spend[tier] += value
    whole = sum(spend.values())
    kinds = [("Most valuable", "most_valuable"), ("All others", "low_maintenance")]
    bars = {
        "legend": {"show": True},
        "xAxis": {"type": "category", "data": ["Customers", "Spend"]},
        "yAxis": {"type": "value", "max": 1},
        "series": [
            {"name": label, "type": "bar", "stack": "all", "barMaxWidth": 90,
             "data": [round(tiers.count(code) / len(tiers), 4), round(spend[code] / whole, 4)]}
            for label, code in kinds
        ],
    }  # fmt: skip
    return [
        Plate("rfm", [
            Panel("Spend by recency and frequency", "Scores from 1 to 5, 5 the best", grid.option, f"money:{_POUNDS}"),
            Panel("Customers of each named group", f"{len(rows):,} customers, 9 December 2011",
                  charts.rfm_groups({"rfm_group": groups}, _POUNDS).option),
        ], height=360),
        Plate("value-curve", [
            Panel("The curve of value", "Share of the customers, those with most spend first, and of the spend",
                  _curve(names["figures"]["monetary"].to_numpy(), "Spend"), "percent"),
            Panel("The most valuable twentieth", "Its share of the customers, and of the spend", bars, "percent"),
        ]),
    ]  # fmt: skip


def value(names: Mapping[str, Any]) -> list[Plate]:
    found = names["values"]
    grid = alive_grid(found.scored.purchase_fit.parameters, largest_x=20, T=78.0, steps=39)
    told = {
        "x": grid.x.astype(int).tolist(), "t_x": grid.t_x.tolist(), "T": 78.0,
        "p_alive": [[None if np.isnan(one) else round(float(one), 3) for one in row] for row in grid.p_alive],
    }  # fmt: skip
    equity = found.equity
    return [
        Plate("value", [
            Panel("Still buying?", "Pareto/NBD, customers watched for 78 weeks", validation.alive(told).option, "percent"),
            Panel("The curve of lifetime value",
                  f"{equity.equity:,.0f} dollars in a year; four in five chances from {equity.low:,.0f} to {equity.high:,.0f}",
                  _curve(found.table["clv"].to_numpy(), "Lifetime value"), "percent"),
        ], height=380),
    ]  # fmt: skip


def _curve(values: Any, name: str) -> dict[str, Any]:
    curve = value_curve(values)
    places = np.unique(np.linspace(0, curve.value_share.size - 1, 101).astype(int))
    points = [[round(float(curve.customer_share[at]), 4), round(float(curve.value_share[at]), 4)] for at in places]
    drawn = charts.value_curve({"value_curve": points})
    assert drawn is not None
    drawn.option["series"][0]["name"] = name
    return drawn.option
