import itertools

import numpy as np
import pytest

from idic.methods.clusters import choice, k_prototypes, preparation
from idic.methods.clusters.errors import ColumnsDiffer, TooManyClusters
from tests.methods import oracle

MIXED = oracle.segmentation()["kprototypes"]
RAW = np.array([row[:2] for row in MIXED["rows"]], dtype=float)
NUMERIC = (RAW - RAW.mean(axis=0)) / RAW.std(axis=0)
CHANNEL = [row[2] for row in MIXED["rows"]]


@pytest.mark.parametrize("k", [2, 3])
def test_nine_mixed_rows_reach_the_global_minimum(k):
    model = k_prototypes.fit(NUMERIC, CHANNEL, k, gamma=MIXED["gamma"])
    assert model.cost == pytest.approx(MIXED["global_minimum_cost"][str(k)], rel=1e-6)
    together = {(a, b) for a, b in itertools.combinations(range(9), 2) if model.labels[a] == model.labels[b]}
    known = MIXED["labels"][str(k)]
    assert together == {(a, b) for a, b in itertools.combinations(range(9), 2) if known[a] == known[b]}


def test_gamma_is_one_half_after_z_scoring():
    assert k_prototypes.default_gamma(NUMERIC) == pytest.approx(0.5)
    assert k_prototypes.fit(NUMERIC, CHANNEL, 3).gamma == pytest.approx(0.5)


def test_permuted_rows_keep_their_labels():
    order = np.random.default_rng(1).permutation(9)
    straight = k_prototypes.fit(NUMERIC, CHANNEL, 3)
    shuffled = k_prototypes.fit(NUMERIC[order], [CHANNEL[i] for i in order], 3)
    assert shuffled.labels.tolist() == straight.labels[order].tolist()


def test_a_tie_of_modes_goes_to_the_smallest_code():
    model = k_prototypes.fit([[0.0], [0.1], [9.0], [9.1]], ["b", "a", "d", "c"], 2, gamma=0.01)
    assert [model.levels[0][code] for code in model.modes[:, 0]] == ["a", "c"]


def test_a_new_row_with_an_unknown_level_still_finds_its_prototype():
    model = k_prototypes.fit(NUMERIC, CHANNEL, 3)
    scored = k_prototypes.assign(model, [*NUMERIC.tolist(), [50.0, 50.0]], [*CHANNEL, "fax"])
    assert scored.labels[:9].tolist() == model.labels.tolist()
    assert bool(scored.is_outlier[9])


def test_too_many_clusters_and_unequal_rows_are_refused():
    with pytest.raises(TooManyClusters):
        k_prototypes.fit([[1.0], [1.0]], ["a", "a"], 2)
    with pytest.raises(ColumnsDiffer):
        k_prototypes.fit([[1.0], [1.0]], ["a"], 1)


def test_every_number_of_clusters_is_compared_by_gower_silhouette():
    chosen = choice.of_k_prototypes(NUMERIC, CHANNEL, [2, 3, 4])
    assert chosen.best.k == 2
    assert chosen.best.reading == "reasonable"
    assert [candidate.k for candidate in chosen.candidates] == [2, 3, 4]


def test_a_missing_category_becomes_the_most_frequent_one():
    filled, imputed = preparation.impute_categories(["web", None, "app", "", "web"])
    assert filled.ravel().tolist() == ["web", "web", "app", "web", "web"]
    assert imputed.tolist() == [False, True, False, True, False]
    assert preparation.impute_categories(["b", "a", None])[0].ravel().tolist() == ["b", "a", "a"]
