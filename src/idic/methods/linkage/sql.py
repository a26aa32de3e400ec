"""The levels as SQL, for DuckDB and for Spark (there with the string functions that Splink's Spark package brings)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def null_condition(comparison: Comparison, of: Reference, dialect: Dialect = "duckdb") -> str:
    missing = [f"{of(column, side)} IS NULL" for column in comparison.needs for side in _SIDES]
    return " OR ".join([*missing, *_conditions(comparison.silent, of, dialect)])


def level_condition(level: Level, of: Reference, dialect: Dialect = "duckdb") -> str:
    return " OR ".join(_conditions(level.alternatives, of, dialect))


def level_case(comparison: Comparison, of: Reference, dialect: Dialect = "duckdb") -> str:
    """-1 where there is no evidence, 0 for "else", then upward."""
    parts = [f"WHEN {null_condition(comparison, of, dialect)} THEN -1"]
    for place, level in enumerate(comparison.levels):
        parts.append(f"WHEN {level_condition(level, of, dialect)} THEN {len(comparison.levels) - place}")
    return "CASE " + " ".join(parts) + " ELSE 0 END"


def _conditions(alternatives: Sequence[Sequence[Test]], of: Reference, dialect: Dialect) -> list[str]:
    return ["(" + " AND ".join(_test(test, of, dialect) for test in tests) + ")" for tests in alternatives]


def _test(test: Test, of: Reference, dialect: Dialect) -> str:
    a, b = of(test.column, "l"), of(test.column, "r")
    common, size = ("size(array_intersect({}, {}))", "size") if dialect == "spark" else (
        "len(list_intersect({}, {}))", "len",
    )  # fmt: skip
    if test.kind == "equal":
        return f"{a} = {b}"
    if test.kind == "crossed":
        return f"({a} = {of(test.other, 'r')} AND {of(test.other, 'l')} = {b})"
    if test.kind == "missing_left":
        return f"{a} IS NULL"
    if test.kind == "missing_right":
        return f"{b} IS NULL"
    if test.kind == "equal_across":
        return f"{a} = {of(test.other, 'r')}"
    if test.kind in ("jaro_winkler", "near_across"):
        name = "jaro_winkler" if dialect == "spark" else "jaro_winkler_similarity"
        return f"{name}({a}, {of(test.other, 'r') if test.other else b}) >= {test.limit}"
    if test.kind == "edits":
        return f"damerau_levenshtein({a}, {b}) <= {int(test.limit)}"
    if test.kind == "start":
        return f"left({a}, {int(test.limit)}) = left({b}, {int(test.limit)})"
    if test.kind == "end":
        return f"right({a}, {int(test.limit)}) = right({b}, {int(test.limit)})"
    shared = common.format(a, b)
    if test.kind == "not_apart":
        return f"({a} IS NULL OR {b} IS NULL OR {shared} > 0)"
    if test.kind == "share":
        return f"{shared} > 0"
    if test.kind == "contained":
        return f"{shared} / least({size}({a}), {size}({b})) >= {test.limit}"
    return f"2.0 * {shared} / ({size}({a}) + {size}({b})) >= {test.limit}"
