import numpy as np
import pytest
from sklearn.metrics import silhouette_samples

from idic.methods.clusters import silhouette
from idic.methods.clusters.errors import ColumnsDiffer, SilhouetteRefused
from tests.methods import oracle

COUNTRIES = oracle.segmentation()["silhouette_countries"]
DISTANCES = np.zeros((12, 12))
for row, values in enumerate(COUNTRIES["lower_triangle_rows"], start=1):
    DISTANCES[row, : len(values)] = values
DISTANCES += DISTANCES.T


@pytest.mark.parametrize("k", ["k2", "k3"])
def test_twelve_countries_have_the_published_mean_width(k):
    found = silhouette.of_distances(DISTANCES, COUNTRIES[k]["labels"])
    assert found.mean == pytest.approx(COUNTRIES[k]["avg"], abs=5e-5)
    assert found.reading == "weak"


def test_each_country_has_the_published_width():
    widths = silhouette.of_distances(DISTANCES, COUNTRIES["k3"]["labels"]).widths
    for name, width in zip(COUNTRIES["names"], widths, strict=True):
        assert width == pytest.approx(COUNTRIES["k3"]["s"][name], abs=5.1e-5)


def test_one_cluster_and_as_many_clusters_as_rows_are_refused():
    rows = [[0.0], [1.0], [2.0]]
    for labels in ([0, 0, 0], [0, 1, 2]):
        with pytest.raises(SilhouetteRefused, match="from 2 to 2 clusters for 3 rows"):
            silhouette.of_rows(rows, labels)
        with pytest.raises(SilhouetteRefused):
            silhouette.of_distances(np.abs(np.subtract.outer([0, 1, 2], [0, 1, 2])), labels)
        with pytest.raises(SilhouetteRefused):
            silhouette.of_mixed(rows, [0, 1, 0], labels)


def test_widths_equal_an_independent_implementation_and_a_single_row_has_zero():
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(700, 3))
    labels = np.append(rng.integers(0, 4, 699), 9)
    found = silhouette.of_rows(rows, labels)
    assert found.widths == pytest.approx(silhouette_samples(rows, labels), abs=1e-12)
    assert found.widths[-1] == 0


def test_gower_width_by_hand():
    # Distances: rows 0-1 (0.1 + 0)/2 = 0.05, 0-2 (1 + 1)/2 = 1, 1-2 (0.9 + 1)/2 = 0.95.
    found = silhouette.of_mixed([[0.0], [1.0], [10.0]], [0, 0, 1], [0, 0, 1])
    assert found.widths == pytest.approx([0.95, 0.9 / 0.95, 0.0])


def test_gower_widths_equal_those_of_explicit_distances():
    rng = np.random.default_rng(9)
    rows, codes, labels = rng.normal(size=(60, 2)), rng.integers(0, 3, (60, 1)), rng.integers(0, 3, 60)
    gaps = np.abs(rows[:, None] - rows[None]) / np.ptp(rows, axis=0)
    distances = (gaps.sum(axis=2) + (codes != codes.T)) / 3
    expected = silhouette_samples(distances, labels, metric="precomputed")
    assert silhouette.of_mixed(rows, codes, labels).widths == pytest.approx(expected, abs=1e-12)


def test_a_large_table_is_sampled_the_same_way_in_any_order():
    rng = np.random.default_rng(4)
    rows = rng.normal(size=(400, 2)) + np.repeat([[0, 0], [8, 8]], 200, axis=0)
    labels = np.repeat([0, 1], 200)
    order = rng.permutation(400)
    straight = silhouette.of_rows(rows, labels, sample=100)
    shuffled = silhouette.of_rows(rows[order], labels[order], sample=100)
    assert straight.rows == 100
    assert np.isfinite(straight.widths).sum() == 100
    assert shuffled.mean == straight.mean
    assert straight.mean == pytest.approx(silhouette.of_rows(rows, labels).mean, abs=0.05)


def test_a_cluster_too_small_for_the_sample_is_still_compared():
    rows = np.append(np.random.default_rng(2).normal(size=2000), 500.0)[:, None]
    labels = np.append(np.zeros(2000, dtype=int), 1)
    found = silhouette.of_rows(rows, labels, sample=50)
    assert found.mean > 0.9
    assert found.widths[-1] == 0


def test_the_reading_of_kaufman_and_rousseeuw():
    assert [silhouette.reading(mean) for mean in (0.71, 0.7, 0.51, 0.5, 0.26, 0.25, -1)] == [
        "strong",
        "reasonable",
        "reasonable",
        "weak",
        "weak",
        "none",
        "none",
    ]


def test_a_table_that_is_no_dissimilarity_is_refused():
    with pytest.raises(ColumnsDiffer):
        silhouette.of_distances([[0, 1, 2], [3, 0, 1], [2, 1, 0]], [0, 0, 1])
