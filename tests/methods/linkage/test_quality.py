from itertools import combinations

import numpy as np
import pytest

from idic.methods.linkage import quality


def test_pairs_are_counted_from_labels():
    found = quality.pair_quality([1, 1, 1, 2, 3], ["a", "a", "b", "b", "b"])
    assert (found.correct_pairs, found.found_pairs, found.true_pairs) == (1, 3, 4)
    assert (found.precision, found.recall) == (pytest.approx(1 / 3), 0.25)
    assert found.f1 == pytest.approx(2 / 7)


def test_labels_and_listed_pairs_agree():
    rng = np.random.default_rng(3)
    found, truth = rng.integers(0, 8, 40).tolist(), rng.integers(0, 8, 40).tolist()
    by_label = quality.pair_quality(found, truth)
    by_pair = quality.link_quality(
        [pair for pair in combinations(range(40), 2) if found[pair[0]] == found[pair[1]]],
        [pair[::-1] for pair in combinations(range(40), 2) if truth[pair[0]] == truth[pair[1]]],
    )
    assert by_label == by_pair


def test_b_cubed_by_hand():
    # Records 1-3 in one cluster (a, a, b), 4 and 5 alone (b, b).
    precision, recall, f1 = quality.b_cubed([1, 1, 1, 2, 3], ["a", "a", "b", "b", "b"])
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert recall == pytest.approx((1 + 1 + 1 / 3 * 3) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_the_clerical_sample_takes_every_band_and_is_repeatable():
    posterior = np.concatenate([np.full(5000, 0.999), np.full(30, 0.6), np.full(5, 0.2)])
    chosen = quality.clerical_sample(posterior)
    assert len(chosen) == 200 == len(set(chosen))
    assert {5030, 5031, 5032, 5033, 5034} <= set(chosen)
    assert sum(5000 <= place < 5030 for place in chosen) == 30
    assert chosen == quality.clerical_sample(posterior)


def test_false_merges_are_estimated_from_labels_by_band():
    posterior = np.concatenate([np.full(900, 0.995), np.full(100, 0.6)])
    labelled = dict.fromkeys(range(100), True) | {place: place % 2 == 0 for place in range(900, 920)}
    found = quality.false_merge_estimate(posterior, labelled, threshold=0.5)
    assert found.share == pytest.approx(0.05)
    assert found.low < 0.05 < found.high
    assert found.labelled == 120


def test_nothing_found_is_precise_but_finds_nothing():
    found = quality.pair_quality([1, 2], ["a", "a"])
    assert (found.precision, found.recall, found.f1) == (1.0, 0.0, 0.0)
