import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from idic.methods import sensitivity
from tests.methods.churn_oracle import expected

CASE = expected()["grouped_logit_price"]


@pytest.fixture(scope="module")
def response():
    return sensitivity.price_response(CASE["price"], CASE["buy"], CASE["n"])


def test_the_model_of_the_asked_prices(response):
    drivers = response.drivers
    assert drivers.intercept == pytest.approx(CASE["coef"]["const"], abs=1e-7)
    assert response.slope == pytest.approx(CASE["coef"]["price"], abs=1e-7)
    assert (drivers.intercept_se, drivers.se[0]) == pytest.approx(tuple(CASE["se"].values()), abs=5e-7)
    assert drivers.deviance == pytest.approx(CASE["deviance"], abs=5e-7)
    assert drivers.odds_ratio("price", per=10) == pytest.approx(CASE["odds_ratio_per_10"], abs=1e-6)
    assert response.expected_share(CASE["price"]).tolist() == pytest.approx(CASE["fitted"], abs=5e-7)
    assert response.elasticity(CASE["price"]).tolist() == pytest.approx(CASE["elasticity"], abs=5e-7)


def test_the_best_asked_price_and_the_best_modelled_one_are_both_shown(response):
    asked, modelled = response.best_asked(60), response.best_modelled(60)
    assert (asked.price, asked.index) == pytest.approx((110, max(CASE["profit_index_cost_60"])))
    assert modelled.price == pytest.approx(CASE["profit_max_price_from_model_cost_60"], abs=5e-5)
    assert modelled.reason is None


def test_most_revenue_lies_at_the_lowest_asked_price_and_the_model_goes_beyond_it(response):
    assert (response.best_asked().price, response.best_asked().index) == (90, pytest.approx(54.0))
    assert response.best_modelled().price < 90
    assert response.best_modelled().reason == sensitivity.OUTSIDE_ASKED_PRICES


@pytest.mark.parametrize("cost", [0.0, 60.0, 200.0])
def test_the_closed_form_is_the_maximum(response, cost):
    found = minimize_scalar(
        lambda price: -(price - cost) * float(response.expected_share(price)), bounds=(cost, cost + 400), method="bounded",
        options={"xatol": 1e-9},
    )  # fmt: skip
    assert response.best_modelled(cost).price == pytest.approx(found.x, abs=1e-3)


def test_demand_that_rises_with_the_price_has_no_best_price():
    found = sensitivity.price_response([90, 100, 110], [20, 30, 40], [100, 100, 100])
    assert found.best_modelled() == sensitivity.Optimum(None, None, sensitivity.DEMAND_DOES_NOT_FALL)


def test_negative_prices_are_refused():
    for price in ([-1.0, 2.0], [np.nan, 2.0], [3.0, 3.0]):
        with pytest.raises(sensitivity.PriceImpossible):
            sensitivity.price_response(price, [1, 0])
