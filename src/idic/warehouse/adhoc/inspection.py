"""Reads a question before it is run: one SELECT over marts that exist, calling functions that only compute.

The tree is DuckDB's own (`json_serialize_sql`), so there is no second parser that could read a text differently from
the one that runs it. Whatever is not known here is refused, also what a later DuckDB may add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from idic.warehouse.adhoc.functions import FUNCTIONS, TABLE_FUNCTIONS, is_operator

_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
_TABLES = frozenset({"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY", "PIVOT"})
_MODIFIERS = frozenset({"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"})
_ORDERS = frozenset({"ORDER_DEFAULT", "ASCENDING", "DESCENDING"})
_CLASSES = frozenset({
    "CONSTANT", "COLUMN_REF", "FUNCTION", "OPERATOR", "COMPARISON", "CONJUNCTION", "CAST", "TYPE", "SUBQUERY", "STAR",
    "CASE", "BETWEEN", "WINDOW", "LAMBDA", "LAMBDA_REF", "COLLATE", "POSITIONAL_REFERENCE",
})  # fmt: skip
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)
_MOST_NODES = 20_000
#: A name of its own for a part of a question must not hide what the engine knows by that name.
_ENGINE_NAMES = re.compile(r"(duckdb|pg|sqlite|pragma|information|python|system|temp)_?.*", re.IGNORECASE)


class Refused(Exception):
    """`code` is a key of adhoc.errors; `detail` names the word that stands in the way."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Inspected:
    """`columns` is None where the question may read any column: it holds a star, or names a whole row."""

    marts: frozenset[str]
    columns: frozenset[str] | None


def inspect(tree: Mapping[str, Any], marts: Set[str]) -> Inspected:
    """`tree` is what json_serialize_sql told; `marts` are the names that this asker may read. Raises Refused."""
    if tree.get("error"):
        kind = str(tree.get("error_type", ""))
        if kind == "not implemented":
            raise Refused("not_a_select")
        message = str(tree.get("error_message", ""))
        raise Refused("too_long") if "depth limit" in message else Refused("syntax", message)
    statements = tree.get("statements") or []
    if len(statements) != 1:
        raise Refused("empty" if not statements else "several")
    dicts = list(_dicts(statements[0]))
    parts = _names_of_parts(dicts)
    used: set[str] = set()
    words: set[str] = set()
    aliases: set[str] = set()
    reads_all = False
    for one in dicts:
        _check_kind(one)
        if "function_name" in one:
            _check_function(one)
        if one.get("type") == "TABLE_FUNCTION" and "class" not in one:
            _check_table_function(one)
        if "table_name" in one:
            name = _table_of(one)
            if name not in parts:
                if name not in marts:
                    raise Refused("no_such_mart", str(one["table_name"]))
                used.add(name)
            elif name in marts:
                used.add(name)
            aliases |= {name, str(one.get("alias", "")).lower()}
        reads_all = reads_all or one.get("class") == "STAR" or one.get("ref_type") in ("NATURAL", "POSITIONAL")
        words |= {value.lower() for value in _texts(one)}
    reads_all = reads_all or any(
        one.get("class") == "COLUMN_REF" and str(one["column_names"][-1]).lower() in aliases for one in dicts
    )
    return Inspected(frozenset(used), None if reads_all else frozenset(words))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    """Without recursion: a text may nest deeper than Python follows."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            seen += 1
            if seen > _MOST_NODES:
                raise Refused("too_long")
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _texts(one: Mapping[str, Any]) -> Iterator[str]:
    for value in one.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (text for text in value if isinstance(text, str))


def _names_of_parts(dicts: list[dict[str, Any]]) -> set[str]:
    """The names that WITH gives. One that the engine has for itself would let an outer use of it pass."""
    found: set[str] = set()
    for one in dicts:
        told = [entry.get("key") for entry in one["cte_map"].get("map", [])] if "cte_map" in one else []
        told += [one["cte_name"]] if "cte_name" in one else []
        for name in told:
            if not isinstance(name, str) or not _NAME.fullmatch(name) or _ENGINE_NAMES.fullmatch(name):
                raise Refused("part_name", str(name))
            found.add(name.lower())
    return found


def _check_kind(one: Mapping[str, Any]) -> None:
    kind = one.get("type")
    if "class" in one:
        if one["class"] == "PARAMETER":
            raise Refused("parameter")
        if one["class"] not in _CLASSES:
            raise Refused("not_known", str(one["class"]).lower())
    elif isinstance(kind, str):
        if kind == "SHOW_REF":
            raise Refused("catalogue")
        if kind not in _NODES | _TABLES | _MODIFIERS | _ORDERS:
            raise Refused("not_known", kind.lower())
    if one.get("at_clause"):
        raise Refused("not_known", "at")


def _check_function(one: Mapping[str, Any]) -> None:
    name = str(one["function_name"]).lower()
    if one.get("schema") or one.get("catalog"):
        raise Refused("function", f"{one.get('schema')}.{name}")
    if name not in FUNCTIONS and not is_operator(name):
        raise Refused("function", name)


def _check_table_function(one: Mapping[str, Any]) -> None:
    name = str(one.get("function", {}).get("function_name", "")).lower()
    if name not in TABLE_FUNCTIONS:
        raise Refused("function", name)


def _table_of(one: Mapping[str, Any]) -> str:
    if one.get("schema_name") or one.get("catalog_name"):
        raise Refused("qualified", str(one["table_name"]))
    return str(one["table_name"]).lower()
