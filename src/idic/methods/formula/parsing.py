"""Reads a formula with Python's own grammar and lets only what is listed here through."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from idic.methods.formula.errors import FormulaError
from idic.methods.formula.tree import DECIMALS, Call, Formula, FormulaType, Literal, Node, Reference

MAX_LENGTH: Final = 1000
MAX_NODES: Final = 200
MAX_DEPTH: Final = 40

#: What may be called, as a person writes it.
FUNCTIONS: Final[dict[str, str]] = {
    "if": "if(condition, then, else)",
    "coalesce": "coalesce(first, second, …)",
    "round": "round(number, decimals)",
    "days_between": "days_between(from, to)",
    "year": "year(day)",
    "concat": "concat(first, second, …)",
    "date": 'date("2026-01-31")',
}

_OPERATORS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.And: "and", ast.Or: "or",
}  # fmt: skip
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
_LONE_EQUAL = re.compile(r"(?<![<>=!])=(?!=)")
_IF = re.compile(r"\bif\s*\(", re.IGNORECASE)
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_DIGITS: Final = 15


def parse(text: str, fields: Mapping[str, FormulaType]) -> Formula:
    """`fields` are the names that may stand in the formula, and their types."""
    source = text.strip()
    if not source:
        raise FormulaError("empty")
    if len(source) > MAX_LENGTH:
        raise FormulaError("too_long")
    try:
        tree = ast.parse(_as_python(source), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("unreadable") from error
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise FormulaError("too_long")
    return Formula(_Reader(fields).read(tree.body, 0))


def _as_python(source: str) -> str:
    """As in a spreadsheet: `=` and `<>` compare, and `if` is a function. Texts in quotation marks stay as they are."""
    pieces = _STRING.split(" ".join(source.splitlines()))
    for index in range(0, len(pieces), 2):
        plain = _LONE_EQUAL.sub("==", pieces[index].replace("<>", "!="))
        pieces[index] = _IF.sub("if_(", plain)
    return "".join(pieces)


class _Reader:
    def __init__(self, fields: Mapping[str, FormulaType]) -> None:
        self._fields = fields

    def read(self, node: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FormulaError("too_deep")

        def inner(child: ast.expr) -> Node:
            return self.read(child, depth + 1)

        match node:
            case ast.Constant():
                return _literal(node.value)
            case ast.Name():
                if node.id not in self._fields:
                    raise FormulaError("field_unknown", name=node.id)
                return Reference(node.id, self._fields[node.id])
            case ast.UnaryOp(op=ast.USub()):
                return Call("-", (_of(inner(node.operand), FormulaType.NUMBER, "-"),), FormulaType.NUMBER)
            case ast.UnaryOp(op=ast.Not()):
                return Call("not", (_of(inner(node.operand), FormulaType.YES_NO, "not"),), FormulaType.YES_NO)
            case ast.BinOp() if type(node.op) in _OPERATORS:
                sign = _OPERATORS[type(node.op)]
                sides = tuple(_of(inner(side), FormulaType.NUMBER, sign) for side in (node.left, node.right))
                return Call(sign, sides, FormulaType.NUMBER)
            case ast.BoolOp():
                word = _OPERATORS[type(node.op)]
                return Call(
                    word, tuple(_of(inner(one), FormulaType.YES_NO, word) for one in node.values), FormulaType.YES_NO
                )
            case ast.Compare() if len(node.ops) == 1 and type(node.ops[0]) in _OPERATORS:
                sign = _OPERATORS[type(node.ops[0])]
                return _comparison(sign, inner(node.left), inner(node.comparators[0]))
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                return _call(name.removesuffix("_").lower(), [inner(one) for one in node.args])
        raise FormulaError("not_allowed", what=type(node).__name__)


def _literal(value: object) -> Literal:
    if isinstance(value, bool):
        return Literal(value, FormulaType.YES_NO)
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if not number.is_finite() or abs(number) >= 10**_DIGITS or round(number, DECIMALS) != number:
            raise FormulaError("not_allowed", what=str(value)[:40])
        return Literal(number, FormulaType.NUMBER)
    if isinstance(value, str):
        if _UNUSABLE.search(value):
            raise FormulaError("text_unusable")
        return Literal(value, FormulaType.TEXT)
    raise FormulaError("not_allowed", what=str(value)[:40])


def _of(node: Node, kind: FormulaType, where: str) -> Node:
    if node.type is not kind:
        raise FormulaError("types", what=where)
    return node


def _comparison(sign: str, left: Node, right: Node) -> Call:
    """Texts and yes/no have no order here: what comes first depends on the language."""
    ordered = left.type in (FormulaType.NUMBER, FormulaType.DATE)
    if left.type is not right.type or (sign not in ("=", "<>") and not ordered):
        raise FormulaError("types", what=sign)
    return Call(sign, (left, right), FormulaType.YES_NO)


def _call(name: str, arguments: Sequence[Node]) -> Node:
    if name not in _MAKERS:
        raise FormulaError("function_unknown", name=name)
    return _MAKERS[name](arguments)


def _if(arguments: Sequence[Node]) -> Node:
    if len(arguments) not in (2, 3):
        raise FormulaError("arguments", name="if")
    _of(arguments[0], FormulaType.YES_NO, "if")
    return Call("if", tuple(arguments), _same(arguments[1:], "if"))


def _coalesce(arguments: Sequence[Node]) -> Node:
    if len(arguments) < 2:
        raise FormulaError("arguments", name="coalesce")
    return Call("coalesce", tuple(arguments), _same(arguments, "coalesce"))


def _same(arguments: Sequence[Node], where: str) -> FormulaType:
    kinds = {one.type for one in arguments}
    if len(kinds) != 1:
        raise FormulaError("types", what=where)
    return kinds.pop()


def _round(arguments: Sequence[Node]) -> Node:
    if len(arguments) not in (1, 2):
        raise FormulaError("arguments", name="round")
    places = arguments[1] if len(arguments) == 2 else Literal(Decimal(0), FormulaType.NUMBER)
    if not isinstance(places, Literal) or places.value not in range(DECIMALS + 1):
        raise FormulaError("arguments", name="round")
    return Call("round", (_of(arguments[0], FormulaType.NUMBER, "round"), places), FormulaType.NUMBER)


def _days_between(arguments: Sequence[Node]) -> Node:
    if len(arguments) != 2:
        raise FormulaError("arguments", name="days_between")
    days = tuple(_of(one, FormulaType.DATE, "days_between") for one in arguments)
    return Call("days_between", days, FormulaType.NUMBER)


def _year(arguments: Sequence[Node]) -> Node:
    if len(arguments) != 1:
        raise FormulaError("arguments", name="year")
    return Call("year", (_of(arguments[0], FormulaType.DATE, "year"),), FormulaType.NUMBER)


def _concat(arguments: Sequence[Node]) -> Node:
    if not arguments:
        raise FormulaError("arguments", name="concat")
    return Call("concat", tuple(arguments), FormulaType.TEXT)


def _date(arguments: Sequence[Node]) -> Node:
    if len(arguments) != 1 or not isinstance(arguments[0], Literal) or not isinstance(arguments[0].value, str):
        raise FormulaError("arguments", name="date")
    try:
        return Literal(date.fromisoformat(arguments[0].value), FormulaType.DATE)
    except ValueError as error:
        raise FormulaError("arguments", name="date") from error


_MAKERS: Final[dict[str, Callable[[Sequence[Node]], Node]]] = {
    "if": _if, "coalesce": _coalesce, "round": _round, "days_between": _days_between, "year": _year,
    "concat": _concat, "date": _date,
}  # fmt: skip
