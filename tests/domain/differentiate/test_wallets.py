"""Wallets of groups: what was last told of each seller, in shares and in money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from idic.domain.differentiate.queries.wallets import group_of, room_of, told_wallets
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.wallet_shares import record_share
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
Make = Callable[..., Customer]


def told(
    customer: Customer, by: object, *shares: tuple[str, int | None], day: date = date(2026, 3, 1), **more: str
) -> None:
    for seller, percent in shares:
        record_share(
            customer, competitor=seller, percent=None if percent is None else Decimal(percent), as_of=day, by=by, **more
        )  # type: ignore[arg-type]  # the cast's user


def test_the_newest_of_each_seller_counts_and_a_seller_used_no_longer_does_not(cast: Cast, make_customer: Make) -> None:
    one = make_customer(name="Café")
    told(one, cast.manager, ("", 30), ("Rival", 50), ("Other", 20), day=date(2026, 1, 1))
    told(one, cast.manager, ("", 60), ("Rival", 40), ("Other", 0))
    (found,) = told_wallets(cast.analyst).wallets
    assert (found.ours, sorted(found.theirs.values())) == (0.6, [0.4])
    assert found.by_rank == pytest.approx(2 / 3)


def test_what_the_competitors_leave_is_ours_and_more_than_the_whole_is_scaled(cast: Cast, make_customer: Make) -> None:
    rest, late, guessed = (make_customer(name=name) for name in ("Rest", "Late", "Guessed"))
    told(rest, cast.manager, ("Rival", 75))
    told(late, cast.manager, ("", 60), day=date(2026, 1, 1))
    told(late, cast.manager, ("Rival", 90))
    told(guessed, cast.manager, ("Rival", None), ("Other", None))
    found = {one.name: one for one in told_wallets(cast.analyst).wallets}
    assert found["Rest"].ours == 0.25
    assert found["Late"].ours == pytest.approx(0.4)
    assert (found["Guessed"].ours, found["Guessed"].by_rank) == (None, pytest.approx(1 / 3))


def test_a_group_adds_money_before_it_takes_the_share(cast: Cast, make_customer: Make) -> None:
    large, small, unknown, silent = (make_customer(name=name) for name in ("Large", "Small", "Unknown", "Silent"))
    told(large, cast.manager, ("", 20), ("Rival", 80))
    told(small, cast.manager, ("", 90), ("Other", 10))
    told(unknown, cast.manager, ("Rival", None))
    told(silent, cast.manager, ("", 50))
    spend = {large.pk: Decimal(2000), small.pk: Decimal(900), unknown.pk: Decimal(500)}
    found = told_wallets(cast.analyst)
    group = group_of(found.wallets, spend, attainable=0.8)
    # wallets of 10,000 and 1,000; whoever spent nothing has no wallet in money
    assert (group.known, group.guessed, group.spent, group.elsewhere) == (3, 1, 2900, pytest.approx(8100))
    assert group.share == pytest.approx(2900 / 11000)
    assert group.room == pytest.approx(6000)
    names = {found.competitors[seller]: part for seller, part in group.sellers.items()}
    assert names == {"Rival": pytest.approx(8000 / 11000), "Other": pytest.approx(100 / 11000)}
    assert group.unnamed == pytest.approx(0, abs=1e-9)
    assert group.by_rank == pytest.approx((1 / 3 * 10000 + 2 / 3 * 1000) / 11000)


def test_without_money_every_customer_counts_alike(cast: Cast, make_customer: Make) -> None:
    for name, percent in (("A", 20), ("B", 60)):
        told(make_customer(name=name), cast.manager, ("", percent), category="Tea")
    assert told_wallets(cast.analyst).wallets == []
    group = group_of(told_wallets(cast.analyst, category="Tea").wallets, None, attainable=0.8)
    assert (group.share, group.spent, group.room, group.unnamed) == (pytest.approx(0.4), 0, 0, pytest.approx(0.6))


def test_nobody_is_told_to_grow_beyond_what_can_be_attained(cast: Cast, make_customer: Make) -> None:
    one = make_customer(name="Loyal")
    told(one, cast.manager, ("", 95))
    (found,) = told_wallets(cast.analyst).wallets
    assert room_of(found, 100.0, attainable=0.8) == 0
    assert room_of(found, 0.0, attainable=0.8) is None
    assert group_of([], {}, attainable=0.8).share is None
