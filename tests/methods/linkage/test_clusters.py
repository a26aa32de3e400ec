from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.linkage import clusters


def clustered(records, edges, **options):
    left, right = (np.array([pair[side] for pair in edges], dtype=np.int64) for side in (0, 1))
    posterior = np.array(list(edges.values()))
    return clusters.cluster(records, left, right, posterior, **options).label.tolist()


def test_a_chain_is_not_one_person():
    # A-B and B-C look alike, A and C do not: the better pair stays together.
    assert clustered(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.01}) == [0, 0, 2]


def test_three_that_agree_are_one():
    assert clustered(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}) == [0, 0, 0]


def test_a_decision_of_a_person_holds():
    assert clustered(2, {(0, 1): 0.999}, cannot_link=[(1, 0)]) == [0, 1]


def test_cannot_link_holds_through_a_third():
    found = clustered(3, {(0, 1): 0.99, (1, 2): 0.98, (0, 2): 0.97}, cannot_link=[(0, 2)])
    assert found == [0, 0, 2]


def test_one_record_of_a_source_per_cluster():
    source = np.array([0, 1, 1])
    assert clustered(3, {(0, 1): 0.8, (0, 2): 0.9}, source=source) == [0, 1, 0]


def test_pairs_that_blocking_missed_are_scored_before_the_cut():
    asked = []

    def rescore(pairs):
        asked.extend(pairs)
        return dict.fromkeys(pairs, 0.95)

    assert clustered(3, {(0, 1): 0.9, (1, 2): 0.9}, rescore=rescore) == [0, 0, 0]
    assert asked == [(0, 2)]


def test_a_large_cluster_goes_to_review():
    edges = dict.fromkeys(combinations(range(21), 2), 0.99)
    left, right = map(np.array, zip(*edges, strict=True))
    found = clusters.cluster(21, left, right, np.array(list(edges.values())))
    assert found.review == {0}
    assert found.members() == {0: list(range(21))}


def test_the_weakest_bridge_is_found():
    edges = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.9, (2, 3): 0.7, (3, 4): 0.8, (4, 5): 0.9, (3, 5): 0.9}
    assert clusters.weakest_bridge(range(6), edges) == (2, 3)
    assert clusters.weakest_bridge(range(3), edges) is None


def test_a_component_too_large_for_all_its_pairs_is_taken_apart():
    inside = {pair: 0.99 for start in (0, 100) for pair in combinations(range(start, start + 100), 2)}
    assert set(clustered(200, inside | {(50, 150): 0.6})) == {0, 100}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_pairs_does_not_change_clusters(data):
    size = data.draw(st.integers(3, 7))
    chances = st.floats(0.01, 0.99)
    edges = {pair: data.draw(chances) for pair in combinations(range(size), 2)}
    shuffled = data.draw(st.permutations(list(edges)))
    turned = {(pair[1], pair[0]) if data.draw(st.booleans()) else pair: edges[pair] for pair in shuffled}
    assert clustered(size, edges) == clustered(size, turned)
