"""What a map can show, and how the answer of one question becomes one number for each region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.doors.web.shell.maps import WORLD, place_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.warehouse.questions.pivot import Pivot


@dataclass(frozen=True)
class MapFigure:
    """Only sums that add up over customers: records may name one province in several ways. `bottom` makes it a ratio
    of two such sums. `is_timed`: asked of a period, and of today's customers where not."""

    label: str | _StrPromise
    top: str
    bottom: str = ""
    is_money: bool = False
    is_timed: bool = True

    @property
    def measures(self) -> list[str]:
        return [self.top, self.bottom] if self.bottom else [self.top]


FIGURES: dict[str, MapFigure] = {
    "customers": MapFigure(_("Customers"), "customers", is_timed=False),
    "buyers": MapFigure(_("Buyers"), "buyers"),
    "net_sales": MapFigure(_("Net sales"), "net_sales", is_money=True),
    "sales_per_buyer": MapFigure(_("Net sales per buyer"), "net_sales", "buyers", is_money=True),
    "new_customers": MapFigure(_("New customers"), "new_customers"),
    "lifetime_value": MapFigure(_("Lifetime value"), "lifetime_value", is_money=True, is_timed=False),
}
PERIODS = ("last_12_months", "this_year", "last_year", "last_90_days", "this_month", "last_month", "all")


@dataclass(frozen=True)
class Regions:
    """`values` by region of the map drawn; `drawn` is the sum of what lies on it, `elsewhere` of known places that do
    not, `nowhere` of what has no place. Of a ratio these three are None."""

    values: dict[str, float]
    drawn: float | None
    elsewhere: float | None
    nowhere: float | None


def regions_of(pivot: Pivot, figure: MapFigure, drawn: str) -> Regions:
    parts = [(place_of(*map(str, map(_text, line.key))), [pivot.figure(line.key, (), place).value or 0.0
             for place in range(len(figure.measures))]) for line in pivot.full_rows]  # fmt: skip
    sums: dict[str, list[float]] = {}
    elsewhere, nowhere = 0.0, 0.0
    for place, figures in parts:
        code = place.country if drawn == WORLD else place.province if place.province[:2].lower() == drawn else ""
        if code:
            sums[code] = [a + b for a, b in zip(sums.get(code, [0.0] * len(figures)), figures, strict=True)]
        elif place.country and (drawn == WORLD or place.country.lower() != drawn):
            elsewhere += figures[0]
        else:
            nowhere += figures[0]
    if figure.bottom:
        values = {code: top / bottom for code, (top, bottom) in sums.items() if bottom}
        return Regions(values, None, None, None)
    values = {code: top for code, (top,) in sums.items()}
    return Regions(values, _sum(values.values()), elsewhere, nowhere)


def fullest(pivot: Pivot) -> str:
    """The map on which most lies: that of a country with provinces, else the world."""
    found: dict[str, float] = {}
    for line in pivot.full_rows:
        place = place_of(_text(line.key[0]), _text(line.key[1]))
        found[place.country.lower()] = found.get(place.country.lower(), 0.0) + (
            pivot.figure(line.key, (), 0).value or 0.0
        )
    best = max((code for code in found if code), key=lambda code: found[code], default="th")
    return best if best in {"th", "cn", "tw"} else WORLD


def _text(value: str | None) -> str:
    return value or ""


def _sum(values: Iterable[float]) -> float:
    return float(sum(values))
