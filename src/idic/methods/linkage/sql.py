"""The levels as SQL, for DuckDB and for Spark (there with the string functions that Splink's Spark package brings)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from idic.methods.linkage.levels import Comparison, Level, Test

Dialect = Literal["duckdb", "spark"]
Side = Literal["l", "r"]
_SIDES: Final[tuple[Side, Side]] = ("l", "r")
Reference = Callable[[str, Side], str]


def splink_reference(column: str, side: Side) -> str:
    """How Splink names the two values of a column in a comparison."""
    return f"{column}_{side}"


def joined_reference(column: str, side: Side) -> str:
    return f"{side}.{column}"


def null_condition(comparison: Comparison, of: Reference) -> str:
    missing = [f"{of(column, side)} IS NULL" for column in comparison.needs for side in _SIDES]
    if comparison.silent is not None:
        missing.append(_test(comparison.silent, of, "duckdb"))
    return " OR ".join(missing)


def level_condition(level: Level, of: Reference, dialect: Dialect = "duckdb") -> str:
    return " OR ".join(
        "(" + " AND ".join(_test(test, of, dialect) for test in tests) + ")" for tests in level.alternatives
    )


def level_case(comparison: Comparison, of: Reference, dialect: Dialect = "duckdb") -> str:
    """-1 where there is no evidence, 0 for "else", then upward."""
    parts = [f"WHEN {null_condition(comparison, of)} THEN -1"]
    for place, level in enumerate(comparison.levels):
        parts.append(f"WHEN {level_condition(level, of, dialect)} THEN {len(comparison.levels) - place}")
    return "CASE " + " ".join(parts) + " ELSE 0 END"


def _test(test: Test, of: Reference, dialect: Dialect) -> str:
    a, b = of(test.column, "l"), of(test.column, "r")
    common, size = ("size(array_intersect({}, {}))", "size") if dialect == "spark" else (
        "len(list_intersect({}, {}))", "len",
    )  # fmt: skip
    if test.kind == "equal":
        return f"{a} = {b}"
    if test.kind == "crossed":
        return f"({a} = {of(test.other, 'r')} AND {of(test.other, 'l')} = {b})"
    if test.kind == "jaro_winkler":
        name = "jaro_winkler" if dialect == "spark" else "jaro_winkler_similarity"
        return f"{name}({a}, {b}) >= {test.limit}"
    if test.kind == "edits":
        return f"damerau_levenshtein({a}, {b}) <= {int(test.limit)}"
    if test.kind == "start":
        return f"left({a}, {int(test.limit)}) = left({b}, {int(test.limit)})"
    if test.kind == "end":
        return f"right({a}, {int(test.limit)}) = right({b}, {int(test.limit)})"
    shared = common.format(a, b)
    if test.kind == "share":
        return f"{shared} > 0"
    if test.kind == "contained":
        return f"{shared} / least({size}({a}), {size}({b})) >= {test.limit}"
    return f"2.0 * {shared} / ({size}({a}) + {size}({b})) >= {test.limit}"
