"""What the one filter bar of a dashboard does to each of its questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from idic.doors.web.questions.address import Pairs, filter_pairs, read_filters
from idic.warehouse.measures.dimensions import DIMENSIONS
from idic.warehouse.questions.asked import fits
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.periods import PRESETS, Period
from idic.warehouse.questions.question import MOST_FILTERS, Filter, Question
from idic.warehouse.questions.reading import read_question


@dataclass(frozen=True)
class Narrowing:
    """`preset` is empty where each question keeps its own time, `snapshot` where the newest figures are asked."""

    filters: tuple[Filter, ...] = ()
    preset: str = ""
    snapshot: str = ""

    def pairs(self) -> Pairs:
        kept = [(name, value) for name, value in (("p", self.preset), ("at", self.snapshot)) if value]
        return [*filter_pairs(self.filters), *kept]


def read_narrowing(given: QueryDict) -> Narrowing:
    """What cannot be read narrows nothing: the address may be an old one."""
    filters: list[Filter] = []
    for stored in read_filters(given):
        filters += _read(stored)
    preset = given.get("p", "")
    known = preset if preset in PRESETS and preset != "between" else ""
    return Narrowing(tuple(filters), known, _snapshot(given.get("at", "")))


def narrowed(question: Question, by: Narrowing) -> tuple[Question, tuple[Filter, ...]]:
    """The question as the bar leaves it, and the filters that say nothing about its figures."""
    used = tuple(one for one in by.filters if all(fits(measure, one.dimension) for measure in question.measures))
    unused = tuple(one for one in by.filters if one not in used)
    own = tuple(one for one in question.filters if one.dimension not in [other.dimension for other in used])
    question = replace(question, filters=(*own, *used)[:MOST_FILTERS], snapshot=by.snapshot or question.snapshot)
    if by.preset and any(fits(measure, DIMENSIONS["day"]) for measure in question.measures):
        compare = question.compare if by.preset != "all" else ""
        having = question.having if compare == question.compare else ()
        question = replace(question, period=Period(by.preset), compare=compare, having=having)
    return question, unused


def bar_question(by: Narrowing, measure: str = "net_sales") -> Question:
    """Stands for all of them where the values of the bar are looked up."""
    question = read_question({"measures": [measure]})
    return narrowed(question, by)[0]


def _snapshot(name: str) -> str:
    try:
        return read_question({"measures": ["net_sales"], "snapshot": name}).snapshot
    except QuestionError:
        return ""


def _read(stored: dict[str, Any]) -> tuple[Filter, ...]:
    try:
        return read_question({"measures": ["net_sales"], "filters": [stored]}).filters
    except QuestionError:
        return ()
