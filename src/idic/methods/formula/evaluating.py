from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from idic.methods.formula.tree import DECIMALS, Call, Formula, FormulaType, Literal, Node, Reference, Result

# Wide enough for every product that a formula of the allowed length can make.
_CONTEXT = Context(prec=6000, rounding=ROUND_HALF_UP, Emax=999999, Emin=-999999)
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def evaluate(formula: Formula, values: Mapping[str, object]) -> Result:
    """`values` gives the fields that the formula names; None or an absent name is missing.

    Numbers come back without trailing zeros.
    """
    with localcontext(_CONTEXT):
        found = _value(formula.root, values)
        return _plain(found) if isinstance(found, Decimal) else found


def _value(node: Node, values: Mapping[str, object]) -> Result:
    if isinstance(node, Literal):
        return None if node.value == "" else node.value
    if isinstance(node, Reference):
        return _field(values.get(node.name), node.type)
    return _call(node, values)


def _field(value: object, kind: FormulaType) -> Result:
    if value is None or value == "":
        return None
    match kind:
        case FormulaType.NUMBER:
            number = value if isinstance(value, Decimal) else Decimal(str(value))
            return _rounded(number, DECIMALS)
        case FormulaType.DATE:
            if isinstance(value, datetime):
                return value.date()
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        case FormulaType.YES_NO:
            return bool(value)
    return str(value)


def _call(node: Call, values: Mapping[str, object]) -> Result:
    match node.operation:
        case "if":
            branch = 1 if _value(node.arguments[0], values) is True else 2
            return _value(node.arguments[branch], values) if branch < len(node.arguments) else None
        case "coalesce":
            return next((one for part in node.arguments if (one := _value(part, values)) is not None), None)
        case "concat":
            return "".join(_as_text(_value(part, values)) for part in node.arguments) or None
        case "and":
            return _least([_value(part, values) for part in node.arguments], False)
        case "or":
            return _least([_value(part, values) for part in node.arguments], True)
    inner = [_value(part, values) for part in node.arguments]
    if any(one is None for one in inner):
        return None
    return _KNOWN[node.operation](*inner) if node.operation in _KNOWN else _minus(*inner)


def _least(found: list[Result], deciding: bool) -> bool | None:
    """Three-valued: one deciding value decides, otherwise one missing value leaves it open."""
    if any(one is deciding for one in found):
        return deciding
    return None if any(one is None for one in found) else not deciding


def _minus(*inner: Result) -> Result:
    numbers = [_number(one) for one in inner]
    return -numbers[0] if len(numbers) == 1 else numbers[0] - numbers[1]


def _divided(left: Result, right: Result) -> Result:
    """As the database does it: to twenty decimals first, then to ten."""
    over, under = _number(left), _number(right)
    if not under:
        return None
    quotient = Fraction(over) / Fraction(under)
    sign = -1 if quotient < 0 else 1
    scaled = (abs(quotient) * 10 ** (2 * DECIMALS) + Fraction(1, 2)).__floor__()
    return _rounded(Decimal(sign * scaled).scaleb(-2 * DECIMALS), DECIMALS)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _days(first: Result, second: Result) -> Decimal:
    assert isinstance(first, date)
    assert isinstance(second, date)
    return Decimal((second - first).days)


def _year(day: Result) -> Decimal:
    assert isinstance(day, date)
    return Decimal(day.year)


def _number(value: Result) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == number else number.normalize()


def _as_text(value: Result) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        shown = f"{_plain(value):f}"
        return "0" if shown == "-0" else shown
    return value.isoformat() if isinstance(value, date) else value


_KNOWN: dict[str, Callable[..., Result]] = {
    "+": lambda left, right: left + right,
    "*": lambda left, right: _rounded(left * right, DECIMALS),
    "/": _divided,
    "round": lambda number, places: _rounded(number, int(places)),
    "days_between": _days,
    "year": _year,
    "not": lambda one: not one,
    **_COMPARED,
}
