import numpy as np
import pytest

from idic.methods.clusters import preparation
from idic.methods.clusters.errors import ColumnsDiffer, NegativeUnderLog, NotFinite, NothingLeft


def test_z_scores_have_mean_zero_and_population_deviation_one():
    prepared = preparation.prepare(np.random.default_rng(1).normal(50, 9, size=(300, 3)))
    assert prepared.values.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-12)
    assert prepared.values.std(axis=0) == pytest.approx([1, 1, 1])


def test_a_row_with_more_than_thirty_percent_missing_is_left_out_and_the_rest_filled_with_the_median():
    table = np.arange(40.0).reshape(10, 4) % 7
    table[3, 0] = np.nan
    table[5, :2] = np.nan
    prepared = preparation.prepare(table)
    assert prepared.left_out.tolist() == [5]
    assert prepared.rows.tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert np.flatnonzero(prepared.imputed).tolist() == [3]
    assert prepared.scaler.fill[0] == np.median(np.delete(table[:, 0], [3, 5]))


def test_response_style_is_removed_before_scaling():
    harsh, kind = [1, 2, 1, 3], [3, 4, 3, 5]
    other = [5, 4, 5, 1]
    prepared = preparation.prepare([harsh, kind, other, [2, 2, 4, 4]], ratings=range(4))
    assert prepared.values[0] == pytest.approx(prepared.values[1])


def test_money_goes_through_the_logarithm_and_must_not_be_negative():
    prepared = preparation.prepare([[0.0], [np.e - 1], [np.e**2 - 1]], logged=[0])
    assert prepared.scaler.mean[0] == pytest.approx(1.0)
    with pytest.raises(NegativeUnderLog):
        preparation.prepare([[-1.0], [2.0]], logged=[0])


def test_extreme_values_are_held_at_the_first_and_ninety_ninth_percentile():
    column = np.arange(101.0)
    column[100] = 1e9
    prepared = preparation.prepare(column[:, None])
    assert (prepared.scaler.low[0], prepared.scaler.high[0]) == (1, 99)
    assert prepared.values[100] == prepared.values[99]


def test_a_column_without_variation_is_dropped():
    prepared = preparation.prepare([[0.1, 1], [0.1, 2], [0.1, 3]])
    assert prepared.scaler.kept.tolist() == [False, True]
    assert prepared.values.shape == (3, 1)
    with pytest.raises(NothingLeft):
        preparation.prepare([[1.0], [1.0]])


def test_new_rows_are_scaled_as_the_training_rows_were():
    table = np.random.default_rng(2).gamma(2, 100, size=(50, 3))
    prepared = preparation.prepare(table, logged=[0, 1])
    assert preparation.scale(prepared.scaler, table).tobytes() == prepared.values.tobytes()
    assert preparation.scale(prepared.scaler, [[np.nan] * 3]) == pytest.approx(
        preparation.scale(prepared.scaler, [[*np.expm1(prepared.scaler.fill[:2]), prepared.scaler.fill[2]]])
    )
    with pytest.raises(ColumnsDiffer):
        preparation.scale(prepared.scaler, [[1.0]])


def test_tables_that_cannot_be_prepared_are_refused():
    with pytest.raises(NotFinite):
        preparation.prepare([[np.inf], [1]])
    with pytest.raises(NothingLeft):
        preparation.prepare([[np.nan, 1.0], [np.nan, 2.0]], missing_share=0.5)
    with pytest.raises(ColumnsDiffer):
        preparation.prepare([[1.0], [2.0]], logged=[1])
