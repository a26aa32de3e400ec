"""Records of the user's files, linked, and how the result is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import polars as pl
from rich.console import Console

from idic.doors.cli.calculations.options import ColumnOptions, OutputOptions
from idic.doors.cli.calculations.report import Facts, table_of, write_table
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.progress import say, tell
from idic.methods.linkage import Linkage, LinkageError, Quality, link, pair_quality

_NARROW = 140
_STEPS = {
    "prepare": "Reading names, dates and numbers",
    "block": "Looking for pairs worth comparing",
    "train": "Learning the weights",
    "score": "Comparing",
    "cluster": "Grouping",
}


@dataclass(frozen=True)
class Asked:
    files: tuple[Path, ...]
    id_column: str | None
    truth: str | None
    skip: tuple[str, ...]
    duplicates_within: bool
    false_per_1000: float | None
    region: str | None
    seed: int
    encoding: str | None
    delimiter: str | None
    sheet: str | None


@dataclass(frozen=True)
class Found:
    files: tuple[str, ...]
    rows: RowCount
    linkage: Linkage
    quality: Quality | None

    @property
    def pairs(self) -> pl.DataFrame:
        return pl.DataFrame(pl.from_arrow(self.linkage.pairs))

    @property
    def records(self) -> pl.DataFrame:
        clusters = pl.DataFrame(pl.from_arrow(self.linkage.clusters))
        names = pl.DataFrame(
            {"source": range(len(self.files)), "file": self.files}, schema_overrides={"source": pl.Int32}
        )
        return clusters.join(names, on="source", how="left").select("file", "record", "cluster", "size", "review")


def matches(asked: Asked) -> Found:
    rows = RowCount()
    sources = [
        Source(path, ColumnOptions(encoding=asked.encoding, delimiter=asked.delimiter, sheet=asked.sheet))
        for path in asked.files
    ]
    for source in sources:
        for column in (asked.id_column, asked.truth):
            if column is not None:
                source.require(column)
    tables = [_table(source, rows) for source in sources]
    rows.report()
    try:
        found = link(
            *tables,
            id_column=asked.id_column,
            skip=[*asked.skip, *([asked.truth] if asked.truth else [])],
            one_per_source=False if asked.duplicates_within else None,
            link_type="link_and_dedupe" if asked.duplicates_within and len(tables) > 1 else None,
            false_per_1000=asked.false_per_1000,
            region=asked.region,
            seed=asked.seed,
            said=_progress(),
        )
    except LinkageError as error:
        refuse(str(error))
    return Found(tuple(path.name for path in asked.files), rows, found, _quality(found, tables, asked))


def show(found: Found, output: OutputOptions) -> None:
    if output.out is not None:
        write_table(found.records, output.out)
        tell(f"Wrote {found.records.height:,} records to {output.out}.")
    if output.as_json:
        click.echo(json.dumps(_document(found, output.limit), ensure_ascii=False, allow_nan=False))
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_NARROW)
    console.print(
        table_of("Result", [{"": name.replace("_", " "), "value": value} for name, value in _results(found).items()])
    )
    console.print()
    console.print(table_of("Fields", _fields(found)))
    if output.limit and found.pairs.height:
        shown = found.pairs.head(output.limit).select("left", "right", "weight", "posterior", "decision")
        console.print()
        console.print(
            table_of(f"First {shown.height:,} of {found.pairs.height:,} pairs", list(shown.iter_rows(named=True)))
        )


def _table(source: Source, rows: RowCount) -> pl.DataFrame:
    columns, _ = source.read({name: name for name in source.columns}, frozenset(), rows)
    return pl.DataFrame(columns)


def _quality(found: Linkage, tables: list[pl.DataFrame], asked: Asked) -> Quality | None:
    """Over all records of all files together; records without a truth are left out."""
    if asked.truth is None:
        return None
    known = pl.concat(
        table.select(
            pl.lit(number, dtype=pl.Int32).alias("source"),
            (pl.col(asked.id_column) if asked.id_column else pl.int_range(pl.len())).alias("record"),
            pl.col(asked.truth).alias("truth"),
        )
        for number, table in enumerate(tables)
    )
    joined = pl.DataFrame(pl.from_arrow(found.clusters)).with_columns(pl.col("source").cast(pl.Int32))
    joined = joined.join(known, on=["source", "record"], how="inner").filter(pl.col("truth").is_not_null())
    return pair_quality(joined["cluster"].to_list(), joined["truth"].to_list())


def _progress() -> Callable[[str], None]:
    return lambda step: say(_STEPS[step])


def _results(found: Found) -> Facts:
    training = found.linkage.model.training
    records = found.records
    facts: Facts = {
        "records": records.height,
        "pairs_compared": int(training.compared),
        "pairs_possible": int(training.pairs),
        "expected_matches": training.expected_matches,
        "pairs_to_link": int((found.pairs["decision"] == "link").sum()),
        "pairs_to_review": int((found.pairs["decision"] == "review").sum()),
        "clusters_of_two_or_more": records.filter(pl.col("size") > 1)["cluster"].n_unique(),
        "records_without_duplicates": records["cluster"].n_unique(),
    }
    if found.quality is not None:
        facts |= {"precision": found.quality.precision, "recall": found.quality.recall, "f1": found.quality.f1}
    return facts


def _fields(found: Found) -> list[Facts]:
    model = found.linkage.model
    return [
        {"comparison": comparison.name, "level": comparison.labels[level], "m": model.m[comparison.name][level],
         "u": model.u[comparison.name][level], "weight": float(model.weights[comparison.name][level])}
        for comparison in model.comparisons for level in range(comparison.size - 1, -1, -1)
    ]  # fmt: skip


def _document(found: Found, limit: int) -> dict[str, object]:
    model = found.linkage.model
    return {
        "method": "linkage",
        "files": list(found.files),
        "rows": {"read": found.rows.read, "used": found.rows.used, "refused": dict(found.rows.refused)},
        "settings": model.settings.to_json(),
        "results": _results(found),
        "weights": _fields(found),
        "blocking": {
            "pairs": found.linkage.blocking.pairs,
            "reduction_ratio": found.linkage.blocking.reduction_ratio,
            "rules": [vars(rule) for rule in found.linkage.blocking.rules],
            "skipped": [vars(block) for block in found.linkage.blocking.skipped],
        },
        "warnings": list(model.training.warnings),
        "pairs": found.pairs.head(limit).to_dicts(),
        "clusters": found.records.filter(pl.col("size") > 1).sort("cluster", "file", "record").head(limit).to_dicts(),
    }
