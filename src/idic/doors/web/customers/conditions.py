"""The conditions of a segment's rule held against one customer, each in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from idic.domain.differentiate.compiling import segment_fields
from idic.doors.web.rules.wording import leaf_in_words, value_in_words
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import Explanation, LeafOutcome


@dataclass(frozen=True)
class Condition:
    """`outcome` None: a missing value leaves it open."""

    text: str
    actual: str
    outcome: bool | None


def worded_conditions(explanation: Explanation) -> list[Condition]:
    fields = segment_fields()
    return [_condition(found, fields) for found in explanation.leaves]


def _condition(found: LeafOutcome, fields: Mapping[str, Field]) -> Condition:
    field = fields[found.leaf.field]
    actual = value_in_words(field, found.actual) if found.actual is not None else _("not known")
    return Condition(leaf_in_words(found.leaf, fields), actual, found.outcome)
