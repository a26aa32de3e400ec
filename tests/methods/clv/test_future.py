"""What is computed for a few T and carried to the others is what every T gives by itself."""

import numpy as np
import pytest

from idic.methods.clv import future
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.mbgnbd import MbgNbd


@pytest.mark.parametrize("discount", [0.0, 0.0027])
@pytest.mark.parametrize(
    "model", [BgNbd(0.243, 4.414, 0.793, 2.426), BgNbd(0.1, 0.05, 0.05, 0.3), MbgNbd(0.525, 6.183, 1.0, 1.614)]
)
def test_ten_years_of_days_and_thousands_of_purchases_agree_with_each_row_alone(model, discount):
    days = np.arange(1, 3650)
    x = np.repeat([0.0, 1.0, 7.0, 60.0, 900.0, 5000.0], days.size)
    T = np.tile(days / 7.0, 6)
    got = future.purchases_while_alive(model, x, T, 52.0, discount)
    picked = np.random.default_rng(4).choice(x.size, 400, replace=False)
    alone = [future.purchases_while_alive(model, x[[one]], T[[one]], 52.0, discount)[0] for one in picked]
    np.testing.assert_allclose(got[picked], alone, rtol=1e-9)
