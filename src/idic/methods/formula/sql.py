"""A formula as one immutable SQL expression of PostgreSQL, so that it can be indexed.

It stands inside statements with parameters, so no literal may hold a percent sign: chr(37) stands for it. The date of
a text is written out by idic_day_text(date), because a plain cast depends on the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from idic.methods.formula.tree import DECIMALS, Call, Formula, FormulaType, Literal, Node, Reference

_CASTS = {
    FormulaType.NUMBER: f"round(({{0}})::numeric, {DECIMALS})",
    FormulaType.DATE: "({0})::date",
    FormulaType.TEXT: "nullif(({0})::text, '')",
    FormulaType.YES_NO: "({0})::boolean",
}
# Twenty decimals on one side make a quotient of at least twenty.
_WIDE = "0." + "0" * 2 * DECIMALS


def to_sql(formula: Formula, expressions: Mapping[str, str]) -> str:
    """`expressions` gives the SQL of every field that the formula names."""
    return _sql(formula.root, expressions)


def _sql(node: Node, expressions: Mapping[str, str]) -> str:
    if isinstance(node, Literal):
        return _literal(node.value)
    if isinstance(node, Reference):
        return _CASTS[node.type].format(expressions[node.name])
    return _call(node, [_sql(one, expressions) for one in node.arguments])


def _call(node: Call, inner: list[str]) -> str:
    match node.operation:
        case "not":
            return f"(NOT {inner[0]})"
        case "-" if len(inner) == 1:
            return f"(- {inner[0]})"
        case "and" | "or":
            return f"({f' {node.operation.upper()} '.join(inner)})"
        case "*":
            return f"round({inner[0]} * {inner[1]}, {DECIMALS})"
        case "/":
            return f"round(({inner[0]} + {_WIDE}) / nullif({inner[1]}, 0), {DECIMALS})"
        case "if":
            otherwise = f" ELSE {inner[2]}" if len(inner) == 3 else ""
            return f"(CASE WHEN {inner[0]} THEN {inner[1]}{otherwise} END)"
        case "coalesce":
            return f"coalesce({', '.join(inner)})"
        case "round":
            places = node.arguments[1]
            assert isinstance(places, Literal)
            return f"round({inner[0]}, {places.value})"
        case "days_between":
            return f"({inner[1]} - {inner[0]})::numeric"
        case "year":
            return f"extract(year FROM {inner[0]})::numeric"
        case "concat":
            texts = [f"coalesce({_as_text(one, part)}, '')" for one, part in zip(node.arguments, inner, strict=True)]
            return f"nullif({' || '.join(texts)}, '')"
    return f"({inner[0]} {node.operation} {inner[1]})"


def _as_text(node: Node, part: str) -> str:
    match node.type:
        case FormulaType.NUMBER:
            return f"trim_scale({part})::text"
        case FormulaType.DATE:
            return f"idic_day_text({part})"
        case FormulaType.YES_NO:
            return f"(CASE {part} WHEN TRUE THEN 'yes' WHEN FALSE THEN 'no' END)"
    return part


def _literal(value: Decimal | date | str | bool) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value:f}::numeric"
    if isinstance(value, date):
        return f"make_date({value.year}, {value.month}, {value.day})"
    if not value:
        return "NULL::text"
    quoted = " || chr(37) || ".join(f"'{part}'" for part in value.replace("'", "''").split("%"))
    return f"({quoted})::text"
