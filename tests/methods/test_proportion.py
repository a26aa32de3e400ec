import pytest

from idic.methods.proportion import ProportionError, difference, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_published_intervals_are_met(successes, trials, low, high):
    found = wilson(successes, trials)
    assert found.share == successes / trials
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_all_of_n_mirrors_none_of_n():
    assert wilson(20, 20).high == 1.0
    assert wilson(20, 20).low == pytest.approx(1 - wilson(0, 20).high)


def test_a_higher_level_widens_the_interval():
    narrow, wide = wilson(15, 148, level=0.9), wilson(15, 148, level=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(("successes", "trials", "level"), [(0, 0, 0.95), (-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1.0)])
def test_counts_that_are_no_share_are_refused(successes, trials, level):
    with pytest.raises(ProportionError):
        wilson(successes, trials, level=level)


@pytest.mark.parametrize(
    ("earlier", "later", "value", "low", "high"),
    [
        ((48, 80), (56, 70), 0.2, 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.6, 0.1705, 0.8090),
        ((0, 10), (0, 20), 0.0, -0.2775, 0.1611),
    ],
)
def test_the_published_differences_are_met(earlier, later, value, low, high):
    found = difference(wilson(*earlier), wilson(*later))
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-5)
