import numpy as np
import pytest

from idic.methods import logit, sensitivity
from tests.methods.churn_oracle import spector


def test_published_figures_of_spector_and_mazzeo():
    columns, grade = spector()
    found = sensitivity.drivers(columns, grade)
    assert found.intercept == pytest.approx(-13.021347, abs=5e-7)
    assert found.coefficients.tolist() == pytest.approx([2.826113, 0.095158, 2.378688], abs=5e-7)
    assert found.log_likelihood == pytest.approx(-12.889634, abs=5e-7)
    assert found.effects.tolist() == pytest.approx([0.362581, 0.012208, 0.305178], abs=5e-7)
    assert found.pseudo_r2 == pytest.approx(0.374038, abs=5e-7)


def test_errors_of_the_effects_are_those_of_statsmodels():
    import statsmodels.api as sm

    columns, grade = spector()
    found = sensitivity.drivers(columns, grade)
    design = sm.add_constant(np.column_stack(list(columns.values())))
    margins = sm.Logit(grade, design).fit(disp=0).get_margeff()
    assert found.effects_se.tolist() == pytest.approx(margins.margeff_se.tolist(), abs=1e-6)
    assert found.p.tolist() == pytest.approx(sm.Logit(grade, design).fit(disp=0).pvalues[1:].tolist(), abs=1e-6)


def test_grouped_rows_say_the_same_as_single_ones():
    price, asked, bought = [90.0, 110.0], [10, 10], [6, 3]
    grouped = sensitivity.drivers({"price": price}, bought, asked)
    single = sensitivity.drivers({"price": np.repeat(price, 10)}, np.r_[[1] * 6, [0] * 4, [1] * 3, [0] * 7])
    assert grouped.coefficients[0] == pytest.approx(single.coefficients[0])
    assert grouped.effects_se[0] == pytest.approx(single.effects_se[0])


def test_perfect_separation_is_told():
    found = sensitivity.drivers({"x": [1, 2, 3, 4, 5, 6]}, [0, 0, 0, 1, 1, 1])
    assert found.separated


def test_a_sum_of_other_columns_is_refused():
    with pytest.raises(logit.ColumnsDependent):
        sensitivity.drivers({"x": [1.0, 2, 3, 4], "y": [2.0, 4, 6, 8]}, [0, 1, 0, 1])
