"""A rule over a noun's fields as one SQL condition.

SQL's own three-valued logic is the logic of the rules: a condition on a missing value is unknown, and WHERE takes
only what is true. Every value travels as a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any as Anything

from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import RawSQL

from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import base_sql, fields_of, former_label, noun_of
from idic.methods import predicate
from idic.methods.predicate import All, Any, Behaviour, FieldType, Leaf, Member, Node, Not, Operator, Others, askings
from idic.methods.predicate.tree import Scalar, Value, leaves

SqlValue = Value | int | list[Scalar]

_COMPARED = {Operator.EQ: "=", Operator.NE: "<>", Operator.LT: "<", Operator.LE: "<="}
_COMPARED |= {Operator.GT: ">", Operator.GE: ">="}
# PostgreSQL holds neither a zero character nor half of a surrogate pair.
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_TYPES = {
    FieldType.NUMBER: "numeric", FieldType.DATE: "date", FieldType.TEXT: "text", FieldType.CODE: "text",
    FieldType.BOOLEAN: "boolean", FieldType.CODES: "text",
}  # fmt: skip


# Texts, names before a point, and words behind which other tables are looked into.
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_QUALIFIER = re.compile(r'([A-Za-z_]\w*|"[^"]*")\.(?=[A-Za-z_"])')
_INSIDE = re.compile(r"\bselect\b", re.IGNORECASE)


#: Gives the SQL of a condition on behaviour or membership, for the rooms that know of such.
Asked = Callable[[Behaviour | Member], tuple[str, list[SqlValue]]]


def read_predicate(
    stored: str | Mapping[str, object], fields: Mapping[str, Field], *, others: Others | None = None
) -> Node:
    """The rule held against the fields as they are now: a deleted attribute or a wrong type is named, never ignored.
    `others` is what may be asked beside fields: without it nothing."""
    try:
        parsed = predicate.parse(stored)
        types = {name: one.type for name, one in fields.items()}
        rule = predicate.validate(parsed, types, others=others or Others())
    except predicate.FieldUnknown as error:
        asked = next((leaf.field for path, leaf in leaves(parsed) if path == error.path), "")
        raise PredicateRefused(error.path, str(error), "FieldUnknown", label=former_label(asked)) from error
    except predicate.PredicateError as error:
        raise PredicateRefused(error.path, str(error), type(error).__name__) from error
    for path, leaf in askings(rule):
        texts: tuple[object, ...] = ()
        if isinstance(leaf, Leaf):
            texts = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        elif isinstance(leaf, Behaviour):
            texts = tuple(code for _name, codes in leaf.where for code in codes)
        if any(isinstance(text, str) and _UNUSABLE.search(text) for text in texts):
            raise PredicateRefused(path, "a character that PostgreSQL cannot hold", "TextUnusable")
    return rule


def simplified(node: Node) -> Node:
    """The same rule without groups of one: the builder wraps a lone condition in a group, and that changes nothing."""
    match node:
        case Leaf() | Behaviour() | Member():
            return node
        case Not():
            return Not(simplified(node.child))
        case All() | Any():
            if len(node.children) == 1:
                return simplified(node.children[0])
            return replace(node, children=tuple(simplified(child) for child in node.children))


def condition(
    node: Node, fields: Mapping[str, Field], *, as_of: date, asked: Asked | None = None
) -> tuple[str, list[SqlValue]]:
    """The condition and its parameters, to stand behind `base_sql` and an AND."""
    match node:
        case Leaf():
            return _leaf(node, fields[node.field], as_of)
        case Behaviour() | Member():
            if asked is None:
                raise PredicateRefused("", "behaviour and membership are not asked for here", "BehaviourUnknown")
            return asked(node)
        case Not():
            inner, values = condition(node.child, fields, as_of=as_of, asked=asked)
            return f"NOT ({inner})", values
        case All() | Any():
            word = " AND " if isinstance(node, All) else " OR "
            parts: list[str] = []
            gathered: list[SqlValue] = []
            for child in node.children:
                inner, more = condition(child, fields, as_of=as_of, asked=asked)
                parts.append(f"({inner})")
                gathered += more
            return word.join(parts), gathered


def respelled(node: Node, fields: Mapping[str, Field]) -> Node:
    """The rule with its values spelled as they are stored: a person, or an old rule, may name them in any language."""
    match node:
        case Leaf():
            return _respelled(node, fields[node.field])
        case Behaviour() | Member():
            return node
        case Not():
            return Not(respelled(node.child, fields))
        case All() | Any():
            return replace(node, children=tuple(respelled(child, fields) for child in node.children))


def narrowed_by(
    rows: QuerySet[Anything], code: str, node: Node, *, as_of: date, fields: Mapping[str, Field] | None = None
) -> QuerySet[Anything]:
    """`rows` of the noun, as far as the rule is true of them."""
    noun = noun_of(code)
    found, values = condition(node, fields if fields is not None else fields_of(code), as_of=as_of)
    whole = f"{noun.where} AND ({found})"
    if _is_of_one_row(whole, noun.alias):
        return rows.filter(_OfRow(whole, values, noun.alias))
    sql = f"SELECT {noun.alias}.id {base_sql(code)} AND ({found})"
    return rows.filter(pk__in=RawSQL(sql, values))  # noqa: S611


def _is_of_one_row(sql: str, alias: str) -> bool:
    """Whether nothing but columns of the noun's own table is looked at."""
    bare = _QUOTED.sub("''", sql)
    if _INSIDE.search(bare) or any(f"{alias}." in text for text in _QUOTED.findall(sql)):
        return False
    return {found[1] for found in _QUALIFIER.finditer(bare)} <= {alias}


