import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from idic.methods.clusters import k_means, k_prototypes, stability


def blobs(distance):
    rng = np.random.default_rng(5)
    return rng.normal(size=(90, 2)) + np.repeat([[0, 0], [distance, 0], [0, distance]], 30, axis=0)


def test_the_adjusted_rand_index_equals_an_independent_implementation():
    rng = np.random.default_rng(6)
    for _ in range(20):
        a, b = rng.integers(0, 4, 50), rng.integers(0, 3, 50)
        assert stability.adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-12)
    assert stability.adjusted_rand([0, 0, 1, 1], [5, 5, 3, 3]) == 1
    assert stability.adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.5714285714)
    assert stability.adjusted_rand([0, 0], [1, 1]) == 1


def test_clear_clusters_come_back_and_noise_is_flagged():
    clear = blobs(12)
    found = stability.of_k_means(clear, k_means.fit(clear, 3))
    assert found.mean == 1
    assert found.indices.size == 50
    assert not found.flagged
    noise = np.random.default_rng(7).normal(size=(90, 4))
    assert stability.of_k_means(noise, k_means.fit(noise, 6, starts=5), refits=15).flagged


def test_stability_does_not_depend_on_the_order_of_rows():
    rows = blobs(3)
    order = np.random.default_rng(8).permutation(len(rows))
    straight = stability.of_k_means(rows, k_means.fit(rows, 3, starts=4), refits=6)
    shuffled = stability.of_k_means(rows[order], k_means.fit(rows[order], 3, starts=4), refits=6)
    assert straight.mean == shuffled.mean


def test_mixed_rows_and_samples_with_too_few_different_rows():
    rows, channel = blobs(12)[::5], np.repeat(["web", "app", "web"], 6)
    found = stability.of_k_prototypes(rows, channel, k_prototypes.fit(rows, channel, 3, starts=5), refits=10)
    assert found.mean > 0.9
    few = np.array([[0.0], [1.0], [2.0]])
    skipped = stability.of_k_means(few, k_means.fit(few, 3), refits=20)
    assert skipped.skipped + skipped.indices.size == 20
    assert skipped.skipped > 0
