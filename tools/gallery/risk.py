"""Who leaves, who is alike, who stays how long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from idic.doors.web.models import charts
from idic.doors.web.needs import charts as needs
from idic.methods import classification_metrics
from tools.gallery.drawing import Panel, Plate

_DASHED = {"type": "dashed", "width": 1.5}
_SHARES = {"type": "value", "min": 0, "max": 1}


def churn(names: Mapping[str, Any]) -> list[Plate]:
    ours, left = names["ours"], names["left"][names["judged"]]
    told = {"metrics": ours.metrics.to_json()}
    area = ours.metrics.auc
    curves = []
    for name, said in names["said"].items():
        found = classification_metrics.roc_curve(left, said)
        label = f"{name} ({names['figures'][name].auc.value:.3f})"
        points = [[round(float(x), 4), round(float(y), 4)] for x, y in zip(found.x, found.y, strict=True)]
        curves.append(
            {"name": label, "type": "line", "data": points, "lineStyle": {"width": 2.5 if name == "IDIC" else 1.5}}
        )
    roc = {
        "legend": {"show": True, "itemGap": 10},
        "grid": {"top": 64},
        "xAxis": dict(_SHARES),
        "yAxis": dict(_SHARES),
        "series": curves,
    }
    lift = charts.lift(told)
    calibration = charts.calibration(told)
    gain = charts.gain(told)
    assert lift is not None
    assert calibration is not None
    assert gain is not None
    other = names["figures"]["logistic regression"]
    calibration.option["series"][0]["name"] = "IDIC"
    calibration.option["series"].insert(1, {
        "name": "logistic regression", "type": "line", "showSymbol": True, "symbolSize": 6, "lineStyle": {"width": 1.5},
        "data": [[round(one.mean_probability, 4), round(one.rate, 4)] for one in other.equal_count],
    })  # fmt: skip
    calibration.option["series"][2]["color"] = "#94a3b8"
    return [
        Plate("churn-roc", [
            Panel("Sorting leavers above stayers (ROC)",
                  f"Area {area.value:.3f}, with 95 % certainty {area.low:.3f} to {area.high:.3f}", roc, "percent"),
            Panel("Lift by tenths", "How many times the mean rate of leaving", lift.option),
        ], height=340),
        Plate("churn-calibration", [
            Panel("Does 30 % mean three in ten?", "Mean probability of each tenth, and what came about",
                  calibration.option, "percent"),
            Panel("Leavers reached", "Share of the customers called, riskiest first, and of all leavers",
                  gain.option, "percent"),
        ]),
    ]  # fmt: skip


def clusters(names: Mapping[str, Any]) -> list[Plate]:
    found, customers = names["found"], names["customers"]
    tried = {
        "candidates": [
            {"k": one.k, "silhouette": one.silhouette, "reading": one.reading,
             "smallest_share": one.smallest_share, "cost": one.cost}
            for one in found.choice.candidates
        ]
    }  # fmt: skip
    labels = found.table["cluster"].to_numpy()
    drawn = np.random.default_rng(7).permutation(labels.size)[:1200]
    called = ["Little use", "Texters", "Callers"]
    points = {
        one + 1: [
            [round(float(customers["Seconds of Use"][row]) / 3600, 2), int(customers["Frequency of SMS"][row])]
            for row in drawn
            if labels[row] == one + 1
        ]
        for one in range(found.k)
    }
    scatter = {
        "legend": {"show": True}, "grid": {"bottom": 36, "left": 40},
        "xAxis": {"type": "value", "name": "Hours of calls", "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": "Messages", "nameLocation": "middle", "nameGap": 44},
        "tooltip": {"trigger": "item"},
        "series": [
            {"name": f"{called[one - 1]} ({int((labels == one).sum()):,})", "type": "scatter", "symbolSize": 5,
             "itemStyle": {"opacity": 0.55}, "data": points[one]}
            for one in points
        ],
    }  # fmt: skip
    return [
        Plate("clusters", [
            Panel("How many clusters?", "Mean silhouette: how much nearer to one's own cluster than to the next",
                  needs.silhouettes(tried).option),
            Panel("Three kinds of customers", "1,200 of 3,150 drawn by chance", scatter),
        ], height=340),
    ]  # fmt: skip


def survival(names: Mapping[str, Any]) -> list[Plate]:
    found = names["found"]
    lines: list[dict[str, Any]] = []
    for name, curve in found.curves.items():
        ends = [[0.0, 1.0], *([float(t), round(float(s), 4)] for t, s in zip(curve.time, curve.survival, strict=True))]
        lines.append({"name": name, "type": "line", "step": "end", "data": ends})
    option = {
        "legend": {"show": True}, "grid": {"bottom": 36},
        "xAxis": {"type": "value", "min": 0, "max": 72, "form": "number", "name": "Months", "nameLocation": "middle",
                  "nameGap": 28},
        "yAxis": {"type": "value", "min": 0, "max": 1}, "series": lines,
    }  # fmt: skip
    test = found.test
    bars = {
        "legend": {"show": True},
        "xAxis": {"type": "category", "data": list(test.groups)},
        "yAxis": {"type": "value"},
        "series": [
            {"name": "Left", "type": "bar", "data": test.observed.tolist()},
            {"name": "Expected, if all were alike", "type": "bar", "data": [round(float(one)) for one in test.expected]},
        ],
    }  # fmt: skip
    return [
        Plate("survival", [
            Panel("Share of customers still there", "Kaplan-Meier, by kind of contract", option, "percent"),
            Panel("Do the contracts differ?", f"Log-rank test: chi-square {test.statistic:,.0f}", bars),
        ], height=340),
    ]  # fmt: skip
