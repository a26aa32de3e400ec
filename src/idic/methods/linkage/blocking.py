"""Which pairs are compared: the union of the rules, each block at most `cap` records, and a report of what that costs.

Rules are columns of the prepared table; a list column offers every element as a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from idic.methods.linkage.columns import RECORD, SOURCE
from idic.methods.linkage.fields import BlockingRule, LinkType

if TYPE_CHECKING:
    from idic.methods.linkage.engine import Engine

_SHOWN_SKIPPED = 20


@dataclass(frozen=True)
class SkippedBlock:
    rule: str
    key: str
    records: int


@dataclass(frozen=True)
class RuleReport:
    """`pairs`: found by this rule; `new_pairs`: not found by an earlier one."""

    rule: str
    pairs: int
    new_pairs: int
    skipped_blocks: int


@dataclass(frozen=True)
class BlockingReport:
    """`skipped`: the largest blocks above the cap. `all_pairs` within the link type."""

    rules: tuple[RuleReport, ...]
    pairs: int
    all_pairs: int
    skipped: tuple[SkippedBlock, ...]

    @property
    def reduction_ratio(self) -> float:
        return 1.0 - self.pairs / self.all_pairs if self.all_pairs else 0.0


def pairs_completeness(found: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]]) -> float:
    """Share of known matches among the pairs that blocking offers; the order within a pair does not matter."""
    offered = {frozenset(pair) for pair in found}
    matches = {frozenset(pair) for pair in known}
    return len(offered & matches) / len(matches) if matches else 1.0


def all_pairs(sources: Mapping[int, int], link_type: LinkType) -> int:
    """`sources`: records by source."""
    total = sum(sources.values())
    within = sum(count * (count - 1) // 2 for count in sources.values())
    everything = total * (total - 1) // 2
    return everything - within if link_type == "link" else everything


def block(engine: Engine, rules: Sequence[BlockingRule], link_type: LinkType, cap: int) -> BlockingReport:
    """Leaves the table `pairs` (l, r, l < r) in the engine."""
    counted = engine.rows(f"SELECT {SOURCE}, count(*) FROM records GROUP BY 1")  # noqa: S608
    possible = all_pairs({int(source): int(count) for source, count in counted}, link_type)
    apart = f"AND a.{SOURCE} <> b.{SOURCE}" if link_type == "link" else ""
    reports: list[RuleReport] = []
    skipped: list[SkippedBlock] = []
    if not rules:
        engine.run(
            f"CREATE OR REPLACE TABLE pairs AS SELECT a.{RECORD} AS l, b.{RECORD} AS r FROM records a "  # noqa: S608
            f"JOIN records b ON a.{RECORD} < b.{RECORD} {apart}"
        )
        return BlockingReport((RuleReport("all", possible, possible, 0),), possible, possible, ())
    engine.run("CREATE OR REPLACE TABLE pairs (l BIGINT, r BIGINT)")
    for rule in rules:
        _keys(engine, rule)
        engine.run("CREATE OR REPLACE TABLE sizes AS SELECT key, count(*) AS n FROM keys GROUP BY key HAVING n > 1")
        over = engine.rows(f"SELECT key, n FROM sizes WHERE n > {cap} ORDER BY n DESC, key")  # noqa: S608
        skipped += [
            SkippedBlock(rule.name, str(key).replace("\x1f", " · "), int(n)) for key, n in over[:_SHOWN_SKIPPED]
        ]
        engine.run(
            f"CREATE OR REPLACE TABLE found AS SELECT DISTINCT a.{RECORD} AS l, b.{RECORD} AS r "  # noqa: S608
            f"FROM keys a JOIN keys b ON a.key = b.key AND a.{RECORD} < b.{RECORD} {apart} "
            f"JOIN sizes s ON s.key = a.key AND s.n <= {cap}"
        )
        found = engine.count("found")
        before = engine.count("pairs")
        engine.run("INSERT INTO pairs SELECT l, r FROM found ANTI JOIN pairs USING (l, r)")
        reports.append(RuleReport(rule.name, found, engine.count("pairs") - before, len(over)))
    for table in ("keys", "sizes", "found"):
        engine.run(f"DROP TABLE {table}")
    skipped.sort(key=lambda one: (-one.records, one.rule, one.key))
    return BlockingReport(tuple(reports), engine.count("pairs"), possible, tuple(skipped[:_SHOWN_SKIPPED]))


def random_pairs(
    strata: Sequence[int], sources: Sequence[int], link_type: LinkType, wanted: int, seed: int
) -> pa.Table:
    """Pairs of one stratum drawn without looking at their values; all of them when there are not more than `wanted`."""
    stratum, source = np.asarray(strata), np.asarray(sources)
    records = len(stratum)
    if records * (records - 1) // 2 <= wanted:
        left, right = np.triu_indices(records, k=1)
    else:
        # Drawn by place in an order of strata, so that both ends of a pair can be taken from the same one.
        random = np.random.default_rng(seed)
        order = np.argsort(stratum, kind="stable")
        _, start, size = np.unique(stratum[order], return_index=True, return_counts=True)
        share = size.astype(np.float64) ** 2
        chosen = random.choice(len(size), size=int(wanted * 1.1), p=share / share.sum())
        ends = [order[start[chosen] + (random.random(len(chosen)) * size[chosen]).astype(np.int64)] for _ in range(2)]
        left, right = np.minimum(*ends), np.maximum(*ends)
    keep = (left != right) & (stratum[left] == stratum[right])
    if link_type == "link":
        keep &= source[left] != source[right]
    return pa.table({"l": left[keep][:wanted], "r": right[keep][:wanted]})


def block_pairs(engine: Engine, rule: BlockingRule, cap: int) -> int:
    """How many pairs a rule would offer within the cap, without making them."""
    _keys(engine, rule)
    sizes = f"SELECT count(*) AS n FROM keys GROUP BY key HAVING count(*) <= {cap}"  # noqa: S608
    return int(engine.rows(f"SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM ({sizes})")[0][0])  # noqa: S608


def _keys(engine: Engine, rule: BlockingRule) -> None:
    lists = engine.list_columns()
    offered = [
        f"unnest({key}) AS k{place}" if key in lists else f"{key} AS k{place}" for place, key in enumerate(rule.keys)
    ]
    names = [f"k{place}" for place in range(len(rule.keys))]
    # Two lists in one SELECT would be unnested side by side, so each gets a level of its own.
    inner = f"SELECT {RECORD}, {SOURCE}, {', '.join(rule.keys)} FROM records"  # noqa: S608
    for place, key in enumerate(rule.keys):
        inner = f"SELECT *, {offered[place]} FROM ({inner}) AS step{place} WHERE {key} IS NOT NULL"  # noqa: S608
    joined, filled = " || chr(31) || ".join(names), " AND ".join(f"{name} IS NOT NULL" for name in names)
    select = f"SELECT DISTINCT {RECORD}, {SOURCE}, {joined} AS key FROM ({inner}) AS k WHERE {filled}"  # noqa: S608
    engine.run(f"CREATE OR REPLACE TABLE keys AS {select}")
