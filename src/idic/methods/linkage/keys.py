"""Blocking keys of one prepared record, to look up candidates at entry: records that share a key are compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from idic.methods.linkage.fields import BlockingRule
from idic.methods.linkage.levels import Prepared

SEPARATOR = "\x1f"


def block_keys(record: Prepared, rules: Sequence[BlockingRule]) -> tuple[tuple[str, str], ...]:
    """(rule, key) pairs; a rule whose columns are not all filled offers none, a list offers each of its elements."""
    keys = []
    for rule in rules:
        offered = [_elements(record, column) for column in rule.keys]
        keys += [(rule.name, SEPARATOR.join(parts)) for parts in product(*offered)]
    return tuple(keys)


def _elements(record: Prepared, column: str) -> tuple[str, ...]:
    value = record.get(column)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
