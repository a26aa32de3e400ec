"""One learner on one set of training rows, with its choices made across folds of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from idic.methods.classification import boosting, encoding, logistic
from idic.methods.classification.boosting import MOST_ROUNDS, Boosting
from idic.methods.classification.encoding import Encoder
from idic.methods.classification.errors import NothingToLearnFrom
from idic.methods.classification.features import FeatureTable
from idic.methods.classification.logistic import Logistic

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Kind = Literal["boosting", "logistic"]

CHOICE_ROWS = 100_000
FEWEST_SAMPLED = 100


@dataclass(frozen=True, slots=True)
class Learned:
    """`rows`: positions whose `margins` come from learners that have not seen them (a sample of a large table); `loss`:
    the log loss of these.
    """

    encoder: Encoder
    learner: Logistic | Boosting
    rows: NDArray[np.intp]
    margins: Floats
    loss: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows in all folds but one, and the rows of that one, as design matrices."""

    own: NDArray[np.bool_]
    design: Floats
    outcome: Floats
    unseen: Floats
    unseen_outcome: Floats


def learn(
    features: FeatureTable, outcome: Floats, folds: Ints, *, kind: Kind, most_features: int | None, seed: int
) -> Learned:
    rows = _sampled(outcome, seed)
    sample, y, fold = features.take(rows), outcome[rows], folds[rows]
    parts = [_part(sample, y, fold, one, kind, most_features) for one in np.unique(fold).tolist()]
    encoder, design = encoding.learn(
        features, outcome, folds, standardised=kind == "logistic", names=chosen(features, outcome, most_features)
    )
    if not encoder.columns:
        raise NothingToLearnFrom
    if kind == "logistic":
        strength, margins = _strength(parts, y)
        return Learned(encoder, logistic.fit(design, outcome, strength), rows, margins, _loss(margins, y))
    leaves, rounds, margins = _trees(parts, y, seed)
    trees = boosting.fit(design, outcome, leaves=leaves, rounds=rounds, seed=seed)
    return Learned(encoder, trees, rows, margins, _loss(margins, y))


def chosen(features: FeatureTable, outcome: Floats, most: int | None) -> Sequence[str]:
    """All features, or the `most` that tell the outcomes apart best one by one (area under their ROC curve)."""
    if most is None or len(features.names) <= most:
        return features.names
    strength = {name: -_apart(features, name, outcome) for name in features.names}
    best = set(sorted(features.names, key=lambda name: strength[name])[:most])
    return tuple(name for name in features.names if name in best)


def _sampled(outcome: Floats, seed: int) -> NDArray[np.intp]:
    """At most CHOICE_ROWS of them; all where the rarer outcome would become too rare for the folds."""
    if outcome.size > CHOICE_ROWS:
        rows = np.sort(np.random.default_rng(seed).permutation(outcome.size)[:CHOICE_ROWS])
        events = outcome[rows].sum()
        if min(events, rows.size - events) >= FEWEST_SAMPLED:
            return rows
    return np.arange(outcome.size)


def _apart(features: FeatureTable, name: str, outcome: Floats) -> float:
    if name in features.numbers:
        numbers = features.numbers[name]
        if np.isnan(numbers).all():
            return 0.0
        values = np.where(np.isnan(numbers), np.nanmedian(numbers), numbers)
    else:
        texts = features.column(name).astype(object)
        rates, _ = encoding.rates_of(texts, outcome)
        values = np.array([rates[one] for one in texts.tolist()])
    ranks = rankdata(values)
    events = outcome.sum()
    area = (ranks[outcome == 1].sum() - events * (events + 1) / 2) / (events * (outcome.size - events))
    return abs(float(area) - 0.5)


def _part(features: FeatureTable, y: Floats, fold: Ints, one: int, kind: Kind, most_features: int | None) -> _Part:
    own = fold == one
    others = features.take(~own)
    names = chosen(others, y[~own], most_features)
    encoder, design = encoding.learn(others, y[~own], fold[~own], standardised=kind == "logistic", names=names)
    return _Part(own, design, y[~own], encoder.design(features.take(own)), y[own])


def _strength(parts: Sequence[_Part], y: Floats) -> tuple[float, Floats]:
    best, best_loss, best_margins = logistic.STRENGTHS[0], np.inf, np.empty(0)
    for strength in logistic.STRENGTHS:
        margins = np.empty_like(y)
        for part in parts:
            margins[part.own] = logistic.fit(part.design, part.outcome, strength).margin(part.unseen)
        loss = _loss(margins, y)
        if loss < best_loss:
            best, best_loss, best_margins = strength, loss, margins
    return best, best_margins


def _trees(parts: Sequence[_Part], y: Floats, seed: int) -> tuple[int, int, Floats]:
    best, best_loss, best_rounds, best_margins = boosting.LEAVES[0], np.inf, 1, np.empty(0)
    for leaves in boosting.LEAVES:
        losses = np.zeros(MOST_ROUNDS)
        trees = []
        for part in parts:
            found, grown = boosting.watched(
                part.design, part.outcome, part.unseen, part.unseen_outcome, leaves=leaves, seed=seed
            )
            losses += found * part.own.sum() / y.size
            trees.append(grown)
        rounds = int(losses.argmin()) + 1
        if losses[rounds - 1] < best_loss:
            best, best_loss, best_rounds, best_margins = leaves, float(losses[rounds - 1]), rounds, np.empty_like(y)
            for part, grown in zip(parts, trees, strict=True):
                margins = grown.predict(part.unseen, raw_score=True, num_iteration=rounds)
                best_margins[part.own] = np.asarray(margins, dtype=np.float64)
    return best, best_rounds, best_margins


def _loss(margins: Floats, y: Floats) -> float:
    return float((np.logaddexp(0.0, margins) - y * margins).mean())
