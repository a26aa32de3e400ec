import numpy as np
import pytest

from idic.methods import overlap


def test_sizes_shares_and_common_members():
    found = overlap.matrix(
        {"champions": [True, True, False, False], "bangkok": [False, True, True, False]}, revenue=[50, 30, 20, None]
    )
    assert found.names == ("champions", "bangkok")
    assert found.both.tolist() == [[2, 1], [1, 2]]
    assert found.share.tolist() == [0.5, 0.5]
    assert found.revenue_share == pytest.approx([0.8, 0.5])
    assert np.isnan(overlap.matrix({"all": [True]}).revenue_share).all()


def test_members_gained_and_lost():
    found = overlap.change(["C1", "C2"], ["C2", "C3", "C4"])
    assert (found.gained, found.lost, found.kept) == ({"C3", "C4"}, {"C1"}, {"C2"})


def test_rows_of_a_migration_sum_to_one_hundred():
    found = overlap.migration(["a", "a", "a", "b"], ["a", "b", "b", "b"], ["a", "b", "c"])
    assert found.counts.tolist() == [[1, 2, 0], [0, 1, 0], [0, 0, 0]]
    assert found.percent[0] == pytest.approx([100 / 3, 200 / 3, 0])
    assert found.percent[1].tolist() == [0, 100, 0]
    assert np.isnan(found.percent[2]).all()


def test_unequal_memberships_are_refused():
    with pytest.raises(overlap.OverlapError):
        overlap.matrix({"a": [True], "b": [True, False]})
    with pytest.raises(overlap.OverlapError):
        overlap.migration(["a"], ["z"], ["a"])
