"""The picture that suits a question: a line through time, bars for a few kinds, a heat map for two ways at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.places.layout import layout_of
from idic.doors.web.questions.maps import may_be_map, suits_map
from idic.doors.web.questions.table import Address, narrow
from idic.doors.web.questions.words import Names, chart_form_of, form_of
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.warehouse.measures.declaration import Measure, Nature
from idic.warehouse.questions.pivot import Key, Pivot
from idic.warehouse.questions.question import Question, Show

MOST_BARS = 24
#: Names that stand beside bars of the charts' heights.
LINES_OF_MEDIUM, LINES_OF_LARGE = 10, 16
MOST_PARTS = 8
MOST_SERIES = 8

Series = tuple[str, list[float | None]]


def chosen_chart(question: Question, pivot: Pivot) -> str:
    """What `auto` means here; also what to fall back on where the chosen one cannot be drawn."""
    if question.chart == "map" and may_be_map(question) and layout_of(pivot).regions:
        return "map"
    if question.chart not in ("auto", "table", "figure", "map") and _drawable(question, pivot):
        return question.chart
    if question.chart == "table" or not _drawable(question, pivot):
        return "figure" if not question.dimensions and question.chart != "table" else "table"
    first, two = (*question.rows, *question.columns)[0], len(question.dimensions) == 2
    if first.nature == Nature.TIME:
        return "line"
    if two:
        return "stacked" if len(_second(pivot)) <= MOST_SERIES and not question.measures[0].is_ratio else "heatmap"
    if suits_map(question, pivot):
        return "map"
    if question.show in (Show.SHARE_TOTAL, Show.SHARE_COLUMN) and len(_first(pivot)) <= MOST_PARTS:
        return "pie"
    return "bar"


def picture_of(pivot: Pivot, names: Names, kind: str, address: Address) -> Picture | None:
    """The first measure; the others too, where one dimension leaves room for them and they are of the same unit. A map is
    drawn by `maps`."""
    question = pivot.question
    if kind in ("table", "figure", "map") or not _drawable(question, pivot):
        return None
    keys = _first(pivot)[: None if kind in ("line", "area") else MOST_BARS]
    dimension = (*question.rows, *question.columns)[0]
    labels = [names.text(dimension, key[0]) for key in keys]
    series = _series(pivot, names, keys)
    links = [_link(pivot, address, key) for key in keys]
    is_share = question.show in (Show.SHARE_TOTAL, Show.SHARE_ROW, Show.SHARE_COLUMN)
    draw = {
        "line": _lines, "area": _lines, "bar": _bars, "stacked": _bars, "pie": _pie, "heatmap": _heat,
    }[kind]  # fmt: skip
    measure = question.measures[0]
    form = "percent" if is_share and not measure.is_ratio else form_of(measure)
    table = ChartTable(
        columns=[str(dimension.label), *(name for name, _values in series)],
        rows=[(label, *(values[n] for _name, values in series)) for n, label in enumerate(labels)],
        forms=["", *[form] * len(series)], links=links if all(links) else (),
    )  # fmt: skip
    return Picture(draw(kind, labels, series, measure), table)


def height_of(kind: str, picture: Picture | None, least: str = "lg") -> str:
    """Lying bars need a line each, or every other name is left out."""
    bars = len(picture.table.rows) if picture is not None and kind in ("bar", "stacked", "heatmap") else 0
    return "xl" if bars > LINES_OF_LARGE else "lg" if bars > LINES_OF_MEDIUM else least


def chart_form(question: Question) -> str:
    measure = question.measures[0]
    if question.show in (Show.SHARE_TOTAL, Show.SHARE_ROW, Show.SHARE_COLUMN) and not measure.is_ratio:
        return "percent"
    return chart_form_of(measure)


def _drawable(question: Question, pivot: Pivot) -> bool:
    dimensions = question.dimensions
    if not 1 <= len(dimensions) <= 2 or any(one.code == "customer" for one in dimensions):
        return False
    return 1 <= len(_first(pivot)) <= 400


def _first(pivot: Pivot) -> list[Key]:
    """The values along the first dimension, as keys of one part."""
    if len(pivot.question.rows) == 1:
        return [line.key for line in pivot.full_rows]
    if pivot.question.rows:
        return list(dict.fromkeys(line.key[:1] for line in pivot.full_rows))
    return list(dict.fromkeys(line.key[:1] for line in pivot.all_columns))


def _second(pivot: Pivot) -> list[Key]:
    question = pivot.question
    if len(question.dimensions) < 2:
        return []
    if question.rows and question.columns:
        return [line.key for line in pivot.all_columns]
    lines = pivot.full_rows if question.rows else pivot.all_columns
    return list(dict.fromkeys(line.key[1:2] for line in lines))


def _crossing(pivot: Pivot, first: Key, second: Key | None) -> tuple[Key, Key]:
    question = pivot.question
    if second is None:
        return (first, ()) if question.rows else ((), first)
    if question.rows and question.columns:
        return first, second
    return ((*first, *second), ()) if question.rows else ((), (*first, *second))


def _series(pivot: Pivot, names: Names, keys: Sequence[Key]) -> list[Series]:
    question = pivot.question
    if len(question.dimensions) == 2:
        dimension = (*question.rows, *question.columns)[1]
        seconds = _second(pivot)[:MOST_BARS]
        return [
            (names.text(dimension, second[0]), [pivot.shown(*_crossing(pivot, key, second), 0) for key in keys])
            for second in seconds
        ]
    unit = question.measures[0].unit
    found: list[Series] = []
    for place, measure in enumerate(question.measures):
        if measure.unit != unit:
            continue
        found.append((str(measure.label), [pivot.shown(*_crossing(pivot, key, None), place) for key in keys]))
        if question.compare:
            earlier = [pivot.figure(*_crossing(pivot, key, None), place).earlier for key in keys]
            found.append((_("%(measure)s, compared") % {"measure": measure.label}, earlier))
    return found


def _link(pivot: Pivot, address: Address, key: Key) -> str:
    narrowed = narrow(pivot.question, *_crossing(pivot, key, None))
    return address(narrowed) if narrowed else ""


def _lines(kind: str, labels: Sequence[str], series: Sequence[Series], measure: Measure) -> dict[str, Any]:
    area = {"areaStyle": {"opacity": 0.15}} if kind == "area" else {}
    compared = _("%(measure)s, compared") % {"measure": measure.label}
    return {
        "xAxis": {"type": "category", "data": list(labels)}, "yAxis": {"type": "value"},
        "series": [
            {"name": name, "type": "line", "data": _round(values), **area, "showSymbol": len(labels) == 1,
             **({"lineStyle": {"type": "dashed", "width": 1.5}} if name == compared else {})}
            for name, values in series[: MOST_SERIES]
        ],
    }  # fmt: skip


def _bars(kind: str, labels: Sequence[str], series: Sequence[Series], measure: Measure) -> dict[str, Any]:
    """Names lie beside their bars, so that long ones can be read."""
    stack = {"stack": "all"} if kind == "stacked" else {}
    return {
        "grid": {"right": 32}, "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": list(labels), "inverse": True, "axisLabel": {"width": 140, "overflow": "truncate"}},
        "series": [
            {"name": name, "type": "bar", "data": _round(values), "barMaxWidth": 18, **stack,
             "itemStyle": {"borderRadius": 0 if stack else [0, 3, 3, 0]}}
            for name, values in series[: MOST_SERIES]
        ],
    }  # fmt: skip


def _pie(kind: str, labels: Sequence[str], series: Sequence[Series], measure: Measure) -> dict[str, Any]:
    _name, values = series[0]
    parts = [{"name": label, "value": max(value or 0.0, 0.0)} for label, value in zip(labels, values, strict=True)]
    return {
        "series": [
            {"name": str(measure.label), "type": "pie", "radius": ["50%", "76%"], "top": 36, "label": {"show": False},
             "data": parts}
        ]
    }  # fmt: skip


def _heat(kind: str, labels: Sequence[str], series: Sequence[Series], measure: Measure) -> dict[str, Any]:
    across = [name for name, _values in series]
    points = [
        [x, y, round(value, 4)]
        for x, (_name, values) in enumerate(series)
        for y, value in enumerate(values)
        if value is not None
    ]
    figures = [point[2] for point in points] or [0.0]
    return {
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 64, "containLabel": True},
        "xAxis": {"type": "category", "data": across, "axisLabel": {"rotate": 30 if len(across) > 6 else 0}},
        "yAxis": {"type": "category", "data": list(labels), "inverse": True},
        "visualMap": {"min": min(figures), "max": max(figures) or 1, "calculable": False, "orient": "horizontal",
                      "left": "center", "bottom": 0, "itemHeight": 160,
                      "inRange": {"color": ["#ddd6fe", "#8b5cf6", "#4c1d95"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": str(measure.label), "type": "heatmap", "data": points}],
    }  # fmt: skip


def _round(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 4) for value in values]
