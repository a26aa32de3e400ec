"""Gradient boosted trees (LightGBM), one thread and fixed seeds: the same rows give the same text, byte for byte.

The size of the trees and their number are chosen across folds by log loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import lightgbm

Floats = NDArray[np.float64]

LEAVES = (31, 6)
MOST_ROUNDS = 600
PATIENCE = 50


# Without slots: the loaded trees are kept beside the fields.
@dataclass(frozen=True)
class Boosting:
    """`text`: the trees as LightGBM writes them."""

    text: str
    rounds: int
    leaves: int

    @cached_property
    def trees(self) -> lightgbm.Booster:
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    def margin(self, design: Floats) -> Floats:
        return np.asarray(self.trees.predict(design, raw_score=True), dtype=np.float64)

    def contributions(self, design: Floats) -> Floats:
        """Shapley values of the trees per row and column, then the base (Lundberg et al. 2020)."""
        found = np.asarray(self.trees.predict(design, pred_contrib=True), dtype=np.float64)
        return found.reshape(len(design), -1)

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "rounds": self.rounds, "leaves": self.leaves}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Boosting:
        return cls(document["text"], document["rounds"], document["leaves"])


def fit(design: Floats, outcome: Floats, *, leaves: int, rounds: int, seed: int) -> Boosting:
    import lightgbm

    data = lightgbm.Dataset(design, label=outcome, params=_settings(leaves, seed))
    trees = lightgbm.train(_settings(leaves, seed), data, num_boost_round=rounds)
    return Boosting(trees.model_to_string(), rounds, leaves)


def watched(
    design: Floats, outcome: Floats, unseen: Floats, unseen_outcome: Floats, *, leaves: int, seed: int
) -> tuple[Floats, lightgbm.Booster]:
    """Log loss on the unseen rows after each round (the last value kept on to MOST_ROUNDS), and the trees."""
    import lightgbm

    settings = _settings(leaves, seed)
    data = lightgbm.Dataset(design, label=outcome, params=settings)
    apart = lightgbm.Dataset(unseen, label=unseen_outcome, reference=data, params=settings)
    seen: dict[str, dict[str, list[float]]] = {}
    trees = lightgbm.train(
        settings,
        data,
        num_boost_round=MOST_ROUNDS,
        valid_sets=[apart],
        valid_names=["unseen"],
        callbacks=[lightgbm.record_evaluation(seen), lightgbm.early_stopping(PATIENCE, verbose=False)],
        keep_training_booster=True,
    )
    losses = np.asarray(seen["unseen"]["binary_logloss"], dtype=np.float64)
    return np.pad(losses, (0, MOST_ROUNDS - losses.size), mode="edge"), trees


def _settings(leaves: int, seed: int) -> dict[str, Any]:
    return {
        "objective": "binary",
        "metric": "binary_logloss",
        "learning_rate": 0.05,
        "num_leaves": leaves,
        "min_data_in_leaf": 20,
        "lambda_l2": 1.0,
        "feature_fraction": 0.8,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "seed": seed % 2**31,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
    }