class _OfRow(Func):
    """A condition on the row itself, whatever its table is called in the statement: an index in the order of a list finds
    the first fifty of them, where a list of all ids would be made first."""

    conditional = True

    def __init__(self, sql: str, values: list[SqlValue], alias: str) -> None:
        super().__init__(F("pk"), output_field=BooleanField())
        self._sql, self._values, self._of = sql, values, re.compile(rf"(?<![\w.\"]){re.escape(alias)}\.")

    def as_sql(  # type: ignore[override]  # it has no function and no template
        self, compiler: Anything, connection: Anything, **_more: Anything
    ) -> tuple[str, list[Anything]]:
        (own,) = self.source_expressions
        table = compiler.compile(own)[0].rpartition(".")[0]
        return f"({self._of.sub(lambda _: f'{table}.', self._sql)})", list(self._values)


def _respelled(leaf: Leaf, field: Field) -> Leaf:
    if field.spelling is None or leaf.value is None:
        return leaf
    stored, value = field.spelling.stored, leaf.value
    if isinstance(value, tuple):
        return replace(leaf, value=tuple(stored(one) if isinstance(one, str) else one for one in value))
    return replace(leaf, value=stored(value)) if isinstance(value, str) else leaf


def _leaf(leaf: Leaf, field: Field, as_of: date) -> tuple[str, list[SqlValue]]:
    leaf = _respelled(leaf, field)
    # Numbers are compared exactly: 0.1 in a rule is the 0.1 that a person sees.
    cast = "::numeric" if field.type is FieldType.NUMBER else ""
    subject = f"({field.expression}){cast}"
    if field.type is FieldType.CODES:
        return _codes(leaf, subject)
    return compared(subject, field.type, leaf.op, leaf.value, as_of=as_of)


def compared(subject: str, of: FieldType, op: Operator, value: Value, *, as_of: date) -> tuple[str, list[SqlValue]]:
    """`subject`, an SQL expression of the type, held against a value."""
    kind = _TYPES[of]
    match op:
        case Operator.IS_KNOWN:
            return f"{subject} IS NOT NULL", []
        case Operator.IS_UNKNOWN:
            return f"{subject} IS NULL", []
        case Operator.BETWEEN if isinstance(value, tuple):
            return f"{subject} BETWEEN %s::{kind} AND %s::{kind}", list(value)
        case Operator.IN if isinstance(value, tuple):
            return f"{subject} = ANY(%s::{kind}[])", [list(value)]
        case Operator.CONTAINS:
            return f"strpos({subject}, %s) > 0", [value]
        case Operator.STARTS_WITH:
            return f"starts_with({subject}, %s)", [value]
        case Operator.IN_LAST_DAYS if isinstance(value, Decimal):
            return f"{subject} BETWEEN %s::date AND %s::date", [as_of - timedelta(days=int(value)), as_of]
        case Operator.NOT_IN_LAST_DAYS if isinstance(value, Decimal):
            return f"{subject} NOT BETWEEN %s::date AND %s::date", [as_of - timedelta(days=int(value)), as_of]
    return f"{subject} {_COMPARED[op]} %s::{kind}", [value]


def _codes(leaf: Leaf, subject: str) -> tuple[str, list[SqlValue]]:
    """Several choices are a text[]; none chosen is unknown."""
    match leaf.op:
        case Operator.IS_KNOWN:
            return f"{subject} IS NOT NULL", []
        case Operator.IS_UNKNOWN:
            return f"{subject} IS NULL", []
    wanted = list(leaf.value) if isinstance(leaf.value, tuple) else [leaf.value]
    return f"{subject} && %s::text[]", [[one for one in wanted if isinstance(one, str)]]
