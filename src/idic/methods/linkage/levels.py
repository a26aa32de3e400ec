"""Comparison levels as plain data, and their meaning in Python; `sql` gives the same meaning in the database.

A level holds when one of its alternatives holds, an alternative when all its tests hold. Levels are tried from the
strongest (highest number) to the weakest; 0 is "else", -1 is "no evidence": one of the two records lacks the field.
Texts that are compared by letters are ASCII (see `forms`), because the database counts bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from idic.methods.linkage.comparators import damerau, jaro_winkler

Value = str | tuple[str, ...] | None
Prepared = Mapping[str, Value]
TestKind = Literal[
    "equal", "crossed", "jaro_winkler", "edits", "start", "end", "share", "overlap", "contained", "equal_across",
    "near_across", "missing_left", "missing_right", "not_apart",
]  # fmt: skip

NO_EVIDENCE: Final = -1


@dataclass(frozen=True, slots=True)
class Test:
    """`crossed` takes two columns: each record's first equals the other's second. `edits` is a greatest number. What is
    `across` compares the left record's first column with the right one's second: a level needs both directions.
    `not_apart`: the lists share something, or one of them is missing."""

    __test__ = False  # not a test class to pytest

    kind: TestKind
    column: str
    limit: float = 0.0
    other: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """`frequency` names the column whose value frequencies replace u; its values are equal when the level holds."""

    label: str
    alternatives: tuple[tuple[Test, ...], ...]
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`levels` from the strongest down, without "else". `contact`: what a household may share (phone, address);
    `conflict`: "else" says that these are two; `silent`: no evidence where one of these alternatives holds, because
    another comparison has it."""

    name: str
    needs: tuple[str, ...]
    levels: tuple[Level, ...]
    contact: bool = False
    conflict: bool = False
    silent: tuple[tuple[Test, ...], ...] = ()
    labels: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", ("else", *(level.label for level in reversed(self.levels))))

    @property
    def size(self) -> int:
        return len(self.levels) + 1


def holds(test: Test, left: Prepared, right: Prepared) -> bool:
    a, b = left.get(test.column), right.get(test.column)
    kind = test.kind
    if kind == "crossed":
        c, d = left.get(test.other), right.get(test.other)
        return a is not None and c is not None and a == d and c == b
    if kind == "not_apart":
        return a is None or b is None or not set(a).isdisjoint(b)
    if kind == "missing_left" or kind == "missing_right":
        return (a if kind == "missing_left" else b) is None
    if kind == "equal_across" or kind == "near_across":
        return _across(test, a, right.get(test.other))
    if a is None or b is None:
        return False
    if isinstance(a, tuple) or isinstance(b, tuple):
        return _lists(test, set(a), set(b))
    if kind == "equal":
        return a == b
    if kind == "jaro_winkler":
        return jaro_winkler(a, b) >= test.limit
    if kind == "edits":
        return damerau(a, b) <= test.limit
    size = int(test.limit)
    return a[:size] == b[:size] if kind == "start" else a[-size:] == b[-size:]


def _across(test: Test, a: Value, b: Value) -> bool:
    if not isinstance(a, str) or not isinstance(b, str):
        return False
    return a == b if test.kind == "equal_across" else jaro_winkler(a, b) >= test.limit


def _lists(test: Test, left: set[str], right: set[str]) -> bool:
    common = len(left & right)
    if test.kind == "share":
        return common > 0
    if test.kind == "contained":
        return common / min(len(left), len(right)) >= test.limit
    return 2.0 * common / (len(left) + len(right)) >= test.limit


def level_of(comparison: Comparison, left: Prepared, right: Prepared) -> int:
    for column in comparison.needs:
        if left.get(column) is None or right.get(column) is None:
            return NO_EVIDENCE
    if _any(comparison.silent, left, right):
        return NO_EVIDENCE
    for place, level in enumerate(comparison.levels):
        if _any(level.alternatives, left, right):
            return len(comparison.levels) - place
    return 0


def _any(alternatives: tuple[tuple[Test, ...], ...], left: Prepared, right: Prepared) -> bool:
    for tests in alternatives:
        for test in tests:
            if not holds(test, left, right):
                break
        else:
            return True
    return False
