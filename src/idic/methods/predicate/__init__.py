"""Segment rules: a tree of conditions on a customer's fields, in three-valued logic.

`parse` reads the stored form, `validate` holds it against the declared fields, `evaluate` answers True, False or None
(unknown: not a member), `explain` says so leaf by leaf.
"""

from idic.methods.predicate.errors import (
    DepthExceeded,
    EmptyGroup,
    FieldUnknown,
    MalformedNode,
    NotJson,
    OperatorNotForField,
    OperatorUnknown,
    PredicateError,
    RowValueMismatch,
    SizeExceeded,
    ValueMismatch,
    ZoneNeeded,
)
from idic.methods.predicate.evaluation import Explanation, LeafOutcome, evaluate, explain, members
from idic.methods.predicate.reading import MAX_DEPTH, MAX_LIST, MAX_NODES, parse, to_json
from idic.methods.predicate.tree import OPERATORS, All, Any, FieldType, Leaf, Node, Not, Operator, fields_used
from idic.methods.predicate.validation import problems, validate

__all__ = [
    "MAX_DEPTH",
    "MAX_LIST",
    "MAX_NODES",
    "OPERATORS",
    "All",
    "Any",
    "DepthExceeded",
    "EmptyGroup",
    "Explanation",
    "FieldType",
    "FieldUnknown",
    "Leaf",
    "LeafOutcome",
    "MalformedNode",
    "Node",
    "Not",
    "NotJson",
    "Operator",
    "OperatorNotForField",
    "OperatorUnknown",
    "PredicateError",
    "RowValueMismatch",
    "SizeExceeded",
    "ValueMismatch",
    "ZoneNeeded",
    "evaluate",
    "explain",
    "fields_used",
    "members",
    "parse",
    "problems",
    "to_json",
    "validate",
]
