"""Attributes of customers inside an Ibis expression: they travel as one text of JSON, and each engine reads it its own way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir


def attribute_text(facts: ir.StringColumn, name: str) -> ir.StringColumn:
    """What stands under the name: a text as it is, all else as it is written in JSON; null where nothing does."""
    import ibis

    if _is_spark(facts):
        return _spark("get_json_object", 2)(facts, _path(name))
    kept = facts.cast("json")[name]
    return ibis.coalesce(kept.unwrap_as("string"), kept.cast("string").nullif("null"))


def attribute_json(facts: ir.StringColumn, name: str) -> ir.StringColumn:
    """The same as it is written in JSON, a text in its quotes."""
    if _is_spark(facts):
        found = _spark("variant_get", 3)(_spark("from_json", 2)(facts, "variant"), _path(name), "variant")
        return _spark("to_json", 1)(found)
    return facts.cast("json")[name].cast("string")


def _is_spark(facts: ir.StringColumn) -> bool:
    return bool(facts.get_backend().name == "pyspark")


def _path(name: str) -> str:
    return f"$['{name}']"


@cache
def _spark(name: str, arguments: int) -> Callable[..., Any]:
    """A function of Spark's own: texts go in, and a text, or what the next one takes for it, comes out."""
    import ibis

    taking: dict[int, Callable[..., Any]] = {1: lambda a: a, 2: lambda a, b: a, 3: lambda a, b, c: a}
    texts = ("string",) * arguments
    made: Callable[..., Any] = ibis.udf.scalar.builtin(name=name, signature=(texts, "string"))(taking[arguments])
    return made
