"""The database that Splink works in, with the prepared records and Splink's run over them: DuckDB in memory or Spark.

What is asked is worded once, as DuckDB writes SQL; Spark's engine translates it. Same records, model and seed give the same
levels and, to the rounding of a sum, the same weights on both.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Final

import pyarrow as pa
from splink import Linker

from idic.methods.linkage.columns import RECORD
from idic.methods.linkage.levels import Comparison
from idic.methods.linkage.model import Model
from idic.methods.linkage.splink_settings import splink_settings
from idic.methods.linkage.sql import Dialect, joined_reference, level_case
from idic.methods.linkage.weights import prior_weight

_KEEP_FROM: Final = 0.01


class Engine(ABC):
    """Tables: `records` (prepared), `pairs` (l, r), `scored` (l, r, weight, posterior, gamma_...). `api` is Splink's."""

    dialect: ClassVar[Dialect]
    api: Any

    @abstractmethod
    def run(self, sql: str) -> None:
        """Makes, fills or drops one table."""

    @abstractmethod
    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...

    @abstractmethod
    def table(self, sql: str) -> pa.Table: ...

    @abstractmethod
    def load(self, name: str, table: pa.Table) -> None: ...

    @abstractmethod
    def list_columns(self) -> frozenset[str]:
        """Of the table `records`."""

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608

    def patterns(self, comparisons: Sequence[Comparison], pairs: str, *, told: Collection[str] = ()) -> pa.Table:
        """One row per comparison pattern of the pairs, with its count `n`. Where the values of a column in `told` agree,
        the pattern is besides split by `chance`, the sum of what the table `rarity` tells of them, and by `valued`, one
        bit for each comparison of which it tells anything."""
        of_pair, chance, valued = [], ["0.0"], ["0"]
        for place, comparison in enumerate(comparisons):
            of_pair.append(f"{self._level(comparison)} AS g{place}")
            for above, level in enumerate(comparison.levels):
                if level.frequency in told:
                    # The level is the equality of this column, so one of the two values tells.
                    of_pair.append(f"t.{level.frequency} AS t{place}_{above}")
                    agrees = f"g{place} = {len(comparison.levels) - above} AND t{place}_{above} IS NOT NULL"
                    chance.append(f"CASE WHEN {agrees} THEN t{place}_{above} ELSE 0 END")
                    valued.append(f"CASE WHEN {agrees} THEN {1 << place} ELSE 0 END")
        rarity = f"JOIN rarity t ON t.{RECORD} = p.l" if told else ""
        compared = (
            f"SELECT {', '.join(of_pair)} FROM {pairs} p JOIN records l ON l.{RECORD} = p.l "  # noqa: S608
            f"JOIN records r ON r.{RECORD} = p.r {rarity}"
        )
        levels = ", ".join(f"g{place}" for place in range(len(comparisons)))
        return self.table(
            f"SELECT {levels}, round({' + '.join(chance)}) AS chance, {' + '.join(valued)} AS valued, "  # noqa: S608
            f"count(*) AS n FROM ({compared}) GROUP BY ALL ORDER BY ALL"
        )

    def tell_rarity(self, shares: Mapping[str, Mapping[str, float]], least: float) -> None:
        """Table `rarity`: per record and column log2 of the frequency of its value, of values held by `least` records."""
        columns, joins = [f"r.{RECORD}"], []
        for number, (column, known) in enumerate(shares.items()):
            held = self.count(f"(SELECT 1 FROM records WHERE {column} IS NOT NULL)")  # noqa: S608
            common = {value: share for value, share in known.items() if share * held >= least}
            self.load(
                f"told_{column}",
                pa.table(
                    {column: pa.array(common.keys(), pa.string()), "share": pa.array(common.values(), pa.float64())}
                ),
            )
            columns.append(f"log2(s{number}.share)::FLOAT AS {column}")
            joins.append(f"LEFT JOIN told_{column} s{number} ON s{number}.{column} = r.{column}")
        self.run(f"CREATE OR REPLACE TABLE rarity AS SELECT {', '.join(columns)} FROM records r {' '.join(joins)}")  # noqa: S608
        for column in shares:
            self.run(f"DROP TABLE told_{column}")

    def score(self, model: Model, pairs: str, *, keep_from: float = _KEEP_FROM) -> pa.Table:
        """Splink's prediction for the pairs of a table: l, r, weight (without the prior), posterior, gamma_... levels."""
        registered = self.api.register("records")
        linker = Linker(
            registered, splink_settings(model, self.dialect), log_level=logging.ERROR, validate_settings=False
        )
        for column, shares in model.frequencies.items():
            self._load_frequencies(column, shares, model.settings.frequency_floor)
            lookup = self.api.register(f"share_{column}")
            linker.table_management.register_term_frequency_lookup(lookup, column)
        self.run(
            f"CREATE OR REPLACE TABLE blocked AS SELECT '0' AS match_key, l AS join_key_l, r AS join_key_r FROM {pairs}"  # noqa: S608
        )
        blocked = self.api.register("blocked")
        linker.table_management.register_blocked_pairs_for_predict(blocked)
        predicted = linker.inference.predict(
            threshold_match_probability=keep_from or None, warning_mode="never"
        ).physical_name
        # Splink would keep the levels only together with all values of both records.
        levels = ", ".join(f"{self._level(comparison)} AS gamma_{comparison.name}" for comparison in model.comparisons)
        result = self.table(
            f"SELECT p.{RECORD}_l AS l, p.{RECORD}_r AS r, p.match_weight - {prior_weight(model.prior)!r} AS weight, "  # noqa: S608
            f"p.match_probability AS posterior, {levels} FROM {predicted} p JOIN records l ON l.{RECORD} = p.{RECORD}_l "
            f"JOIN records r ON r.{RECORD} = p.{RECORD}_r ORDER BY 1, 2"
        )
        self.run(f"DROP TABLE IF EXISTS {predicted}")
        return result

    def _level(self, comparison: Comparison) -> str:
        return level_case(comparison, joined_reference, self.dialect)

    def _load_frequencies(self, column: str, shares: Mapping[str, float], floor: float) -> None:
        known = pa.table(
            {column: pa.array(shares.keys(), pa.string()), "share": pa.array(shares.values(), pa.float64())}
        )
        self.load("known_shares", known)
        self.run(
            f"CREATE OR REPLACE TABLE share_{column} AS SELECT v.{column}, "  # noqa: S608
            f"greatest(coalesce(k.share, 0.0), {floor}) AS tf_{column} "
            f"FROM (SELECT DISTINCT {column} FROM records WHERE {column} IS NOT NULL) v LEFT JOIN known_shares k "
            f"USING ({column})"
        )
