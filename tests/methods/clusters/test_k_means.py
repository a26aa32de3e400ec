import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_iris

from idic.methods.clusters import choice, k_means, silhouette
from idic.methods.clusters.errors import ColumnsDiffer, FigureOutOfRange, NotFinite, SilhouetteRefused, TooManyClusters
from tests.methods import oracle

NINE = oracle.segmentation()["kmeans_9_points"]
IRIS = oracle.segmentation()["kmeans_iris"]
POINTS = np.array(NINE["points"])


@pytest.mark.parametrize("k", [2, 3])
def test_nine_points_reach_the_known_inertia(k):
    assert k_means.fit(POINTS, k).inertia == pytest.approx(NINE["inertia"][str(k)], rel=1e-6)


def test_nine_points_in_three_clusters_have_the_known_centres():
    centres = k_means.fit(POINTS, 3).centres
    assert sorted(centres.tolist()) == pytest.approx(np.array(sorted(NINE["centres_k3"])), rel=1e-6)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_nine_points_have_the_known_silhouette(k):
    model = k_means.fit(POINTS, k)
    assert silhouette.of_rows(POINTS, model.labels).mean == pytest.approx(NINE["silhouette"][str(k)], abs=5e-7)


def test_three_clusters_are_proposed_for_nine_points():
    chosen = choice.of_k_means(POINTS)
    assert chosen.best.k == 3
    assert chosen.best.reading == "strong"
    assert chosen.usable
    assert [candidate.k for candidate in chosen.candidates] == [2, 3, 4, 5, 6, 7, 8]
    assert chosen.best.smallest_share == pytest.approx(1 / 3)


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_iris_reaches_the_known_inertia_and_silhouette(k):
    rows = load_iris().data
    model = k_means.fit(rows, k)
    if str(k) in IRIS["inertia"]:
        assert model.inertia == pytest.approx(IRIS["inertia"][str(k)], rel=5e-6)
    assert silhouette.of_rows(rows, model.labels).mean == pytest.approx(IRIS["silhouette"][str(k)], abs=5.1e-5)


def test_labels_run_by_descending_size():
    sizes = np.bincount(k_means.fit(load_iris().data, 4).labels)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_the_same_rows_give_the_same_bytes():
    first, second = k_means.fit(load_iris().data, 3), k_means.fit(load_iris().data, 3)
    assert first.centres.tobytes() == second.centres.tobytes()
    assert first.labels.tobytes() == second.labels.tobytes()


def test_new_rows_go_to_the_nearest_centre_and_the_far_one_is_an_outlier():
    model = k_means.fit(POINTS, 3)
    scored = k_means.assign(model, [*POINTS.tolist(), [100, 100]])
    assert scored.labels[:9].tolist() == model.labels.tolist()
    assert scored.is_outlier.tolist()[-1]
    assert scored.distances[0] == pytest.approx(np.hypot(1 / 6, 1 / 6))


def test_an_empty_cluster_takes_the_farthest_row():
    rows = np.array([[0.0], [0.0], [1.0], [10.0]])
    labels, centres = k_means._descend(rows, np.array([[0.0], [1.0], [-50.0]]))
    assert labels.tolist() == [0, 0, 1, 2]
    assert centres.ravel().tolist() == [0, 1, 10]


def test_rows_that_cannot_be_clustered_are_refused():
    with pytest.raises(TooManyClusters, match="3 clusters need at least 3 different rows; there are 2"):
        k_means.fit([[1, 1], [1, 1], [2, 2]], 3)
    with pytest.raises(NotFinite):
        k_means.fit([[1.0], [np.nan]], 1)
    with pytest.raises(FigureOutOfRange):
        k_means.fit(POINTS, 0)
    with pytest.raises(ColumnsDiffer):
        k_means.assign(k_means.fit(POINTS, 2), [[1, 2, 3]])
    with pytest.raises(SilhouetteRefused):
        choice.of_k_means(POINTS, [1])


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.float64, st.tuples(st.integers(4, 25), st.just(2)), elements=st.integers(-5, 5).map(float)),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
def test_permuted_rows_keep_their_labels(rows, k, random):
    if len(np.unique(rows, axis=0)) < k:
        return
    order = list(range(len(rows)))
    random.shuffle(order)
    straight, shuffled = k_means.fit(rows, k, starts=3), k_means.fit(rows[order], k, starts=3)
    assert shuffled.labels.tolist() == straight.labels[order].tolist()
    assert shuffled.inertia == straight.inertia
    assert np.unique(straight.labels).size == k


def test_above_ten_thousand_rows_the_screened_starts_find_the_same_clusters():
    rng = np.random.default_rng(11)
    truth = np.repeat([0, 1, 2], 4_000)
    rows = rng.normal(size=(12_000, 2)) + np.array([[0, 0], [9, 0], [0, 9]])[truth]
    model = k_means.fit(rows, 3)
    again = k_means.fit(rows[::-1], 3)
    assert model.labels.tolist() == again.labels[::-1].tolist()
    assert np.bincount(model.labels).min() > 3_990
