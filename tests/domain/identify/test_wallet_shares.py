from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.errors import InvalidValue, TooMuch
from idic.domain.identify.models import Competitor, Customer, WalletShare
from idic.domain.identify.operations.wallet_shares import record_share, remove_share
from idic.domain.identify.queries.wallet_shares import current_share_of_wallet, wallets_of
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

JANUARY, JUNE = date(2026, 1, 31), date(2026, 6, 30)


@pytest.fixture
def tell(cast: Cast, make_customer: Callable[..., Customer]) -> Callable[..., WalletShare]:
    customer = make_customer()

    def record(percent: str | None, competitor: str = "", as_of: date = JANUARY, **more: Any) -> WalletShare:
        return record_share(
            more.pop("customer", customer), competitor=competitor, percent=Decimal(percent) if percent else None,
            as_of=as_of, by=more.pop("by", cast.administrator), **more,
        )  # fmt: skip

    return record


def test_the_latest_day_counts_and_the_earlier_ones_stay(tell: Callable[..., WalletShare]) -> None:
    customer = tell("30").customer
    tell("60", "Rival Tea")
    tell("45", as_of=JUNE)
    tell("0", "RIVAL TEA", as_of=JUNE)
    tell(None, "Third", as_of=JUNE)
    (now,) = current_share_of_wallet([customer.pk])[customer.pk]
    assert (now.percent, now.as_of, now.competitors, now.competitors_percent) == (Decimal("45"), JUNE, 1, Decimal(0))
    (then,) = current_share_of_wallet([customer.pk], as_of=JANUARY)[customer.pk]
    assert (then.percent, then.competitors, then.competitors_percent) == (Decimal("30"), 1, Decimal("60"))
    (wallet,) = wallets_of(customer)
    assert [(one.competitor and one.competitor.name, len(one.points), one.is_over) for one in wallet.sellers] == [
        (None, 2, False),
        ("Third", 1, False),
        ("Rival Tea", 2, True),
    ]
    assert Competitor.objects.count() == 2


def test_the_shares_of_one_day_are_no_more_than_the_whole(tell: Callable[..., WalletShare]) -> None:
    tell("70")
    with pytest.raises(TooMuch, match=r"110 %"):
        tell("40", "Rival Tea")
    tell("40", "Rival Tea", category="Tea")
    assert not Competitor.objects.exclude(name="Rival Tea").exists()


def test_telling_the_same_day_again_corrects_it(tell: Callable[..., WalletShare]) -> None:
    first = tell("70", category="Tea")
    again = tell("65.5", category="TEA")
    assert (again.pk, WalletShare.objects.get().percent) == (first.pk, Decimal("65.50"))
    tell("65.5", category="tea")
    assert Event.objects.filter(verb="wallet_share.recorded").count() == 2


@pytest.mark.parametrize("percent", ["-1", "100.5", "NaN", "Infinity"])
def test_a_share_is_a_part_of_the_whole(tell: Callable[..., WalletShare], percent: str) -> None:
    with pytest.raises(InvalidValue):
        tell(percent)


def test_a_share_of_a_day_to_come_and_our_own_unknown_one_are_refused(tell: Callable[..., WalletShare]) -> None:
    with pytest.raises(InvalidValue):
        tell("10", as_of=timezone.localdate() + timedelta(days=1))
    with pytest.raises(InvalidValue):
        tell(None)


def test_who_may_not_change_the_customer_tells_nothing(cast: Cast, tell: Callable[..., WalletShare]) -> None:
    with pytest.raises(NotAllowed):
        tell("10", by=cast.analyst)


def test_a_share_can_be_taken_back_and_brought_back(cast: Cast, tell: Callable[..., WalletShare]) -> None:
    share = tell("30", "Rival Tea")
    remove_share(share, by=cast.administrator)
    event = latest_event_id(cast.administrator, "wallet_share", share.pk)
    assert event is not None
    undo_event(event, by=cast.administrator)
    assert WalletShare.objects.get().percent == Decimal(30)
    event = latest_event_id(cast.administrator, "wallet_share", WalletShare.objects.get().pk)
    assert event is not None
    undo_event(event, by=cast.administrator)
    assert not WalletShare.objects.exists()
