import pytest

from idic.methods import churn


def test_fifty_of_a_thousand_a_month_is_not_sixty_percent_a_year():
    monthly = churn.period_churn(50, 1000)
    assert monthly == 0.05
    assert churn.annual_from_monthly(monthly) == pytest.approx(0.45964, abs=5e-6)


def test_new_customers_are_not_in_the_denominator():
    found = churn.period_churn_of(["a", "b", "c", "d"], ["b", "c", "d", "e", "f"])
    assert (found.active_at_start, found.lost, found.won, found.rate) == (4, 1, 2, 0.25)


def test_nobody_active_has_no_rate():
    assert churn.period_churn(0, 0) is None
    assert churn.period_churn_of([], ["a"]).rate is None


def test_revenue_churn_gross_and_net_of_expansion():
    """400 at the start: 100 lost, 20 reduced, 50 more from one who stayed; 70 of a new customer counts in neither."""
    found = churn.revenue_churn([100, 100, 200, 0], [0, 80, 250, 70])
    assert (found.start, found.lost, found.reduced, found.expanded) == (400, 100, 20, 50)
    assert (found.gross, found.net) == pytest.approx((0.3, 0.175))
    assert churn.revenue_churn([100], [150]).net == pytest.approx(-0.5)
    assert churn.revenue_churn([0], [150]).gross is None


def test_refusals():
    with pytest.raises(churn.FigureOutOfRange):
        churn.period_churn(11, 10)
    with pytest.raises(churn.FigureOutOfRange):
        churn.annual_from_monthly(1.2)
    with pytest.raises(churn.FigureOutOfRange):
        churn.revenue_churn([-1], [0])
