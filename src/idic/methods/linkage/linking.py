"""One call from tables to clusters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import pyarrow as pa

from idic.methods.linkage.blocking import BlockingReport, block
from idic.methods.linkage.clusters import CUT, Clusters, Pair, cluster
from idic.methods.linkage.decision import threshold_for
from idic.methods.linkage.fields import LinkType, Settings
from idic.methods.linkage.guessing import guess_fields
from idic.methods.linkage.model import Model, Thresholds
from idic.methods.linkage.records import Records, gather, learn_words, prepare_table
from idic.methods.linkage.rules import chosen_rules
from idic.methods.linkage.scoring import hold_of
from idic.methods.linkage.training import train
from idic.methods.table import TableLike, arrow_table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from idic.methods.linkage.engine import Engine

_HELD: Final = 0.49
Said = Callable[[str], None]


@dataclass(frozen=True)
class Linkage:
    """`pairs`: left, right (ids), left_source, right_source, weight (without the prior), posterior, hold, decision, and
    level_... per comparison; best first. `clusters`: record, source, cluster (a number), size, review."""

    model: Model
    pairs: pa.Table
    clusters: pa.Table
    blocking: BlockingReport


def link(
    *tables: TableLike,
    settings: Settings | None = None,
    model: Model | None = None,
    id_column: str | None = None,
    skip: Collection[str] = (),
    link_type: LinkType | None = None,
    one_per_source: bool | None = None,
    cannot_link: Collection[tuple[object, object]] = (),
    false_per_1000: float | None = None,
    region: str | None = None,
    seed: int = 1,
    memory_limit: str | None = None,
    threads: int | None = None,
    spark: SparkSession | None = None,
    said: Said | None = None,
) -> Linkage:
    """Find the records of one or more tables that are one and the same.

    One table is searched for duplicates; two or more are linked with one another (`link_type`), each taken to hold
    everybody once unless `one_per_source` is False. Without `settings` the fields are guessed, `skip` left out.
    With `model` nothing is trained. `false_per_1000` sets the threshold of links, else it is posterior .5.
    `cannot_link` holds pairs of ids. `spark` takes the place of DuckDB, whose limits then do not count. Raises
    NothingToCompare, TooFewRecords, NoPatterns, ColumnMissing, SparkMissing.
    """
    tell = said or (lambda _: None)
    chosen = _settings(tables, settings, model, id_column, skip, link_type, one_per_source, region, seed)
    records = gather(tables, _columns(chosen), id_column)
    words = dict(model.words) if model else learn_words(records, chosen)
    tell("prepare")
    engine = _engine(spark, memory_limit, threads)
    engine.load("records", prepare_table(records, chosen, words))
    tell("block")
    if model is None and not chosen.rules:
        chosen = replace(chosen, rules=chosen_rules(engine, chosen, len(records)))
    blocked = block(engine, chosen.rules, chosen.link_type, chosen.block_cap)
    tell("train")
    trained = model or train(engine, chosen, words, blocked, records.sources.to_list())
    tell("score")
    scored = engine.score(trained, "pairs")
    posterior = scored.column("posterior").to_numpy()
    if false_per_1000 is not None:
        limits = Thresholds(threshold_for(posterior, false_per_1000), trained.thresholds.review)
        trained = replace(trained, thresholds=limits)
    tell("cluster")
    holds = _holds(scored, trained)
    found = _clusters(engine, records, trained, scored, holds, cannot_link)
    return Linkage(trained, _pair_table(records, scored, holds, trained), _cluster_table(records, found), blocked)


def _engine(spark: SparkSession | None, memory_limit: str | None, threads: int | None) -> Engine:
    """Loaded late: Splink costs 2 s and 100 MB, and scoring a pair needs it not."""
    if spark is not None:
        from idic.methods.linkage.spark_engine import SparkEngine

        return SparkEngine(spark)
    from idic.methods.linkage.duckdb_engine import DuckDBEngine

    return DuckDBEngine(memory_limit=memory_limit, threads=threads)


def _settings(
    tables: Sequence[TableLike],
    settings: Settings | None,
    model: Model | None,
    id_column: str | None,
    skip: Collection[str],
    link_type: LinkType | None,
    one_per_source: bool | None,
    region: str | None,
    seed: int,
) -> Settings:
    if model is not None:
        return model.settings
    if settings is not None:
        return settings
    left_out = {*skip, *([id_column] if id_column else [])}
    fields = guess_fields([arrow_table(table) for table in tables], left_out)
    kind: LinkType = link_type or ("dedupe" if len(tables) == 1 else "link")
    once = one_per_source if one_per_source is not None else kind == "link"
    return Settings(fields=fields, link_type=kind, one_per_source=once, region=region, seed=seed)


def _columns(settings: Settings) -> list[str]:
    return list(dict.fromkeys(column for field in settings.fields for column in field.columns))


def _holds(scored: pa.Table, model: Model) -> list[str]:
    if not model.settings.guarded:
        return [""] * scored.num_rows
    levels = [scored.column(f"gamma_{one.name}").to_pylist() for one in model.comparisons]
    known: dict[tuple[int, ...], str] = {}
    return [
        known[row] if row in known else known.setdefault(row, hold_of(model, row)) for row in zip(*levels, strict=True)
    ]


def _clusters(
    engine: Engine, records: Records, model: Model, scored: pa.Table, holds: Sequence[str],
    cannot_link: Collection[tuple[object, object]],
) -> Clusters:  # fmt: skip
    left, right = (scored.column(side).to_numpy().astype(np.int64) for side in ("l", "r"))
    held = np.array([bool(hold) for hold in holds], dtype=bool)
    posterior = np.where(
        held, np.minimum(scored.column("posterior").to_numpy(), _HELD), scored.column("posterior").to_numpy()
    )
    conflicts = {
        pair
        for pair, hold in zip(zip(left.tolist(), right.tolist(), strict=True), holds, strict=True)
        if hold == "conflict"
    }
    places = {record: place for place, record in enumerate(records.ids.to_list())} if cannot_link else {}
    barred = conflicts | {(places[a], places[b]) for a, b in cannot_link if a in places and b in places}
    once = model.settings.one_per_source

    def rescore(pairs: list[Pair]) -> dict[Pair, float]:
        engine.load("open_pairs", pa.table({"l": [a for a, _ in pairs], "r": [b for _, b in pairs]}))
        more = engine.score(model, "open_pairs")
        values = zip(more.column("l").to_pylist(), more.column("r").to_pylist(), more.column("posterior").to_pylist(),
                     _holds(more, model), strict=True)  # fmt: skip
        found = {}
        for a, b, value, hold in values:
            found[a, b] = min(value, _HELD) if hold else value
            if hold == "conflict":
                barred.add((a, b))
        return found

    source = records.sources.to_numpy().astype(np.int64) if once else None
    return cluster(
        len(records), left, right, posterior, cut=min(model.thresholds.link, 1.0), cannot_link=barred, source=source,
        rescore=rescore if model.settings.link_type != "link" or not once else None,
    )  # fmt: skip


def _pair_table(records: Records, scored: pa.Table, holds: Sequence[str], model: Model) -> pa.Table:
    frame = pl.DataFrame(pl.from_arrow(scored))
    limits = model.thresholds
    decision = (
        pl.when(pl.col("posterior") >= limits.link)
        .then(pl.when(pl.col("hold") == "").then(pl.lit("link")).otherwise(pl.lit("review")))
        .when(pl.col("posterior") >= limits.review)
        .then(pl.lit("review"))
        .otherwise(pl.lit("apart"))
    )
    named = {f"gamma_{one.name}": f"level_{one.name}" for one in model.comparisons}
    result = (
        frame.with_columns(
            records.ids.gather(frame["l"]).alias("left"), records.ids.gather(frame["r"]).alias("right"),
            records.sources.gather(frame["l"]).alias("left_source"), records.sources.gather(frame["r"]).alias("right_source"),
            pl.Series("hold", list(holds), dtype=pl.String),
        )
        .with_columns(decision.alias("decision"))
        .rename(named)
        .select("left", "right", "left_source", "right_source", "weight", "posterior", "hold", "decision", *named.values())
        .sort(["weight", "left_source", "left", "right_source", "right"], descending=[True, *[False] * 4])
    )  # fmt: skip
    return result.to_arrow()


def _cluster_table(records: Records, found: Clusters) -> pa.Table:
    label = pl.Series("cluster", found.label)
    return (
        pl.DataFrame({"record": records.ids, "source": records.sources, "cluster": label})
        .with_columns(
            pl.len().over("cluster").alias("size"), pl.col("cluster").is_in(list(found.review)).alias("review")
        )
        .to_arrow()
    )


__all__ = ["CUT", "Linkage", "link"]
