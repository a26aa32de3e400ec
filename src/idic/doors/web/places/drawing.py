"""A map with its table: the one way in which places are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from idic.doors.web.places.layout import Layout
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.doors.web.shell.maps import choropleth, region_names

# Countries that reach further from north to south than from west to east.
_TALL = frozenset({"th", "tw"})
Amount = float | None
#: The figure of some rows as one; None where none can be made.
Summed = Callable[[Sequence[tuple[str | None, ...]]], Amount]


@dataclass(frozen=True)
class Drawing:
    """`told` words a figure, `form` names its format. `whole` says that the regions add up to something, so that each
    is a share of it; `further` are columns beside the figure; `links` go by region."""

    title: str
    form: str
    told: Callable[[float], str]
    whole: bool = False
    further: Sequence[tuple[str, str, Mapping[str, Cell]]] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def height_of(drawn: str) -> str:
    return "xl" if drawn in _TALL else "lg"


def map_picture(layout: Layout, values: Mapping[str, float], drawing: Drawing) -> Picture:
    """The regions of `values`, the greatest first."""
    names = region_names(layout.drawn)
    ranked = sorted(values.items(), key=lambda one: -one[1])
    sum_of_all = sum(values.values()) if drawing.whole else 0.0
    rows: list[tuple[Cell, ...]] = [
        (
            names.get(code, code), value, *(column.get(code) for _heading, _form, column in drawing.further),
            *([value / sum_of_all] if sum_of_all else []),
        )
        for code, value in ranked
    ]  # fmt: skip
    table = ChartTable(
        columns=[
            _("Place"), drawing.title, *(heading for heading, _form, _column in drawing.further),
            *([_("Share")] if sum_of_all else []),
        ],
        rows=rows,
        forms=["", drawing.form, *(form for _heading, form, _column in drawing.further), *(["percent"] if sum_of_all else [])],
        links=[drawing.links.get(code, "") for code, _value in ranked] if drawing.links else [],
    )  # fmt: skip
    ends = (drawing.told(ranked[0][1]), drawing.told(min(ranked[-1][1], 0.0))) if ranked else ("", "")
    option = choropleth(layout.drawn, values, title=drawing.title, ends_told=ends, links=drawing.links)
    return Picture(option, table)


def notes_of(layout: Layout, summed: Summed, told: Callable[[float], str]) -> list[str]:
    """What the colours do not show: said, because a map looks complete."""
    notes = []
    if nowhere := summed(layout.nowhere):
        notes.append(_("Without a known place, and so on no map: %(amount)s.") % {"amount": told(nowhere)})
    if elsewhere := summed(layout.elsewhere):
        notes.append(_("On other maps: %(amount)s.") % {"amount": told(elsewhere)})
    return notes
