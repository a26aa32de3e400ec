import pytest

from idic.methods.proportion import ProportionError, clustered, difference, wilson


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


def test_what_hangs_together_wholly_counts_once_for_each_group():
    """Eleven groups of ten, each all or nothing: the design effect is 10 * 11 / 10 by hand, so ten trials remain."""
    found, alone = clustered([10] * 5 + [0] * 6, [10] * 11), wilson(10 * 5 / 11, 10)
    assert (found.low, found.high) == (pytest.approx(alone.low), pytest.approx(alone.high))


def test_what_does_not_hang_together_counts_each():
    """(8 + 9 + 7 + 8 of 10): groups differ by less than chance, so all forty count."""
    found, plain = clustered([8, 9, 7, 8], [10] * 4), wilson(32, 40)
    assert (found.low, found.high) == (pytest.approx(plain.low), pytest.approx(plain.high))


@pytest.mark.parametrize(("hits", "sizes", "trials"), [([8], [10], 1), ([10, 10, 10], [10] * 3, 3)])
def test_where_nothing_tells_how_far_they_hang_together_each_group_counts_once(hits, sizes, trials):
    found = clustered(hits, sizes)
    alone = wilson(trials * sum(hits) / sum(sizes), trials)
    assert (found.low, found.high) == (pytest.approx(alone.low), pytest.approx(alone.high))


def test_groups_without_items_are_refused():
    with pytest.raises(ProportionError):
        clustered([], [])
    with pytest.raises(ProportionError):
        clustered([3], [2])
