import numpy as np
import pytest

from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.coded import ranked
from idic.methods.clv.groups import distinct, group


def customers(unit, size=5000):
    random = np.random.default_rng(6)
    days = random.integers(20, 500, size)
    x, t_x = BgNbd(0.6, 30.0, 0.8, 2.5).simulate(days.astype(float), random)
    last = np.where(x > 0, np.clip(np.ceil(t_x), 1, days), 0)
    return x, last / unit, days / unit


@pytest.mark.parametrize("unit", [1.0, 7.0, 30.4375])
def test_groups_are_the_distinct_rows_in_order_whatever_the_unit_of_time(unit):
    rows = np.column_stack(customers(unit))
    known, member, count = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    found = group(*rows.T)
    np.testing.assert_array_equal(np.column_stack([found.x, found.t_x, found.T]), known)
    np.testing.assert_array_equal(found.member, member.ravel())
    np.testing.assert_array_equal(found.count, count)
    np.testing.assert_array_equal(found.T_coded.values[found.T_coded.code], found.T)
    np.testing.assert_array_equal(found.t_x_coded.values[found.t_x_coded.code], found.t_x)
    assert found.x_count.sum() == rows.shape[0]
    first, again = distinct(*rows.T)
    np.testing.assert_array_equal(rows[first], known)
    np.testing.assert_array_equal(again, member.ravel())


@pytest.mark.parametrize("bound", [100, 10**6, 2**61])
def test_keys_are_ranked_alike_by_table_by_packed_sort_and_by_plain_sort(bound):
    key = np.random.default_rng(2).integers(0, bound, 3000)
    known, rank = np.unique(key, return_inverse=True)
    found = ranked(key, bound)
    np.testing.assert_array_equal(found[0], known)
    np.testing.assert_array_equal(found[1], rank)


def test_a_base_without_a_repeat_is_grouped_by_T():
    found = group([0, 0, 0], [0, 0, 0], [20.0, 10.0, 20.0])
    assert found.T.tolist() == [10.0, 20.0]
    assert found.count.tolist() == [1.0, 2.0]
    assert found.member.tolist() == [1, 0, 1]
