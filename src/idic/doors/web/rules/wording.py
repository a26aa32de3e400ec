"""A rule as a person would say it, in the reader's language: one whole sentence per condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from babel.lists import format_list
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, Shown
from idic.methods.predicate import All, Any, Behaviour, FieldType, Leaf, Member, Node, Not, Operator
from idic.methods.predicate.tree import below

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Mode = Literal["all", "any", "not_all", "not_any"]

MODES: dict[Mode, _StrPromise] = {
    "all": _("All of these hold"),
    "any": _("At least one of these holds"),
    "not_all": _("Not all of these hold"),
    "not_any": _("None of these holds"),
}

# What the builder offers, by the type of the field: a day is before, a number is less.
OPERATOR_LABELS: dict[Operator, _StrPromise] = {
    Operator.EQ: _("is"),
    Operator.NE: _("is not"),
    Operator.LT: _("is less than"),
    Operator.LE: _("is at most"),
    Operator.GT: _("is more than"),
    Operator.GE: _("is at least"),
    Operator.BETWEEN: _("lies between"),
    Operator.IN: _("is one of"),
    Operator.CONTAINS: _("contains"),
    Operator.STARTS_WITH: _("starts with"),
    # the number and the word "days" stand behind it
    Operator.IN_LAST_DAYS: _("is within the last"),
    Operator.NOT_IN_LAST_DAYS: _("is not within the last"),
    Operator.HAS_ANY: _("has one of"),
    Operator.IS_KNOWN: _("is known"),
    Operator.IS_UNKNOWN: _("is not known"),
}
DAY_LABELS: dict[Operator, _StrPromise] = {
    **OPERATOR_LABELS,
    Operator.LT: _("is before"),
    Operator.LE: _("is on or before"),
    Operator.GT: _("is after"),
    Operator.GE: _("is on or after"),
}

_SENTENCES: dict[Operator, _StrPromise] = {
    Operator.EQ: _("%(field)s is %(value)s"),
    Operator.NE: _("%(field)s is not %(value)s"),
    Operator.LT: _("%(field)s is less than %(value)s"),
    Operator.LE: _("%(field)s is at most %(value)s"),
    Operator.GT: _("%(field)s is more than %(value)s"),
    Operator.GE: _("%(field)s is at least %(value)s"),
    Operator.BETWEEN: _("%(field)s lies between %(low)s and %(high)s"),
    Operator.IN: _("%(field)s is one of: %(value)s"),
    Operator.CONTAINS: _("%(field)s contains “%(value)s”"),
    Operator.STARTS_WITH: _("%(field)s starts with “%(value)s”"),
    Operator.HAS_ANY: _("%(field)s has one of: %(value)s"),
    Operator.IS_KNOWN: _("%(field)s is known"),
    Operator.IS_UNKNOWN: _("%(field)s is not known"),
}
_DAY_SENTENCES: dict[Operator, _StrPromise] = {
    **_SENTENCES,
    Operator.LT: _("%(field)s is before %(value)s"),
    Operator.LE: _("%(field)s is on or before %(value)s"),
    Operator.GT: _("%(field)s is after %(value)s"),
    Operator.GE: _("%(field)s is on or after %(value)s"),
}


@dataclass(frozen=True)
class Sentence:
    path: str
    text: str


@dataclass(frozen=True)
class Group:
    path: str
    heading: str
    parts: tuple[Sentence | Group, ...]

    is_group = True


#: Words a condition that is no comparison of a field; for the rules of those who know such.
Other = Callable[[Behaviour | Member], str]


def rule_in_words(
    node: Node, fields: Mapping[str, Field], path: str = "", *, other: Other | None = None
) -> Sentence | Group:
    match node:
        case Leaf():
            return Sentence(path, leaf_in_words(node, fields))
        case Behaviour() | Member():
            return Sentence(path, other(node) if other is not None else "")
        case Not():
            inner, inside = node.child, below(path, "not")
            if isinstance(inner, All | Any):
                return _group(inner, "not_all" if isinstance(inner, All) else "not_any", path, inside, fields, other)
            return Group(path, str(MODES["not_all"]), (rule_in_words(inner, fields, inside, other=other),))
        case All() | Any():
            return _group(node, "all" if isinstance(node, All) else "any", path, path, fields, other)


def leaf_in_words(leaf: Leaf, fields: Mapping[str, Field]) -> str:
    field = fields[leaf.field]
    words: dict[str, object] = {"field": field.label}
    if leaf.op in (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS) and isinstance(leaf.value, Decimal):
        return _within_days(leaf.op, words, int(leaf.value))
    if leaf.op is Operator.BETWEEN and isinstance(leaf.value, tuple):
        words["low"], words["high"] = (value_in_words(field, part) for part in leaf.value)
    elif isinstance(leaf.value, tuple):
        parts = [value_in_words(field, part) for part in leaf.value]
        words["value"] = format_list(parts, style="or", locale=formats.current_locale())
    elif leaf.value is not None:
        words["value"] = value_in_words(field, leaf.value)
    sentences = _DAY_SENTENCES if field.type is FieldType.DATE else _SENTENCES
    return str(sentences[leaf.op]) % words


def value_in_words(field: Field, value: object) -> str:
    """A value of a rule, or one that a customer has."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, int | float | Decimal):
        if field.shown is Shown.MONEY:
            return formats.money(value, settings.CONFIGURATION.currency)
        return formats.number(value)
    if isinstance(value, date):
        return formats.day(value)
    if field.spelling is not None:
        return field.spelling.shown(field.spelling.stored(str(value)))
    if field.found is not None and field.names is not None:
        return field.names([str(value)]).get(str(value), str(value))
    return str(dict(field.choices).get(str(value), str(value)))


def _group(
    node: All | Any, mode: Mode, path: str, inside: str, fields: Mapping[str, Field], other: Other | None
) -> Group:
    name = "all" if isinstance(node, All) else "any"
    parts = tuple(
        rule_in_words(child, fields, below(inside, f"{name}[{position}]"), other=other)
        for position, child in enumerate(node.children)
    )
    return Group(path, str(MODES[mode]), parts)


def _within_days(op: Operator, words: dict[str, object], days: int) -> str:
    words["days"] = formats.number(days)
    if op is Operator.IN_LAST_DAYS:
        return (
            ngettext(
                "%(field)s lies within the last %(days)s day", "%(field)s lies within the last %(days)s days", days
            )
            % words
        )
    return (
        ngettext(
            "%(field)s does not lie within the last %(days)s day",
            "%(field)s does not lie within the last %(days)s days",
            days,
        )
        % words
    )
