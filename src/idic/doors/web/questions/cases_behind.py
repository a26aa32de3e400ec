"""From a figure of cases to the list of exactly those cases; nowhere where the list cannot ask the same."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from idic.domain.interact.cases.queries.topics import topics_called
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.warehouse.measures.declaration import Nature
from idic.warehouse.questions.asked import day_of
from idic.warehouse.questions.question import Filter, Op, Question

Condition = dict[str, Any]

#: The day by which each fact counts, as the list calls it; open ones are counted whenever they came.
_DAYS = {"cases": "received", "resolutions": "resolved", "backlog": ""}
#: Dimension -> field of the list, where both mean the same by the same values.
_FIELDS = {
    "case_mode": "mode", "case_purpose": "purpose", "case_state": "state", "case_priority": "priority",
    "case_team": "team", "case_owner": "owner", "case_outcome": "outcome", "case_verdict": "verdict",
}  # fmt: skip


class _NotTheSame(Exception):
    """The list cannot ask this."""


def cases_behind(user: User, question: Question) -> str:
    """Its address; "" where the list would show others. An older snapshot tells of what the list has no more."""
    facts = {fact.code for fact in question.facts}
    if len(facts) != 1 or not facts <= _DAYS.keys() or question.snapshot or not may(user, "case.see"):
        return ""
    (fact,) = facts
    try:
        conditions = [_leaf("counted", True), *_period(question, _DAYS[fact])]
        conditions += [_condition(one, _DAYS[fact]) for one in question.filters]
    except _NotTheSame:
        return ""
    if fact == "backlog":
        conditions.append(_leaf("open", True))
    where = json.dumps({"all": conditions}, separators=(",", ":"))
    return f"{reverse('cases:list')}?{urlencode({'where': where})}"


def _leaf(field: str, value: object, op: str = "eq") -> Condition:
    return {"field": field, "op": op, "value": value}


def _period(question: Question, field: str) -> list[Condition]:
    span = question.period.span(day_of(question))
    if not field:
        return []
    if span is None:
        # the day of what was never resolved is not known
        return [{"field": field, "op": "is_known"}]
    return [_between(field, span.first, span.last)]


def _between(field: str, first: date, last: date) -> Condition:
    return _leaf(field, [first.isoformat(), last.isoformat()], "between")


def _condition(one: Filter, day: str) -> Condition:
    if one.op != Op.IS:
        raise _NotTheSame
    known = [value for value in one.values if value is not None]
    code = one.dimension.code
    if one.dimension.nature == Nature.TIME:
        if len(known) != 1 or None in one.values or not day:
            raise _NotTheSame
        return _between(day, *_whole(code, date.fromisoformat(known[0])))
    if code == "weekday" and day == "received" and len(known) == len(one.values):
        return _leaf("weekday", known, "in")
    if code == "case_hour" and len(known) == len(one.values) == 1:
        return _leaf("hour", int(known[0]))
    if code == "case_topic":
        return _any("topic", [str(pk) for pk in topics_called(known)] if known else [], None in one.values)
    if code not in _FIELDS:
        raise _NotTheSame
    return _any(_FIELDS[code], known, None in one.values)


def _any(field: str, values: list[str], with_unknown: bool) -> Condition:
    found: list[Condition] = [_leaf(field, values, "in")] if values else []
    if with_unknown:
        found.append({"field": field, "op": "is_unknown"})
    if not found:
        raise _NotTheSame
    return found[0] if len(found) == 1 else {"any": found}


def _whole(code: str, first: date) -> tuple[date, date]:
    """The stretch that begins on this day."""
    if code == "day":
        return first, first
    if code == "week":
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[code]
    number = first.year * 12 + first.month - 1 + months
    return first, date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
