"""Customers whose needs are alike: clusters, how many of them, and how far to trust them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from idic.methods.clusters import choice, k_means, k_prototypes, preparation, silhouette, stability
from idic.methods.clusters.choice import KS, Choice
from idic.methods.clusters.errors import ColumnsDiffer
from idic.methods.clusters.preparation import Prepared
from idic.methods.clusters.silhouette import Silhouette
from idic.methods.clusters.stability import Stability
from idic.methods.table import Frame, arrow_table, column, like, numbers, texts

REFITS = 20


@dataclass(frozen=True, slots=True)
class NeedsClusters(Generic[Frame]):
    """`table`: customer, cluster (from 1, the largest first; empty where too much was missing), silhouette, is_outlier.

    `profile`: a row per cluster with its customers and the means of the columns as they were given. `choice`: every number
    of clusters that was tried, None where it was given.
    """

    table: Frame
    profile: Frame
    k: int
    choice: Choice | None
    silhouette: Silhouette
    stability: Stability
    prepared: Prepared


def needs_clusters(
    rows: Frame,
    *,
    columns: Sequence[str],
    categories: Sequence[str] = (),
    customer: str = "customer",
    ratings: Sequence[str] = (),
    logged: Sequence[str] = (),
    k: int | None = None,
    ks: Sequence[int] = KS,
    refits: int = REFITS,
    seed: int = k_means.SEED,
) -> NeedsClusters[Frame]:
    """`columns` are numbers: `ratings` among them lose each respondent's own mean, `logged` ones go through log(1 + x), all
    are put on one scale. Without `k` every number of clusters in `ks` is tried, and the largest silhouette taken."""
    if not columns:
        raise ColumnsDiffer("Name at least one column of numbers; categories may stand beside it.")
    source = arrow_table(rows)
    given = np.stack([numbers(source, name) for name in columns], axis=1)
    prepared = preparation.prepare(
        given, ratings=[columns.index(one) for one in ratings], logged=[columns.index(one) for one in logged]
    )
    values = prepared.values
    tried: Choice | None = None
    if categories:
        told = np.stack([texts(source, name)[prepared.rows] for name in categories], axis=1)
        levels, _filled = preparation.impute_categories(told)
        if k is None:
            tried = choice.of_k_prototypes(values, levels, ks, seed=seed)
        mixed = k_prototypes.fit(values, levels, k or _best(tried), seed=seed)
        labels, outlier = mixed.labels, k_prototypes.assign(mixed, values, levels).is_outlier
        widths = silhouette.of_mixed(values, k_prototypes.encode(levels)[1], labels)
        steady = stability.of_k_prototypes(values, levels, mixed, refits=refits)
    else:
        if k is None:
            tried = choice.of_k_means(values, ks, seed=seed)
        plain = k_means.fit(values, k or _best(tried), seed=seed)
        labels, outlier = plain.labels, k_means.assign(plain, values).is_outlier
        widths = silhouette.of_rows(values, labels)
        steady = stability.of_k_means(values, plain, refits=refits)
    size = given.shape[0]
    cluster, width, far = np.zeros(size, dtype=np.int64), np.full(size, np.nan), np.zeros(size, dtype=np.bool_)
    cluster[prepared.rows], width[prepared.rows], far[prepared.rows] = labels + 1, widths.widths, outlier
    table = pa.table(
        {
            customer: column(source, customer),
            "cluster": pa.array(cluster, mask=cluster == 0),
            "silhouette": pa.array(width, from_pandas=True),
            "is_outlier": pa.array(far, mask=cluster == 0),
        }
    )
    found = int(labels.max()) + 1
    profile = {"cluster": np.arange(1, found + 1), "customers": np.bincount(labels, minlength=found)}
    for place, name in enumerate(columns):
        profile[name] = np.array([np.nanmean(given[cluster == one + 1, place]) for one in range(found)])
    return NeedsClusters(like(rows, table), like(rows, pa.table(profile)), found, tried, widths, steady, prepared)


def _best(tried: Choice | None) -> int:
    return 0 if tried is None else tried.best.k
