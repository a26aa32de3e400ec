"""Which rows of an answer lie where on a map: for the map's own page and for every question told by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from idic.doors.web.shell.maps import WORLD, Place, place_of
from idic.warehouse.measures.declaration import Dimension, Measure
from idic.warehouse.questions.pivot import Key, Pivot
from idic.warehouse.questions.question import Question, Show

OF_PLACES = ("country", "province")
#: Countries whose provinces are drawn.
OF_PROVINCES = frozenset({"th", "cn", "tw"})
#: The same product sells in two spellings of one province, so its two figures cannot be added; nor can two times in order.
_COUNTED_ANEW = frozenset({"products", "answer_median", "answer_ninth", "resolution_median", "resolution_ninth"})


@dataclass(frozen=True)
class Layout:
    """`regions` by the code of a region of the map drawn: records may name one in several ways. `elsewhere` are known
    places that lie on other maps, `nowhere` what has no place."""

    drawn: str
    regions: dict[str, tuple[Key, ...]]
    elsewhere: tuple[Key, ...]
    nowhere: tuple[Key, ...]


def lies_on_maps(question: Question) -> bool:
    """Whether the rows are places and nothing else; a running total runs along no map."""
    codes = [one.code for one in question.rows]
    is_told = bool(codes) and all(code in OF_PLACES for code in codes) and not question.columns
    return is_told and question.show != Show.RUNNING


def adds_up(measure: Measure) -> bool:
    return not _COUNTED_ANEW & set(measure.atoms)


def layout_of(pivot: Pivot, drawn: str = "") -> Layout:
    """On the map that is asked for, else on the one that holds most of it."""
    placed = [(line.key, _place(pivot.question.rows, line.key)) for line in pivot.full_rows]
    drawn = drawn or _fullest(pivot, placed)
    regions: dict[str, list[Key]] = {}
    elsewhere, nowhere = [], []
    for key, place in placed:
        code = place.country if drawn == WORLD else place.province if place.province[:2].lower() == drawn else ""
        if code:
            regions.setdefault(code, []).append(key)
        elif place.country and (drawn == WORLD or place.country.lower() != drawn):
            elsewhere.append(key)
        else:
            nowhere.append(key)
    return Layout(drawn, {code: tuple(keys) for code, keys in regions.items()}, tuple(elsewhere), tuple(nowhere))


def _place(rows: Sequence[Dimension], key: Key) -> Place:
    told = {dimension.code: value or "" for dimension, value in zip(rows, key, strict=True)}
    return place_of(told.get("country", ""), told.get("province", ""))


def _fullest(pivot: Pivot, placed: Sequence[tuple[Key, Place]]) -> str:
    if "province" not in [one.code for one in pivot.question.rows]:
        return WORLD
    found: dict[str, float] = {}
    for key, place in placed:
        if place.country:
            found[place.country.lower()] = found.get(place.country.lower(), 0.0) + abs(
                pivot.figure(key, (), 0).value or 0.0
            )
    best = max(found, key=lambda code: found[code], default="th")
    return best if best in OF_PROVINCES else WORLD
