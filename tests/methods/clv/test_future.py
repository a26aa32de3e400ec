"""What is computed for a few T and carried to the others is what every T gives by itself."""

from typing import ClassVar

import numpy as np
import pytest

from idic.methods.clv import future
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.mbgnbd import MbgNbd


@pytest.mark.slow
@pytest.mark.parametrize("discount", [0.0, 0.0027])
@pytest.mark.parametrize(
    "model",
    [
        BgNbd(0.243, 4.414, 0.793, 2.426),
        BgNbd(0.1, 0.05, 0.05, 0.3),
        MbgNbd(0.525, 6.183, 1.0, 1.614),
        MbgNbd(0.428, 2.2, 1589.4, 8103.1),
    ],
)
def test_ten_years_of_days_and_thousands_of_purchases_agree_with_each_row_alone(model, discount):
    days = np.arange(1, 3650)
    x = np.repeat([0.0, 1.0, 7.0, 60.0, 900.0, 5000.0], days.size)
    T = np.tile(days / 7.0, 6)
    got = future.purchases_while_alive(model, x, T, 52.0, discount)
    picked = np.random.default_rng(4).choice(x.size, 400, replace=False)
    alone = [future.purchases_while_alive(model, x[[one]], T[[one]], 52.0, discount)[0] for one in picked]
    np.testing.assert_allclose(got[picked], alone, rtol=1e-9)


class Counting(MbgNbd):
    asked: ClassVar[list[int]] = []

    def expected_while_alive(self, t, x, T):
        self.asked.append(len(x))
        return super().expected_while_alive(t, x, T)


def test_a_few_dozen_times_serve_customers_of_many_purchases_as_well():
    x, days = np.arange(0.0, 80.0), np.arange(1, 1100)
    future.purchases_while_alive(
        Counting(0.428, 2.2, 1589.4, 8103.1), np.repeat(x, days.size), np.tile(days / 7.0, x.size), 1.0, 0.0
    )
    assert sum(Counting.asked) < x.size * days.size / 8
