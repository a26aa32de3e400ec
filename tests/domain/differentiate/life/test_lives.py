"""Lives derived from a small known base: every kind, on more than one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.differentiate.life.lives import (
    Lives,
    lives_on,
    members_of,
    moves_between,
    quarter_ends,
    read_purchase_days,
)
from idic.domain.identify.models import Customer, WalletShare
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.operations.wallet_shares import record_share
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase
from idic.warehouse.extract import take_snapshot
from idic.warehouse.reading import opened_on_duckdb
from tests.conftest import Cast

LATER, EARLIER = date(2026, 6, 30), date(2025, 6, 30)


@pytest.fixture
def people(transactional_db: None) -> list[Customer]:
    """regular, gone, of one purchase, prospect, stranger, newcomer"""
    made = datetime(2024, 1, 1, tzinfo=UTC)
    names = ("regular", "gone", "once", "prospect", "stranger")
    rows = [Customer(name=name, created_at=made, updated_at=made) for name in names]
    late = datetime(2026, 3, 1, tzinfo=UTC)
    return Customer.objects.bulk_create([*rows, Customer(name="newcomer", created_at=late, updated_at=late)])


@pytest.fixture
def lives(people: list[Customer], cast: Cast, tmp_path: Path) -> Callable[[date], Lives]:
    regular, gone, once, prospect, _stranger, newcomer = people
    _buy(regular, *(date(year, month, 1) for year in (2025, 2026) for month in range(1, 7)))
    _buy(gone, date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1))
    _buy(once, date(2025, 6, 29))
    _buy(newcomer, date(2026, 3, 2))
    FollowUp.objects.create(
        customer=prospect, owner=cast.sales, due_on=LATER, method="telephone", reason="other", created_by=cast.sales
    )
    FollowUp.objects.update(created_at=datetime(2026, 1, 5, tzinfo=UTC))
    record_share(regular, percent=Decimal(30), as_of=date(2026, 5, 1), by=cast.administrator)
    record_share(regular, competitor="Rival", percent=Decimal(60), as_of=date(2026, 5, 1), by=cast.administrator)
    snapshot = take_snapshot(tmp_path, at=timezone.now(), time_zone="Asia/Bangkok", report=lambda *_: None)
    with opened_on_duckdb(snapshot) as star:
        history = read_purchase_days(star, until=LATER)
    return lambda day: lives_on(day, history)


def _buy(customer: Customer, *days: date) -> None:
    source = ensure_source(code="till", name="Till", by=None)
    Purchase.objects.bulk_create(
        Purchase(
            source=source, key=f"{customer.pk}-{day}", customer=customer, total=Decimal(100), line_count=1,
            at=datetime(day.year, day.month, day.day, 5, tzinfo=UTC), currency=settings.CONFIGURATION.currency,
        )
        for day in days
    )  # fmt: skip


def _told(lives: Lives) -> dict[str, str]:
    names = dict(Customer.objects.values_list("pk", "name"))
    return {names[int(pk)]: str(kind) for pk, kind in zip(lives.customer, lives.tense, strict=True)}


def test_each_customer_is_what_they_were_on_the_day(lives: Callable[[date], Lives]) -> None:
    assert _told(lives(EARLIER)) == {
        "regular": "current", "gone": "current", "once": "current", "prospect": "unclassified", "stranger": "unclassified",
    }  # fmt: skip
    # 90 days is the shortest limit: gone stopped 13 months ago; once has the 365 days of a single purchase.
    assert _told(lives(LATER)) == {
        "regular": "current", "gone": "past", "once": "past", "prospect": "future", "stranger": "unclassified",
        "newcomer": "current",
    }  # fmt: skip


def test_a_purchase_after_the_day_is_not_known_yet(lives: Callable[[date], Lives]) -> None:
    on_the_eve = lives(date(2025, 6, 28))
    assert _told(on_the_eve)["once"] == "unclassified"
    assert "newcomer" not in _told(on_the_eve)


def test_a_competitors_customer_is_one_from_the_day_it_was_told(lives: Callable[[date], Lives]) -> None:
    assert lives(date(2026, 4, 30)).counts()["competitor"] == 0
    later = lives(LATER)
    assert later.counts()["competitor"] == 1
    assert later.overlap() == {"current": 1, "past": 0, "future": 0, "unclassified": 0}


def test_a_competitor_of_unknown_size_is_counted_apart(
    lives: Callable[[date], Lives], people: list[Customer], cast: Cast
) -> None:
    record_share(people[1], competitor="Rival", percent=None, as_of=date(2026, 5, 1), by=cast.administrator)
    assert WalletShare.objects.count() == 3
    assert lives(LATER).counts()["competitor_unknown"] == 1


def test_the_moves_add_up_to_the_later_customers(lives: Callable[[date], Lives]) -> None:
    moves = moves_between(lives(EARLIER), lives(LATER))
    assert moves == {
        ("current", "current"): 1, ("current", "past"): 2, ("unclassified", "future"): 1,
        ("unclassified", "unclassified"): 1, ("", "current"): 1,
    }  # fmt: skip
    assert sum(moves.values()) == lives(LATER).counts()["customers"]


def test_who_bought_last_is_listed_first(lives: Callable[[date], Lives], people: list[Customer]) -> None:
    assert list(members_of(lives(LATER), "current", limit=5)) == [people[0].pk, people[5].pk]
    assert list(members_of(lives(LATER), "past", limit=1)) == [people[2].pk]
    assert list(members_of(lives(LATER), "competitor", limit=5)) == [people[0].pk]


def test_a_base_without_a_purchase_has_lives_too(people: list[Customer], tmp_path: Path) -> None:
    snapshot = take_snapshot(tmp_path, at=timezone.now(), time_zone="Asia/Bangkok", report=lambda *_: None)
    with opened_on_duckdb(snapshot) as star:
        found = lives_on(LATER, read_purchase_days(star, until=LATER))
    assert found.counts()["unclassified"] == len(people)
    assert np.isnat(found.last_purchase).all()


def test_quarters_end_before_the_last_day() -> None:
    assert quarter_ends(date(2026, 2, 10), 2) == [date(2025, 9, 30), date(2025, 12, 31), date(2026, 2, 10)]
    assert quarter_ends(date(2025, 12, 31), 1) == [date(2025, 9, 30), date(2025, 12, 31)]
