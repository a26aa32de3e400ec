from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.identify.models import Customer, Source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.foundation.accounts.models import Team

SignIn = Callable[[str], Client]


@pytest.fixture
def tea(db: None) -> Product:
    drinks = Category.objects.create(name="Drinks", path="Drinks")
    warm = Category.objects.create(name="Tea", parent=drinks, path="Drinks / Tea", depth=1)
    return Product.objects.create(code="T-7", name="Green tea", category=warm, created_at=timezone.now())


@pytest.fixture
def sell(db: None) -> Callable[..., None]:
    source = Source.objects.create(code="till", name="Till")

    def sell_one(
        product: Product,
        at: datetime,
        amount: int,
        quantity: int = 1,
        customer: Customer | None = None,
        currency: str = "THB",
    ) -> None:
        key = f"{Purchase.objects.count()}"
        purchase = Purchase.objects.create(
            source=source, key=key, at=at, customer=customer, currency=currency, total=Decimal(amount), line_count=1
        )
        PurchaseLine.objects.create(
            purchase=purchase,
            key="1",
            product=product,
            quantity=quantity,
            unit_price=Decimal(1),
            amount=Decimal(amount),
        )

    return sell_one


def names(client: Client, **query: str) -> list[str]:
    return [product.name for product, _net in client.get("/catalogue/", query).context["rows"]]


def test_a_branch_holds_what_lies_below_it_and_search_takes_name_or_code(signed_in: SignIn, tea: Product) -> None:
    Product.objects.create(code="X-1", name="Postage", created_at=timezone.now())
    client = signed_in("sales")
    assert names(client) == ["Green tea", "Postage"]
    drinks = Category.objects.get(path="Drinks")
    assert names(client, category=str(drinks.pk)) == ["Green tea"]
    assert names(client, q="x-1") == ["Postage"]
    assert names(client, q="GREEN") == ["Green tea"]
    tree = client.get("/catalogue/", {"category": str(drinks.pk)}).context["tree"]
    assert [
        (branch.category.name, branch.is_open, [below.category.name for below in branch.below]) for branch in tree
    ] == [("Drinks", True, ["Tea"])]


def test_figures_are_net_of_twelve_months_and_never_mix_currencies(
    signed_in: SignIn, tea: Product, sell: Callable[..., None]
) -> None:
    sell(tea, datetime(2026, 9, 20, tzinfo=UTC), 100, 4)
    sell(tea, datetime(2026, 3, 2, tzinfo=UTC), -25, -1)
    sell(tea, datetime(2026, 3, 2, tzinfo=UTC), 7, 1, currency="USD")
    sell(tea, datetime(2025, 9, 30, 16, 59, tzinfo=UTC), 5000, 50)  # the month before, by one minute
    client = signed_in("manager")
    ((_product, net),) = client.get("/catalogue/").context["rows"]
    assert (net.units, net.sums) == (Decimal(4), (("THB", Decimal(75)), ("USD", Decimal(7))))
    chart = client.get(f"/catalogue/{tea.pk}/").context["chart"]
    amounts = [row[1] for row in chart.table.rows]
    assert len(amounts) == 12
    assert (amounts[-1], amounts[5], sum(amounts)) == (Decimal(100), Decimal(-25), Decimal(75))
    assert "USD" in chart.note


def test_customers_of_another_team_are_not_named(
    cast: Any, signed_in: SignIn, tea: Product, sell: Callable[..., None], make_customer: Callable[..., Any]
) -> None:
    theirs = make_customer()
    Customer.objects.filter(pk=theirs.pk).update(team=Team.objects.get(name="Service desk"))
    sell(tea, datetime(2026, 9, 20, tzinfo=UTC), 100, 4, customer=theirs)
    seen = {role: signed_in(role).get(f"/catalogue/{tea.pk}/").context for role in ("service", "sales")}
    assert [buyer.customer.pk for buyer in seen["service"]["buyers"]] == [theirs.pk]
    assert (seen["sales"]["buyers"], seen["sales"]["lines"]) == ([], [])
    assert seen["sales"]["net"].sums == (("THB", Decimal(100)),)


def test_an_empty_catalogue_teaches_the_next_step(signed_in: SignIn, db: None) -> None:
    assert "No products yet" in signed_in("manager").get("/catalogue/").content.decode()
