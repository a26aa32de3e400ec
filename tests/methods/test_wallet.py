import numpy as np
import pytest

from idic.methods import wallet


def test_the_share_is_ours_of_all_that_is_spent():
    assert wallet.share_of_wallet([30, 0, 10], [70, 50, 0]).tolist() == [0.3, 0, 1]
    assert wallet.share_of_all([30, 0], [70, 100]) == pytest.approx(0.15)


def test_what_cannot_be_known_is_not_nought():
    shares = wallet.share_of_wallet([30, 0, -5], [np.nan, 0, 10])
    assert np.isnan(shares[:2]).all()
    assert shares[2] == 0
    assert np.isnan(wallet.share_of_all([1], [np.nan]))


def test_negative_spending_elsewhere_is_refused():
    with pytest.raises(wallet.WalletError):
        wallet.share_of_wallet([1], [-1])


@pytest.mark.parametrize(
    ("sellers", "published"), [(2, [67, 33]), (3, [50, 33, 17]), (4, [40, 30, 20, 10]), (1, [100])]
)
def test_the_rank_among_sellers_leads_to_the_published_share(sellers: int, published: list[int]) -> None:
    shares = wallet.allocation_rule(np.arange(1, sellers + 1), np.full(sellers, sellers))
    assert np.round(shares * 100).tolist() == published
    assert shares.sum() == pytest.approx(1)


def test_equal_sellers_share_the_mean_of_their_places():
    assert wallet.own_rank(0.4, [0.4, 0.2]) == 1.5
    assert wallet.own_rank(0.1, [0.4, 0.2]) == 3
    assert wallet.allocation_rule([1.5, 1.5, 3], [3, 3, 3]).tolist() == pytest.approx([5 / 12, 5 / 12, 1 / 6])
    with pytest.raises(wallet.WalletError):
        wallet.allocation_rule([3], [2])
