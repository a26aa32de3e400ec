"""What the sentence of the builder offers: figures, ways to split them, and the values to narrow them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from idic.doors.web.questions.address import UNKNOWN, pairs_of, sort_text
from idic.doors.web.questions.maps import may_be_map
from idic.doors.web.questions.words import Names, attribute_labels
from idic.foundation.accounts.models import User
from idic.warehouse.asking import AskingError
from idic.warehouse.measures.declaration import Dimension, Measure, Nature
from idic.warehouse.measures.dimensions import DIMENSIONS, FACT_PREFIX, attribute, dimension_of
from idic.warehouse.measures.dimensions import FAMILIES as DIMENSION_FAMILIES
from idic.warehouse.measures.measures import FAMILIES as MEASURE_FAMILIES
from idic.warehouse.measures.measures import MEASURES
from idic.warehouse.questions.asked import answered, day_of, dimension_readable, fits, measure_readable
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.periods import COMPARISONS, PRESETS
from idic.warehouse.questions.question import (
    LIMITS,
    MOST_DIMENSIONS,
    MOST_FILTERS,
    MOST_MEASURES,
    Filter,
    Of,
    Op,
    Question,
    Show,
    Sort,
)
from idic.warehouse.rights import RowCut, cut_for

#: The names of a catalogue's second level fit; a panel of them is searched, not read.
MOST_VALUES = 400
#: From so many on a panel has a search of its own.
SEARCHED_FROM = 9
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Slot:
    """One select of the sentence; the last of its kind is empty and adds another."""

    value: str
    label: str


@dataclass(frozen=True)
class FilterShown:
    number: int
    code: str
    label: str
    op: str
    text: str
    choices: tuple[tuple[str, str, bool], ...]
    is_text: bool
    words: str
    is_open: bool = False
    without: str = ""

    @property
    def is_searched(self) -> bool:
        return len(self.choices) >= SEARCHED_FROM


def builder_context(question: Question | None, stored: Mapping[str, Any], *, user: User) -> dict[str, Any]:
    """`question` is None where what was typed cannot be asked yet; then as much of it as is known stays chosen."""
    cut = cut_for(user)
    measures = [MEASURES[code] for code in stored.get("measures", []) if code in MEASURES]
    chosen = [str(one) for one in (*stored.get("rows", []), *stored.get("columns", []))]
    dimensions = _dimension_groups(measures, cut, user)
    return {
        "measure_groups": _measure_groups(cut),
        "measure_slots": _slots([one.code for one in measures], len(measures) < MOST_MEASURES),
        "dimension_groups": dimensions,
        "row_slots": _slots(_known(stored.get("rows", [])), len(chosen) < MOST_DIMENSIONS),
        "column_slots": _slots(_known(stored.get("columns", [])), len(chosen) < MOST_DIMENSIONS),
        "periods": [(code, str(label)) for code, label in PRESETS.items()],
        "period": stored.get("period", {}),
        "comparisons": [(code, str(label)) for code, label in COMPARISONS.items()],
        "compare": stored.get("compare", ""),
        "has_time": _has_time(measures),
        "filters": _filters(question, stored, user),
        "filter_groups": [(label, found) for label, found in _filterable(dimensions) if found],
        "choices": _choices(question, stored),
        "meanings": [(str(one.label), str(one.meaning)) for one in measures],
    }


def _measure_groups(cut: RowCut) -> list[Group]:
    return [
        (
            str(label),
            [(m.code, str(m.label)) for m in MEASURES.values() if m.family == family and measure_readable(m, cut)],
        )
        for family, label in MEASURE_FAMILIES.items()
    ]


def _dimension_groups(measures: Iterable[Measure], cut: RowCut, user: User) -> list[Group]:
    """Only what all chosen figures can be told by."""
    chosen = list(measures)
    own = [attribute(code.removeprefix(FACT_PREFIX), label) for code, label in attribute_labels(user).items()]

    def offered(one: Dimension) -> bool:
        return dimension_readable(one, cut) and all(fits(measure, one) for measure in chosen)

    groups = [
        (
            str(label),
            [(d.code, str(d.label)) for d in (*DIMENSIONS.values(), *own) if d.family == family and offered(d)],
        )
        for family, label in DIMENSION_FAMILIES.items()
    ]
    return [(label, found) for label, found in groups if found]


def _filterable(groups: list[Group]) -> list[Group]:
    times = {one.code for one in DIMENSIONS.values() if one.nature == Nature.TIME} | {"customer"}
    return [(label, [(code, text) for code, text in found if code not in times]) for label, found in groups]


def _slots(codes: list[str], has_room: bool) -> list[Slot]:
    slots = [Slot(code, code) for code in codes]
    return [*slots, Slot("", "")] if has_room or not slots else slots


def _known(codes: Iterable[Any]) -> list[str]:
    return [str(code) for code in codes if str(code) in DIMENSIONS or str(code).startswith(FACT_PREFIX)]


def _has_time(measures: list[Measure]) -> bool:
    return not measures or any(fits(one, DIMENSIONS["day"]) for one in measures)


def _filters(question: Question | None, stored: Mapping[str, Any], user: User) -> list[FilterShown]:
    """Those of the question, and the one that is being added."""
    if question is None:
        return []
    found = [_filter(question, one, n, user) for n, one in enumerate(question.filters, 1)]
    added = dimension_of(str(stored.get("add", "")))
    if added is not None and added not in [one.dimension for one in question.filters] and len(found) < MOST_FILTERS:
        op = Op.CONTAINS if added.is_long else Op.IS
        empty = Filter(added, op, ())
        found.append(replace(_filter(question, empty, len(found) + 1, user), is_open=True))
    return found


def _filter(question: Question, one: Filter, number: int, user: User) -> FilterShown:
    dimension = one.dimension
    is_text = one.op == Op.CONTAINS
    found = list(one.values) if is_text else _values(question, one, user)
    names = Names(user, {dimension: [*found, *one.values]})
    choices = tuple(
        (UNKNOWN if value is None else value, names.text(dimension, value), value in one.values) for value in found
    )
    words = ", ".join(str(value) if is_text else names.text(dimension, value) for value in one.values)
    text = str(one.values[0] or "") if is_text and one.values else ""
    others = replace(question, filters=tuple(other for other in question.filters if other != one))
    return FilterShown(
        number, dimension.code, _label(dimension, user), one.op.value, text, choices, is_text, words,
        without=urlencode(pairs_of(others)),
    )  # fmt: skip


def _label(dimension: Dimension, user: User) -> str:
    if dimension.code.startswith(FACT_PREFIX):
        return attribute_labels(user).get(dimension.code, str(dimension.label))
    return str(dimension.label)


def _values(question: Question, one: Filter, user: User) -> list[str | None]:
    """Those in use in either time, the greatest first; what is chosen is always there."""
    dimension = one.dimension
    chosen = list(one.values)
    if dimension.nature == Nature.TIME or dimension.code == "customer":
        return chosen
    others = tuple(other for other in question.filters if other.dimension != dimension)
    asked = replace(
        question, measures=question.measures[:1], rows=(dimension,), columns=(), filters=others, having=(), sort=None,
        limit=MOST_VALUES, subtotals=False, show=Show.VALUE,
    )  # fmt: skip
    try:
        pivot = answered(asked, user=user, today=day_of(asked))
    except (AskingError, QuestionError):
        return chosen
    found = [line.key[0] for line in pivot.full_rows]
    return [*found, *(value for value in chosen if value not in found)]


def _choices(question: Question | None, stored: Mapping[str, Any]) -> dict[str, Any]:
    shows = {
        Show.VALUE: _("the figures themselves"), Show.SHARE_TOTAL: _("shares of the whole"),
        Show.SHARE_ROW: _("shares of the row"), Show.SHARE_COLUMN: _("shares of the column"),
        Show.RUNNING: _("running totals"),
    }  # fmt: skip
    charts = {
        "auto": _("what suits best"), "table": _("only the table"), "line": _("lines"), "area": _("filled lines"),
        "bar": _("bars"), "stacked": _("stacked bars"), "pie": _("a ring"), "heatmap": _("a heat map"),
        **({"map": _("a map")} if question and may_be_map(question) else {}),
    }  # fmt: skip
    return {
        "shows": [(code.value, label) for code, label in shows.items()],
        "show": stored.get("show", "value"),
        "charts": list(charts.items()),
        "chart": stored.get("chart", "auto"),
        "limits": [(str(one), str(one)) for one in LIMITS],
        "limit": str(stored.get("limit") or ""),
        "orders": _orders(question),
        "order": sort_text(question.sort) if question and question.sort else "",
        "having": question.having[0] if question and question.having else None,
        "ofs": _ofs(question),
        "operators": [("<", _("less than")), ("<=", _("at most")), (">", _("more than")), (">=", _("at least"))],
    }


def _ofs(question: Question | None) -> list[tuple[str, str]]:
    found = [(Of.VALUE.value, _("the figure"))]
    if question and question.compare:
        found += [
            (Of.CHANGE.value, _("the change")), (Of.CHANGE_SHARE.value, _("the change as a share (0.1 is 10 %)")),
            (Of.EARLIER.value, _("the earlier figure")),
        ]  # fmt: skip
    return found


def _orders(question: Question | None) -> list[tuple[str, str]]:
    if question is None or not question.rows:
        return []
    found = [
        (
            sort_text(Sort(None, descending=False)),
            _("%(dimension)s, in its order") % {"dimension": question.rows[0].label},
        )
    ]
    for place, measure in enumerate(question.measures):
        values = {"measure": measure.label}
        found.append((sort_text(Sort(place)), _("%(measure)s, highest first") % values))
        found.append((sort_text(Sort(place, descending=False)), _("%(measure)s, lowest first") % values))
        if question.compare:
            found.append(
                (sort_text(Sort(place, Of.CHANGE, descending=False)), _("Change of %(measure)s, losses first") % values)
            )
            found.append((sort_text(Sort(place, Of.CHANGE)), _("Change of %(measure)s, gains first") % values))
    return found
