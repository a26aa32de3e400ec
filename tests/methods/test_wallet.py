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
