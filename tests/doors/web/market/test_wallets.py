from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from idic.domain.catalogue.models import Category, Product
from idic.domain.differentiate.models import CustomerScore, Segment
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.operations.wallet_shares import record_share
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.sales.queries.yearly_spend import yearly_spend
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def _buy(customer: Customer, day: date, amount: int, product: Product | None = None) -> None:
    purchase = Purchase.objects.create(
        source=ensure_source(code="till", name="Till", by=None), key=f"{customer.pk}-{day}-{amount}", customer=customer,
        at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), currency=settings.CONFIGURATION.currency, total=amount,
        line_count=1,
    )  # fmt: skip
    PurchaseLine.objects.create(
        purchase=purchase, key="1", product=product, quantity=1, unit_price=amount, amount=amount
    )  # fmt: skip


@pytest.fixture
def told(cast: Cast, make_customer: Callable[..., Customer]) -> Customer:
    customer = make_customer(name="Café Moon")
    segment = Segment.objects.create(name="Cafés", predicate={"all": []}, owner=cast.analyst, size=1)
    CustomerScore.objects.create(customer=customer, tier="most_valuable", segment_ids=[segment.pk])
    for seller, percent in (("", 25), ("Rival", 60)):
        record_share(customer, competitor=seller, percent=Decimal(percent), as_of=date(2026, 3, 1), by=cast.manager)
    _buy(customer, date(2026, 2, 1), 1000)
    _buy(customer, date(2024, 2, 1), 9000)
    return customer


def test_a_segment_shows_its_share_what_goes_elsewhere_and_the_room(told: Customer, signed_in: SignIn) -> None:
    client = signed_in("analyst")
    page = client.get(reverse("market:wallets")).content.decode()
    for shown in ("Cafés", "25%", "33.3%", "3,000", "2,200", "Rival", "Café Moon", "80%"):
        assert shown in page, shown
    tiers = client.get(reverse("market:wallets"), {"by": "tier"}).content.decode()
    assert "Most valuable" in tiers
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("market:wallets"))
    assert len(captured.captured_queries) <= 12


def test_nothing_told_teaches_how_shares_get_here(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in("analyst").get(reverse("market:wallets")).content.decode()
    assert "No share of wallet is noted yet" in page
    assert "Of 100 that you spend on this in a year" in page


def test_a_category_takes_our_sales_of_it_and_below_it(told: Customer, cast: Cast, signed_in: SignIn) -> None:
    tea = Category.objects.create(name="Tea", path="Tea")
    green = Category.objects.create(name="Green", path="Tea / Green", parent=tea, depth=1)
    product = Product.objects.create(
        code="g", name="Green tea", category=green, created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    _buy(told, date(2026, 1, 15), 200, product)
    currency = settings.CONFIGURATION.currency
    assert yearly_spend([told.pk], currency=currency, category="tea").of == {told.pk: 200}
    assert yearly_spend([told.pk], currency=currency).of == {told.pk: 1200}
    assert yearly_spend([told.pk], currency=currency, category="Coffee").of is None
    record_share(told, category="Coffee", percent=Decimal(40), as_of=date(2026, 3, 1), by=cast.manager)
    page = signed_in("analyst").get(reverse("market:wallets"), {"category": "Coffee"}).content.decode()
    assert "40%" in page
    assert "has no category “Coffee”" in page
