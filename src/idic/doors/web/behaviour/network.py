"""What is bought together, drawn as a net: things are dots, pairs are lines."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

_PAIRS = 40
_SMALLEST, _LARGEST = 8.0, 30.0
_THINNEST, _THICKEST = 1.0, 7.0
# Room for the words around the circle, and how wide they may be: on a phone, less of both.
_AROUND, _WORDS = 112, 100
_NARROW, _AROUND_NARROW, _WORDS_NARROW = 480, 80, 70


def net(result: dict[str, Any], name: Callable[[object], str]) -> Picture | None:
    """The strongest pairs: a dot as large as the part of the receipts that hold the thing, a line as thick as the lift.

    None where no more than one pair is there: a line says no more than its row in the table.
    """
    pairs = [rule for rule in result["rules"] if len(rule["a"]) == len(rule["b"]) == 1][:_PAIRS]
    if len(pairs) < 2:
        return None
    held: dict[object, float] = {}
    for rule in pairs:
        held[rule["a"][0]] = rule["support"] / rule["confidence"]
        held[rule["b"][0]] = rule["confidence"] / rule["lift"]
    most = max(held.values())
    nodes = [
        # by its number: two products may have one name
        {"id": str(thing), "name": name(thing), "value": _("%(share)s of receipts") % {"share": formats.percent(share, 1)},
         "symbolSize": round(max(_LARGEST * math.sqrt(share / most), _SMALLEST), 1)}
        for thing, share in sorted(held.items(), key=lambda one: -one[1])
    ]  # fmt: skip
    # lifts spread over powers of ten: a line twice as thick is a lift several times as high
    low, high = (math.log(pick(rule["lift"] for rule in pairs)) for pick in (min, max))
    links = [
        {"source": str(rule["a"][0]), "target": str(rule["b"][0]), "value": round(rule["lift"], 1),
         "lineStyle": {"width": round(_THINNEST + (_THICKEST - _THINNEST) * _part(math.log(rule["lift"]), low, high), 1)}}
        for rule in pairs
    ]  # fmt: skip
    option = {
        "legend": {"show": False}, "tooltip": {"trigger": "item"},
        "series": [{"type": "graph", "layout": "circular", "circular": {"rotateLabel": True}, "data": nodes, "links": links,
                    **_box(_AROUND), "emphasis": {"focus": "adjacency"},
                    "lineStyle": {"curveness": 0.25, "opacity": 0.55},
                    "label": {"show": True, "position": "right", "width": _WORDS, "overflow": "truncate"}}],
        "media": [{
            "query": {"maxWidth": _NARROW},
            "option": {"series": [{**_box(_AROUND_NARROW), "label": {"width": _WORDS_NARROW, "fontSize": 10}}]},
        }],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("First item"), _("Second item"), _("Lift"), _("Receipts with both"), _("Receipts with the first"),
                 _("Receipts with the second")],
        rows=[
            (name(rule["a"][0]), name(rule["b"][0]), round(rule["lift"], 2), rule["count"],
             round(held[rule["a"][0]] * result["receipts"]), round(held[rule["b"][0]] * result["receipts"]))
            for rule in pairs
        ],
        forms=["", "", "number", "number", "number", "number"],
    )  # fmt: skip
    return Picture(option, table)


def _box(around: int) -> dict[str, int]:
    return dict.fromkeys(("left", "right", "top", "bottom"), around)


def _part(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5
