"""A question read from plain data, and refused with a reason where it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Dimension, Measure
from idic.warehouse.measures.dimensions import dimension_of
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.measures.measures import MEASURES
from idic.warehouse.questions.errors import DimensionTwice, DimensionUnfit, NothingMeasured, TooManyParts, UnknownPart
from idic.warehouse.questions.periods import COMPARISONS, read_period
from idic.warehouse.questions.question import (
    CHARTS,
    COMPARED_BY,
    LIMITS,
    MOST_DIMENSIONS,
    MOST_FILTERS,
    MOST_MEASURES,
    MOST_VALUES,
    Filter,
    Having,
    Of,
    Op,
    Question,
    Show,
    Sort,
)


def read_question(stored: Mapping[str, Any]) -> Question:
    """Raises a QuestionError whose text says what is wrong."""
    measures = tuple(_measure(one) for one in _list(stored, "measures"))
    rows = tuple(_dimension(one) for one in _list(stored, "rows"))
    columns = tuple(_dimension(one) for one in _list(stored, "columns"))
    if not measures:
        raise NothingMeasured
    if len(measures) > MOST_MEASURES:
        raise TooManyParts(MOST_MEASURES)
    if len(rows) + len(columns) > MOST_DIMENSIONS:
        raise TooManyParts(MOST_DIMENSIONS)
    twice = [one for one in (*rows, *columns) if (*rows, *columns).count(one) > 1]
    if twice or len({one.code for one in (*rows, *columns)}) < len(rows) + len(columns):
        raise DimensionTwice((twice or list(rows or columns))[0].label)
    question = Question(
        measures, rows, columns,
        filters=tuple(_filter(one) for one in _list(stored, "filters", MOST_FILTERS)),
        period=read_period(stored.get("period") or {}),
        compare=_one_of(stored.get("compare") or "", tuple(COMPARISONS), "comparison"),
        having=tuple(_having(one, len(measures)) for one in _list(stored, "having", MOST_FILTERS)),
        sort=_sort(stored.get("sort"), len(measures)),
        limit=_limit(stored.get("limit")),
        show=Show(_one_of(stored.get("show") or "value", tuple(Show), "way of showing")),
        subtotals=bool(stored.get("subtotals", True)),
        chart=_one_of(stored.get("chart") or "auto", CHARTS, "chart"),
        snapshot=_snapshot(stored.get("snapshot")),
    )  # fmt: skip
    _check_fit(question)
    return question


def _check_fit(question: Question) -> None:
    for measure in question.measures:
        for atom in measure.atoms:
            fact = FACTS[ATOMS[atom].fact]
            for dimension in (*question.dimensions, *(one.dimension for one in question.filters)):
                if not fact.reaches(dimension):
                    raise DimensionUnfit(measure.label, dimension.label)
    if question.compare and question.period.preset == "all":
        raise UnknownPart("comparison", "all")


def _list(stored: Mapping[str, Any], name: str, most: int = 20) -> Sequence[Any]:
    found = stored.get(name) or []
    if not isinstance(found, list | tuple):
        raise UnknownPart(name, type(found).__name__)
    if len(found) > most:
        raise TooManyParts(most)
    return found


def _measure(code: Any) -> Measure:
    found = MEASURES.get(str(code))
    if found is None:
        raise UnknownPart("measure", code)
    return found


def _dimension(code: Any) -> Dimension:
    found = dimension_of(str(code))
    if found is None:
        raise UnknownPart("dimension", code)
    return found


def _filter(stored: Any) -> Filter:
    if not isinstance(stored, Mapping):
        raise UnknownPart("filter", stored)
    dimension = _dimension(stored.get("dimension"))
    op = Op(_one_of(stored.get("op") or "is", tuple(Op), "operator"))
    values = tuple(None if one is None else str(one)[:200] for one in _list(stored, "values", MOST_VALUES))
    if not values:
        raise UnknownPart("value", "")
    return Filter(dimension, op, values)


def _having(stored: Any, measures: int) -> Having:
    try:
        return Having(
            _place(stored.get("measure", 0), measures),
            Of(_one_of(stored.get("of") or "value", tuple(Of), "figure")),
            _one_of(stored.get("op"), COMPARED_BY, "operator"),
            float(stored["value"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnknownPart("condition", stored) from None


def _sort(stored: Any, measures: int) -> Sort | None:
    if not stored:
        return None
    try:
        place = stored.get("measure")
        of = Of(_one_of(stored.get("of") or "value", tuple(Of), "figure"))
        return Sort(None if place is None else _place(place, measures), of, bool(stored.get("descending", True)))
    except (TypeError, ValueError, AttributeError):
        raise UnknownPart("order", stored) from None


def _place(value: Any, measures: int) -> int:
    place = int(value)
    if not 0 <= place < measures:
        raise UnknownPart("measure", value)
    return place


def _snapshot(value: Any) -> str:
    """A name, and never a way to another folder."""
    name = str(value or "")
    if not re.fullmatch(r"[A-Za-z0-9-]{0,80}", name):
        raise UnknownPart("snapshot", name)
    return name


def _limit(value: Any) -> int | None:
    if value in (None, "", 0):
        return None
    try:
        return max(1, min(int(value), LIMITS[-1]))
    except (TypeError, ValueError):
        raise UnknownPart("limit", value) from None


def _one_of(value: Any, known: Sequence[str], part: str) -> str:
    if value not in known:
        raise UnknownPart(part, value)
    return str(value)
