"""The values of an answer as what they are: numbers, days and texts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from idic.foundation.languages import formats

Value = str | int | float | Decimal | date | datetime | None

_WHOLE = frozenset({
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
})  # fmt: skip
_NO_QUANTITY = ("_id", "year", "code")


def is_number(type_name: str) -> bool:
    return type_name in _WHOLE or type_name.startswith("DECIMAL") or type_name in ("DOUBLE", "FLOAT")


def value_of(told: object, type_name: str) -> Value:
    if told is None or isinstance(told, int | float):
        return told
    text = str(told)
    try:
        if type_name.startswith("DECIMAL"):
            return Decimal(text)
        if type_name == "DATE":
            return date.fromisoformat(text)
        if type_name.startswith("TIMESTAMP") and "TIME ZONE" not in type_name:
            return datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    return text


def is_quantity(name: str, type_name: str) -> bool:
    """A number that is counted or measured, and not one that names something."""
    return is_number(type_name) and not name.lower().endswith(_NO_QUANTITY)


def shown(value: Value, name: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int():
            return str(value) if name.lower().endswith(_NO_QUANTITY) else formats.number(value)
        case float() | Decimal():
            return formats.number(value, 2)
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return formats.month(value) if name == "month" and value.day == 1 else formats.day(value)
    return value
