"""What is bought together, what comes next, who comes back, what they would pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from idic.doors.web.behaviour import charts, network
from tools.gallery.drawing import Panel, Plate

_PAIRS, _BARS = 36, 12
# What the categories of the grocer mean.
_NAMES = {
    "BAG SNACKS": "Snacks", "BAKED BREAD/BUNS/ROLLS": "Bread", "BEANS - CANNED GLASS & MW": "Canned beans",
    "BREAKFAST SAUSAGE/SANDWICHES": "Breakfast sausage",
    "BROCCOLI/CAULIFLOWER": "Broccoli", "DINNER MXS:DRY": "Dinner mixes", "DRY BN/VEG/POTATO/RICE": "Dry beans, rice",
    "DRY NOODLES/PASTA": "Pasta", "DRY SAUCES/GRAVY": "Dry sauces", "FACIAL TISS/DNR NAPKIN": "Tissues, napkins",
    "FLUID MILK PRODUCTS": "Milk", "FROZEN BREAD/DOUGH": "Frozen bread", "FRZN POTATOES": "Frozen potatoes",
    "HISPANIC": "Mexican food", "HOUSEHOLD CLEANG NEEDS": "Household cleaning", "MEAT - SHELF STABLE": "Canned meat",
    "MISC. DAIRY": "Other dairy", "PEPPERS-ALL": "Peppers", "SEAFOOD - SHELF STABLE": "Canned fish",
    "SHORTENING/OIL": "Oil", "SOAP - LIQUID & BAR": "Soap", "SUGARS/SWEETNERS": "Sugar",
    "VEGETABLES - ALL OTHERS": "Other vegetables", "VEGETABLES - SHELF STABLE": "Canned vegetables",
    "VEGETABLES SALAD": "Salad",
}  # fmt: skip


def baskets(names: Mapping[str, Any]) -> list[Plate]:
    found = names["found"]
    rules = [one for one in found.rules if one.antecedent < one.consequent]
    most = sorted(rules, key=lambda one: -one.leverage)[:_BARS]
    near, moving = (
        {
            "receipts": found.baskets.count,
            "rules": [
                {"a": one.antecedent, "b": one.consequent, "leverage": one.leverage, "count": one.count,
                 "support": one.support, "confidence": one.confidence, "lift": one.lift}
                for one in chosen
            ],
        }
        for chosen in (rules[:_PAIRS], most)
    )  # fmt: skip
    net = network.net(near, _short)
    assert net is not None
    (drawn,) = net.option["series"]
    order = _in_circles([(link["source"], link["target"]) for link in drawn["links"]])
    drawn["data"].sort(key=lambda node: order.index(node["id"]))
    drawn |= dict.fromkeys(("left", "right", "top", "bottom"), 126)
    drawn["label"] |= {"width": 130, "fontSize": 12, "color": "#334155"}
    drawn["lineStyle"] |= {"color": "#6d28d9"}
    bars = charts.strongest(moving, _short).option
    bars["yAxis"]["data"] = [one.replace("→", "+") for one in bars["yAxis"]["data"]]
    bars["yAxis"]["axisLabel"]["width"] = 220
    return [
        Plate("baskets", [
            Panel("Bought together far more often than by chance",
                  f"The {_PAIRS} pairs of highest lift: the thicker, the higher", net.option),
            Panel("Receipts beyond chance", f"Of {found.baskets.count:,}; the {_BARS} pairs that move most", bars),
        ], height=500),
    ]  # fmt: skip


def cohorts(names: Mapping[str, Any]) -> list[Plate]:
    found = names["found"].cohorts
    told = {
        "months": [str(month) for month in found.months], "size": found.size.tolist(),
        "retention": [[None if np.isnan(one) else round(float(one), 4) for one in row] for row in found.retention],
    }  # fmt: skip
    option = charts.cohorts(told, money=False).option
    option["series"][0]["data"] = [
        {"value": point, "label": {"show": True, "formatter": f"{point[2]:.0%}",
                                   "color": "#ffffff" if point[2] > 0.19 else "#1e1b4b"}}
        for point in option["series"][0]["data"]
    ]  # fmt: skip
    return [
        Plate("cohorts", [
            Panel("Who bought again", "Down: month of the first purchase; across: months later", option, "percent"),
        ], height=440, width=900),
    ]  # fmt: skip


def paths(names: Mapping[str, Any]) -> list[Plate]:
    found = names["found"]
    table = found.transitions
    inner = table.counts[1:-1, 1:-1]
    usual = np.argsort(-inner.sum(axis=0), kind="stable")[:7]
    told = {
        "links": [[one.step, one.source, one.target, one.count] for one in found.flows.links],
        "states": [table.states[place + 1] for place in usual.tolist()],
        "transitions": inner[np.ix_(usual, usual)].tolist(),
        "followed": inner.sum(axis=1)[usual].tolist(),
    }
    flow, next_one = charts.flow(told), charts.transitions(told)
    assert flow is not None
    assert next_one is not None
    flow.option["series"][0]["right"] = 120
    return [
        Plate("paths", [
            Panel("The first three steps", f"The most usual ways of {found.flows.covered} in {found.flows.total} households",
                  flow.option),
            Panel("What is bought after what", "Down: now; across: the next time", next_one.option, "percent"),
        ], height=400),
    ]  # fmt: skip


def prices(names: Mapping[str, Any]) -> list[Plate]:
    curves, demand = names["meter"].curves, names["demand"]
    columns = ("too_cheap", "not_cheap", "cheap", "expensive", "not_expensive", "too_expensive")
    told = {
        "curves": [
            [float(price), *(round(float(getattr(curves, name)[place]), 4) for name in columns)]
            for place, price in enumerate(curves.price)
        ]
    }
    rows = [
        {"price": float(price), "asked": 200, "willing": 0, "share": 0, "monotone": 0, "revenue": float(revenue),
         "profit": float(profit), "fitted": 0, "elasticity": 0}
        for price, revenue, profit in zip(demand.price, demand.revenue, demand.profit, strict=True)
    ]  # fmt: skip
    meter = names["meter"]
    return [
        Plate("prices", [
            Panel("The price sensitivity meter", f"Acceptable from {meter.pmc:g} to {meter.pme:g}, optimal {meter.opp:g}",
                  charts.price_curves(told).option, "percent"),
            Panel("Revenue and profit by price", "For each person asked; each costs 60 to make",
                  charts.demand({"rows": rows}).option),
        ], height=340),
    ]  # fmt: skip


def _in_circles(links: list[tuple[str, str]]) -> list[str]:
    """Neighbours next to one another: each group of connected items from its most connected one on."""
    near: dict[str, list[str]] = {}
    for one, other in links:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    order: list[str] = []
    for start in sorted(near, key=lambda name: (-len(near[name]), name)):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in order:
                order.append(name)
                waiting += sorted(
                    (one for one in near[name] if one not in order), key=lambda one: (len(near[one]), one)
                )
    return order


def _short(item: object) -> str:
    """What the data call "FLUID MILK PRODUCTS" is "Milk"."""
    name = str(item)
    return _NAMES.get(name, name.capitalize())
