"""Pictures of a run and of a pair, each with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.doors.web.matching.wording import COMPARISONS, LEVELS
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages.formats import number


@dataclass(frozen=True)
class Bar:
    """One step of the waterfall; `so_far` is the weight after it, the prior included."""

    label: str
    level: str
    weight: float
    so_far: float


@dataclass(frozen=True)
class LevelRow:
    label: str
    level: str
    m: float
    u: float
    weight: float


def level_rows(run: LinkageRun) -> list[LevelRow]:
    m, u = run.model.get("m", {}), run.model.get("u", {})
    return [
        LevelRow(
            str(COMPARISONS.get(name, name)), str(LEVELS.get(labels[place], labels[place])), m[name][place],
            u[name][place], log2(m[name][place] / u[name][place]),
        )
        for name, labels in run.comparisons
        for place in range(len(labels) - 1, -1, -1)
    ]  # fmt: skip


def comparison_chart(rows: Sequence[LevelRow]) -> Picture:
    """For each field the most that it can add and the most that it can take away."""
    fields = list(dict.fromkeys(row.label for row in rows))
    most = [max(row.weight for row in rows if row.label == field) for field in fields]
    least = [min(row.weight for row in rows if row.label == field) for field in fields]
    option: dict[str, Any] = {
        "legend": {"show": True},
        "xAxis": {"type": "category", "data": fields, "axisLabel": {"interval": 0, "rotate": 20}},
        "yAxis": {"type": "value"},
        "series": [
            {"name": _("Speaks for"), "type": "bar", "stack": "f", "data": [round(one, 2) for one in most]},
            {"name": _("Speaks against"), "type": "bar", "stack": "f", "data": [round(one, 2) for one in least]},
        ],
    }
    table = ChartTable(
        [_("Field"), _("Speaks for"), _("Speaks against")],
        [(field, round(high, 2), round(low, 2)) for field, high, low in zip(fields, most, least, strict=True)],
        ["", "number:2", "number:2"],
    )
    return Picture(option, table)


def histogram(run: LinkageRun) -> Picture:
    bars = run.histogram
    width = bars[1][0] - bars[0][0] if len(bars) > 1 else 1.0
    labels = [number(round(low, 1)) for low, _count in bars]
    marks = [
        {"name": name, "xAxis": max(0, min(len(bars) - 1, int((weight - bars[0][0]) // width)))}
        for name, weight in ((_("Lower threshold"), run.lower_weight), (_("Upper threshold"), run.upper_weight))
        if bars and weight is not None
    ]
    option: dict[str, Any] = {
        "grid": {"left": 30, "bottom": 28},
        "xAxis": {"type": "category", "data": labels, "name": _("Weight"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": _("Pairs"), "nameLocation": "middle", "nameGap": 40},
        "series": [
            {
                "name": _("Pairs"), "type": "bar", "data": [count for _low, count in bars], "barCategoryGap": "10%",
                "markLine": {
                    "symbol": "none", "label": {"formatter": "{b}", "position": "insideEndTop"}, "data": marks,
                },
            }
        ],
    }  # fmt: skip
    links = [pairs_url(run, low=low, high=low + width) for low, _count in bars]
    table = ChartTable(
        [_("From weight"), _("Pairs")],
        [(label, int(count)) for label, (_low, count) in zip(labels, bars, strict=True)], ["", "number"], links,
    )  # fmt: skip
    return Picture(option, table)


def pairs_url(run: LinkageRun, *, low: float | None = None, high: float | None = None, band: str = "") -> str:
    asked = {"run": str(run.pk), "band": band, "low": low, "high": high}
    return f"{reverse('matching:pairs')}?{urlencode({name: value for name, value in asked.items() if value not in ('', None)})}"


def waterfall_bars(pair: LinkagePair, m: dict[str, list[float]], u: dict[str, list[float]], prior: float) -> list[Bar]:
    """The prior first, then every comparison that had something to compare, then what the rarity of values adds."""
    so_far = log2(prior / (1 - prior))
    bars = [Bar(_("At the start"), "", so_far, so_far)]
    told = 0.0
    for name, labels in pair.run.comparisons:
        level = pair.levels.get(name, -1)
        if level < 0 or name not in m:
            continue
        weight = log2(m[name][level] / u[name][level])
        told, so_far = told + weight, so_far + weight
        words = LEVELS.get(labels[level], labels[level])
        bars.append(Bar(str(COMPARISONS.get(name, name)), str(words), weight, so_far))
    rarity = pair.weight - told
    if abs(rarity) >= 0.05:
        bars.append(Bar(_("Rarity of values"), "", rarity, so_far + rarity))
    return bars


def waterfall(bars: Sequence[Bar]) -> Picture:
    """Invisible blocks carry the visible ones: each begins where the one before ended. Everything stands on a floor below
    the lowest sum, so that no block crosses the line of nought."""
    steps = [(bar.label, bar.so_far - bar.weight, bar.so_far) for bar in bars]
    steps.append((_("Together"), 0.0, bars[-1].so_far))
    floor = min(0.0, *(min(before, after) for _label, before, after in steps))
    hidden = [round(min(before, after) - floor, 3) for _label, before, after in steps]
    option: dict[str, Any] = {
        "legend": {"show": True, "data": [_("Speaks for"), _("Speaks against")]},
        "xAxis": {"type": "category", "data": [label for label, _b, _a in steps], "axisLabel": {"interval": 0, "rotate": 35}},
        "yAxis": {"type": "value", "axisLabel": {"show": False}},
        "series": [
            {"name": _("Up to here"), "type": "bar", "stack": "w", "silent": True, "data": hidden,
             "itemStyle": {"color": "transparent"}, "emphasis": {"disabled": True}, "tooltip": {"show": False}},
            {"name": _("Speaks for"), "type": "bar", "stack": "w", "data": [_block(b, a) for _l, b, a in steps]},
            {"name": _("Speaks against"), "type": "bar", "stack": "w", "data": [_block(a, b) for _l, b, a in steps]},
        ],
    }  # fmt: skip
    rows = [(bar.label, bar.level or "–", round(bar.weight, 2), round(bar.so_far, 2)) for bar in bars]
    table = ChartTable(
        [_("Field"), _("What was found"), _("Weight"), _("Together")], rows, ["", "", "number:2", "number:2"]
    )
    return Picture(option, table)


def _block(low: float, high: float) -> float | None:
    return round(high - low, 3) if high > low else None
