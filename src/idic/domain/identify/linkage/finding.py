"""From records to pairs of customers with thresholds: the computation of a run, nothing is written.

Heavy libraries are loaded here at the top; only jobs and commands import this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from idic.domain.identify.linkage.kinds import delivered_model, settings_of
from idic.domain.identify.linkage.queries.groups import joined
from idic.methods.linkage import Linkage, LinkageError, Model, Thresholds, TooFewRecords, link, weights
from idic.warehouse.spark import spark_where_chosen

#: With fewer records there is too little to learn weights from; those that are delivered are used.
FEWEST_TO_LEARN: Final = 1_000
_CURVE_STEPS: Final = 120
_BARS: Final = 40
# A pair below is no candidate, whatever share of matches may be missed.
_LEAST_POSTERIOR: Final = 0.02


@dataclass(frozen=True)
class Asked:
    kind: str
    region: str
    false_per_1000: float
    missed_share: float
    model: Model | None = None


@dataclass(frozen=True)
class Candidate:
    """Two customers by their most alike records; the customer with the smaller id first."""

    first_record: int
    second_record: int
    first_customer: int
    second_customer: int
    weight: float
    posterior: float
    hold: str
    cluster: int | None
    levels: Mapping[str, int]


@dataclass(frozen=True)
class Found:
    """`pairs` from the lower threshold up, the heaviest first; `groups` are the customers that a run may merge by itself."""

    model: Model
    learned: bool
    pairs: list[Candidate]
    upper_weight: float
    lower_weight: float
    curve: list[list[float]]
    histogram: list[list[float]]
    groups: list[list[int]]
    figures: dict[str, float]
    blocking: dict[str, object]


def find_pairs(
    records: pa.Table,
    asked: Asked,
    *,
    forbidden: Collection[tuple[int, int]],
    said: Callable[[str], None] | None = None,
) -> Found:
    """`forbidden` are pairs of customers that somebody keeps apart. Raises TooFewRecords."""
    learned = asked.model is None and records.num_rows >= FEWEST_TO_LEARN
    if records.num_rows < 2:
        raise TooFewRecords(records.num_rows)
    linkage = _linked(records, asked, learned, forbidden, said)
    learned = learned and bool(linkage.model.frequencies)
    candidates = _candidates(records, linkage, forbidden)
    upper, lower = _thresholds(candidates, linkage.model.prior, asked)
    model = replace(
        linkage.model,
        thresholds=Thresholds(
            weights.posterior(upper, linkage.model.prior), weights.posterior(lower, linkage.model.prior)
        ),
    )
    kept = [one for one in candidates if one.weight >= lower]
    above = [one for one in kept if one.weight >= upper and not one.hold]
    free = [one for one in above if one.cluster is not None]
    groups = joined([(one.first_customer, one.second_customer) for one in free], _barred(candidates, forbidden))
    figures = {
        "records": records.num_rows, "compared": linkage.blocking.pairs, "possible": linkage.blocking.all_pairs,
        "expected_matches": round(sum(one.posterior for one in candidates), 1), "above": len(above),
        "held": sum(bool(one.hold) for one in kept), "between": sum(one.weight < upper and not one.hold for one in kept),
        "merges": sum(len(group) - 1 for group in groups), "forbidden": len(forbidden),
        "false_per_1000": round(1000 * float(np.mean([1 - one.posterior for one in above])), 4) if above else 0.0,
    }  # fmt: skip
    return Found(
        model,
        learned,
        kept,
        upper,
        lower,
        _curve(candidates),
        _histogram(candidates),
        groups,
        figures,
        _blocking(linkage),
    )


def _linked(
    records: pa.Table, asked: Asked, learned: bool, forbidden: Collection[tuple[int, int]],
    said: Callable[[str], None] | None,
) -> Linkage:  # fmt: skip
    apart = _record_pairs(records, forbidden)
    with spark_where_chosen() as spark:
        if learned:
            try:
                return link(
                    records,
                    settings=settings_of(asked.kind, asked.region),
                    id_column="id",
                    cannot_link=apart,
                    spark=spark,
                    said=said,
                )
            except LinkageError:
                pass  # nothing to learn from; too few records are refused below again
        model = asked.model or delivered_model(asked.kind, records.num_rows)
        return link(records, model=model, id_column="id", cannot_link=apart, spark=spark, said=said)


def _record_pairs(records: pa.Table, forbidden: Collection[tuple[int, int]]) -> list[tuple[object, object]]:
    concerned = {one for pair in forbidden for one in pair}
    of_customer: dict[int, list[str]] = defaultdict(list)
    for record, customer in zip(
        records.column("id").to_pylist(), records.column("customer_id").to_pylist(), strict=True
    ):
        if customer in concerned:
            of_customer[customer].append(str(record))
    return [(a, b) for one, other in forbidden for a in of_customer[one] for b in of_customer[other]]


def _candidates(records: pa.Table, linkage: Linkage, forbidden: Collection[tuple[int, int]]) -> list[Candidate]:
    levels = [name for name in linkage.pairs.column_names if name.startswith("level_")]
    pairs = pl.DataFrame(pl.from_arrow(linkage.pairs)).with_columns(
        pl.col("left").cast(pl.Int64).alias("a"), pl.col("right").cast(pl.Int64).alias("b")
    )
    known = pl.DataFrame(pl.from_arrow(records.select(["id", "customer_id"])))
    # A cluster that is to be looked at as a whole joins nobody.
    cluster = pl.DataFrame(pl.from_arrow(linkage.clusters)).select(
        pl.col("record").cast(pl.Int64).alias("id"), pl.when(~pl.col("review")).then("cluster")
    )
    known = known.join(cluster, on="id")
    pairs = (
        pairs.join(known.rename({"id": "a", "customer_id": "ca", "cluster": "ka"}), on="a")
        .join(known.rename({"id": "b", "customer_id": "cb", "cluster": "kb"}), on="b")
        .filter(pl.col("ca") != pl.col("cb"))
        .with_columns(
            first_customer=pl.min_horizontal("ca", "cb"), second_customer=pl.max_horizontal("ca", "cb"),
            first_record=pl.when(pl.col("ca") < pl.col("cb")).then("a").otherwise("b"),
            second_record=pl.when(pl.col("ca") < pl.col("cb")).then("b").otherwise("a"),
            cluster=pl.when(pl.col("ka") == pl.col("kb")).then("ka"),
        )
        .sort(["weight", "first_record", "second_record"], descending=[True, False, False])
        .with_columns(
            clash=(pl.col("hold") == "conflict").any().over("first_customer", "second_customer")
        )
        .unique(["first_customer", "second_customer"], keep="first", maintain_order=True)
    )  # fmt: skip
    if forbidden:
        apart = pl.DataFrame(
            list(forbidden), schema={"first_customer": pl.Int64, "second_customer": pl.Int64}, orient="row"
        )
        pairs = pairs.join(apart, on=["first_customer", "second_customer"], how="anti", maintain_order="left")
    clashing = _clashing(records, pairs)
    return [
        Candidate(
            row["first_record"], row["second_record"], row["first_customer"], row["second_customer"], row["weight"],
            row["posterior"],
            "conflict" if row["clash"] or (row["first_customer"], row["second_customer"]) in clashing else row["hold"],
            row["cluster"], {name.removeprefix("level_"): row[name] for name in levels},
        )
        for row in pairs.iter_rows(named=True)
    ]  # fmt: skip


def _clashing(records: pa.Table, pairs: pl.DataFrame) -> set[tuple[int, int]]:
    """Pairs of customers whose records, all together, know identifiers or birth dates and share none."""
    concerned = set(pairs["first_customer"].to_list()) | set(pairs["second_customer"].to_list())
    told: dict[str, dict[int, set[str]]] = {"identifiers": defaultdict(set), "birth_date": defaultdict(set)}
    customers = records.column("customer_id").to_pylist()
    for name, of_customer in told.items():
        for customer, value in zip(customers, records.column(name).to_pylist(), strict=True):
            if value and customer in concerned:
                of_customer[customer].update(value if isinstance(value, list) else [value])
    identifiers, births = told["identifiers"], told["birth_date"]
    found = set()
    for one, other in zip(pairs["first_customer"].to_list(), pairs["second_customer"].to_list(), strict=True):
        if identifiers[one] and identifiers[other]:
            if not identifiers[one] & identifiers[other]:
                found.add((one, other))
        elif len(births[one]) > 1 and len(births[other]) > 1 and not births[one] & births[other]:
            found.add((one, other))
    return found


def _thresholds(candidates: Sequence[Candidate], prior: float, asked: Asked) -> tuple[float, float]:
    """The upper one: the lowest weight at which no more than so many of 1,000 merges are expected to be false. The lower
    one: the highest below which no more than such a share of the matches is expected."""
    wanted = asked.false_per_1000 / 1000
    lone = weight_at(max(0.5, 1 - wanted), prior)
    free = [one for one in candidates if not one.hold]
    upper, false = lone, 0.0
    for place, one in enumerate(free, start=1):
        false += 1 - one.posterior
        if one.posterior >= 0.5 and false / place <= wanted:
            upper = min(upper, one.weight)
    total = sum(one.posterior for one in candidates)
    lower, missed = min(upper, weight_at(0.5, prior)), 0.0
    for one in reversed(candidates):
        missed += one.posterior
        if missed > asked.missed_share * total:
            lower = one.weight
            break
    return upper, min(upper, max(lower, weight_at(_LEAST_POSTERIOR, prior)))


def weight_at(probability: float, prior: float) -> float:
    return float(np.log2(probability / (1 - probability)) - weights.prior_weight(prior)) if probability < 1 else 1000.0


def _barred(candidates: Iterable[Candidate], forbidden: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    return set(forbidden) | {(one.first_customer, one.second_customer) for one in candidates if one.hold == "conflict"}


def _curve(candidates: Sequence[Candidate]) -> list[list[float]]:
    """[weight, pairs, expected false, expected matches, customers that would go] from the heaviest down, without those
    that no run merges."""
    free = [one for one in candidates if not one.hold]
    if not free:
        return []
    cuts = np.unique(np.round(np.linspace(free[-1].weight, free[0].weight, _CURVE_STEPS), 1))[::-1]
    rows: list[list[float]] = []
    parent: dict[int, int] = {}
    place, false, matches, gone = 0, 0.0, 0.0, 0
    for cut in cuts.tolist():
        while place < len(free) and free[place].weight >= cut - 1e-9:
            one = free[place]
            a, b = _root(parent, one.first_customer), _root(parent, one.second_customer)
            if a != b:
                parent[a] = b
                gone += 1
            false, matches, place = false + 1 - one.posterior, matches + one.posterior, place + 1
        rows.append([cut, place, round(false, 4), round(matches, 4), gone])
    return rows


def _root(parent: dict[int, int], one: int) -> int:
    while parent.setdefault(one, one) != one:
        parent[one] = one = parent[parent[one]]
    return one


def _histogram(candidates: Sequence[Candidate]) -> list[list[float]]:
    if not candidates:
        return []
    low, high = np.floor(candidates[-1].weight), np.ceil(candidates[0].weight)
    width = max(1.0, float(np.ceil((high - low) / _BARS)))
    counts, edges = np.histogram([one.weight for one in candidates], np.arange(low, high + width + 1e-9, width))
    return [[float(edge), int(count)] for edge, count in zip(edges, counts, strict=False)]


def _blocking(linkage: Linkage) -> dict[str, object]:
    report = linkage.blocking
    return {
        "rules": [
            {"rule": one.rule, "pairs": one.pairs, "new_pairs": one.new_pairs, "skipped": one.skipped_blocks}
            for one in report.rules
        ],
        "pairs": report.pairs, "possible": report.all_pairs, "reduction": report.reduction_ratio,
        # the key of a block is somebody's name or number: its size and rule tell enough
        "skipped": [{"rule": one.rule, "records": one.records} for one in report.skipped],
    }  # fmt: skip
