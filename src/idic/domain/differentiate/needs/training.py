"""Clusters of needs: how many, how clear, how stable, and what sets each apart."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.needs.columns import NeedsTable
from idic.domain.differentiate.needs.question import NeedsQuestion
from idic.methods.clusters import choice, k_means, k_prototypes, preparation, stability
from idic.methods.clusters.errors import ClusterError

#: The number of clusters is chosen, and their stability tried, on a drawn sample above so many rows; the clusters
#: themselves are then found with all rows, from fewer starts.
SAMPLE = 20_000
SAMPLE_STARTS, FULL_STARTS = 10, 3
MIXED_SAMPLE = 3_000
REFITS = 50
#: The bootstrap is what takes longest: its refits begin from fewer starts, and from fewer rows.
REFIT_ROWS, REFIT_STARTS = 5_000, 5


@dataclass
class Clustered:
    content: dict[str, Any] | None
    figures: dict[str, Any]
    warnings: list[dict[str, Any]] = field(default_factory=list)
    is_offered: bool = False


def cluster(table: NeedsTable, question: NeedsQuestion, *, seed: int, report: Any) -> Clustered:
    if table.customers.size < 30:
        return Clustered(None, {}, [{"code": "too_few_rows", "count": int(table.customers.size)}])
    ratings = [place for place, name in enumerate(table.names) if name.removeprefix("attribute:") in question.ratings]
    try:
        if table.text_names:
            return _mixed(table, question, ratings, seed, report)
        return _numeric(table, question, ratings, seed, report)
    except ClusterError as error:
        return Clustered(None, {}, [{"code": "not_clustered", "detail": type(error).__name__}])


def _numeric(table: NeedsTable, question: NeedsQuestion, ratings: list[int], seed: int, report: Any) -> Clustered:
    ready = preparation.prepare(table.numbers, ratings=ratings, logged=table.logged)
    rows = ready.values
    sample = _sample(rows.shape[0], SAMPLE, seed)
    report("needs_choose", 0, 0)
    found = choice.of_k_means(rows[sample], choice.KS, starts=SAMPLE_STARTS, seed=seed)
    k = question.k or found.best.k
    report("needs_fit", 0, 0)
    is_whole = sample.size == rows.shape[0]
    starts = k_means.STARTS if is_whole else FULL_STARTS
    model = k_means.fit(rows, k, starts=starts, seed=seed)
    report("needs_stability", 0, 0)
    few = _sample(rows.shape[0], REFIT_ROWS, seed)
    trial = k_means.fit(rows[few], k, starts=REFIT_STARTS, seed=seed)
    stable = stability.of_k_means(rows[few], trial, refits=REFITS, seed=seed)
    content = {
        "method": "k_means", "names": list(table.names), "texts": [], "scaler": _scaler(ready.scaler),
        "centres": model.centres, "outlier_distance": model.outlier_distance, "question": question.as_dict(),
    }  # fmt: skip
    done = {
        "method": "k_means", "rows": rows.shape[0], "choice_rows": int(sample.size), "starts": starts,
        "refits": REFITS, "refit_rows": int(few.size),
    }  # fmt: skip
    return _told(table, ready.rows, model.labels, content, found, k, stable, done, len(ready.left_out))


def _mixed(table: NeedsTable, question: NeedsQuestion, ratings: list[int], seed: int, report: Any) -> Clustered:
    """Numbers and categories together; above a sample of rows the prototypes are those of the sample."""
    numbers = table.numbers if table.names else np.zeros((table.customers.size, 1))
    if table.names:
        ready = preparation.prepare(numbers, ratings=ratings, logged=table.logged)
        values, kept, scaler, left_out = ready.values, ready.rows, _scaler(ready.scaler), len(ready.left_out)
    else:
        values, kept, scaler, left_out = numbers, np.arange(len(numbers)), None, 0
    texts, _filled = preparation.impute_categories(table.texts[kept])
    sample = _sample(values.shape[0], MIXED_SAMPLE, seed)
    report("needs_choose", 0, 0)
    gamma = 0.5
    found = choice.of_k_prototypes(values[sample], texts[sample], choice.KS, gamma=gamma, starts=5, seed=seed)
    k = question.k or found.best.k
    report("needs_fit", 0, 0)
    model = k_prototypes.fit(values[sample], texts[sample], k, gamma=gamma, starts=10, seed=seed)
    labels = k_prototypes.assign(model, values, texts).labels
    report("needs_stability", 0, 0)
    few = _sample(values.shape[0], 1_000, seed)
    trial = k_prototypes.fit(values[few], texts[few], k, gamma=gamma, starts=3, seed=seed)
    stable = stability.of_k_prototypes(values[few], texts[few], trial, refits=20, seed=seed)
    content = {
        "method": "k_prototypes", "names": list(table.names), "texts": list(table.text_names), "scaler": scaler,
        "means": model.means, "modes": model.modes, "levels": [list(one) for one in model.levels],
        "gamma": model.gamma, "outlier_distance": model.outlier_distance, "question": question.as_dict(),
        "fill": [_most(table.texts[:, place]) for place in range(table.texts.shape[1])],
    }  # fmt: skip
    done = {
        "method": "k_prototypes", "rows": values.shape[0], "choice_rows": int(sample.size), "starts": 10,
        "refits": 20, "refit_rows": int(few.size),
    }  # fmt: skip
    return _told(table, kept, labels, content, found, k, stable, done, left_out)


def _told(
    table: NeedsTable, kept: NDArray[np.intp], labels: NDArray[np.int64], content: dict[str, Any],
    found: choice.Choice, k: int, stable: stability.Stability, done: dict[str, Any], left_out: int,
) -> Clustered:  # fmt: skip
    chosen = next((one for one in found.candidates if one.k == k), found.best)
    sizes = np.bincount(labels, minlength=k)
    figures = {
        "k": k,
        "silhouette": chosen.silhouette,
        "reading": chosen.reading,
        "candidates": [asdict(one) for one in found.candidates],
        "proposed": found.best.k,
        "stability": {"mean": stable.mean, "flagged": bool(stable.flagged), "skipped": stable.skipped},
        "done": done,
        "left_out": left_out,
        "sizes": sizes.tolist(),
        "radar": _radar(table, kept, labels, k),
        "modes": _modes(table, kept, labels, k),
    }
    warnings: list[dict[str, Any]] = []
    if chosen.reading == "none":
        warnings.append({"code": "no_structure"})
    if stable.flagged:
        warnings.append({"code": "unstable"})
    if left_out:
        warnings.append({"code": "too_much_missing", "count": left_out})
    if done["choice_rows"] < done["rows"]:
        warnings.append({"code": "sampled_clusters", "count": done["rows"], "used": done["choice_rows"]})
    return Clustered(content, figures, warnings, is_offered=chosen.reading != "none")


def _radar(table: NeedsTable, kept: NDArray[np.intp], labels: NDArray[np.int64], k: int) -> list[dict[str, Any]]:
    """Per feature the mean of each cluster, with the scale that is the same for all: the 1-99 % range of the base."""
    axes = []
    for place, name in enumerate(table.names):
        values = table.numbers[kept, place]
        known = ~np.isnan(values)
        if not known.any():
            continue
        low, high = np.percentile(values[known], (1, 99))
        means = [_mean(values[known & (labels == one)]) for one in range(k)]
        axes.append({
            "feature": name, "low": float(low), "high": float(high), "mean": float(values[known].mean()), "means": means,
        })  # fmt: skip
    return axes


def _modes(table: NeedsTable, kept: NDArray[np.intp], labels: NDArray[np.int64], k: int) -> list[dict[str, Any]]:
    return [
        {"feature": name, "modes": [_most(table.texts[kept][labels == one, place]) for one in range(k)]}
        for place, name in enumerate(table.text_names)
    ]


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if values.size else None


def _most(values: NDArray[np.object_]) -> str:
    known = [str(one) for one in values.tolist() if one]
    if not known:
        return ""
    names, counts = np.unique(np.array(known), return_counts=True)
    return str(names[counts.argmax()])


def _sample(size: int, most: int, seed: int) -> NDArray[np.int64]:
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).choice(size, most, replace=False)).astype(np.int64)


def _scaler(scaler: preparation.Scaler) -> dict[str, Any]:
    return {name: getattr(scaler, name) for name in preparation.Scaler.__dataclass_fields__}
