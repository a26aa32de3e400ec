"""The conditions of a segment's rule held against one customer, each in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from idic.domain.differentiate.fields import FIELDS
from idic.doors.web.segments.wording import leaf_in_words, value_in_words
from idic.methods.predicate import Explanation, LeafOutcome


@dataclass(frozen=True)
class Condition:
    """`outcome` None: a missing value leaves it open."""

    text: str
    actual: str
    outcome: bool | None


def worded_conditions(explanation: Explanation) -> list[Condition]:
    return [_condition(found) for found in explanation.leaves]


def _condition(found: LeafOutcome) -> Condition:
    field = FIELDS[found.leaf.field]
    actual = value_in_words(field, found.actual) if found.actual is not None else _("not known")
    return Condition(leaf_in_words(found.leaf), actual, found.outcome)
