"""The conditions of a segment's rule held against one customer, each in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.fields import FIELDS, SegmentField
from idic.doors.web.shell import formats
from idic.methods.predicate import Explanation, Leaf, LeafOutcome, Operator

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Condition:
    """`outcome` None: a missing value leaves it open."""

    text: str
    actual: str
    outcome: bool | None


WORDS: dict[Operator, str | _StrPromise] = {
    Operator.EQ: gettext_lazy("%(field)s is %(value)s"),
    Operator.NE: gettext_lazy("%(field)s is not %(value)s"),
    Operator.LT: gettext_lazy("%(field)s is below %(value)s"),
    Operator.LE: gettext_lazy("%(field)s is at most %(value)s"),
    Operator.GT: gettext_lazy("%(field)s is above %(value)s"),
    Operator.GE: gettext_lazy("%(field)s is at least %(value)s"),
    Operator.BETWEEN: gettext_lazy("%(field)s is between %(low)s and %(high)s"),
    Operator.IN: gettext_lazy("%(field)s is one of these: %(value)s"),
    Operator.CONTAINS: gettext_lazy("%(field)s contains “%(value)s”"),
    Operator.STARTS_WITH: gettext_lazy("%(field)s starts with “%(value)s”"),
    Operator.IN_LAST_DAYS: gettext_lazy("%(field)s lies within the last %(value)s days"),
    Operator.NOT_IN_LAST_DAYS: gettext_lazy("%(field)s does not lie within the last %(value)s days"),
    Operator.HAS_ANY: gettext_lazy("%(field)s has any of these: %(value)s"),
    Operator.IS_KNOWN: gettext_lazy("%(field)s is known"),
    Operator.IS_UNKNOWN: gettext_lazy("%(field)s is not known"),
}


def worded_conditions(explanation: Explanation) -> list[Condition]:
    return [_condition(found) for found in explanation.leaves]


def _condition(found: LeafOutcome) -> Condition:
    field = FIELDS[found.leaf.field]
    actual = _value(field, found.actual) if found.actual is not None else _("not known")
    return Condition(_text(field, found.leaf), actual, found.outcome)


def _text(field: SegmentField, leaf: Leaf) -> str:
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    worded = [_value(field, value) for value in values if value is not None]
    told = {"field": str(field.label), "value": ", ".join(worded)}
    if leaf.op is Operator.BETWEEN:
        told |= {"low": worded[0], "high": worded[-1]}
    return str(WORDS[leaf.op]) % told


def _value(field: SegmentField, value: object) -> str:
    words = dict(field.choices).get(str(value))
    if words is not None:
        return str(words)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return formats.number(value)
    return str(value)
