from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from idic.domain.identify.models import Customer, Source
from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.models import Purchase
from idic.foundation.accounts.models import Team

SignIn = Callable[[str], Client]


@pytest.fixture
def till(db: None) -> Source:
    return Source.objects.create(code="till", name="Till")


@pytest.fixture
def make(till: Source) -> Callable[..., Purchase]:
    def make_one(key: str, customer: Customer | None = None, day: int = 10, **values: Any) -> Purchase:
        at = datetime(2026, 9, day, 5, tzinfo=UTC)
        return Purchase.objects.create(
            **{
                "source": till,
                "key": key,
                "customer": customer,
                "at": at,
                "currency": "THB",
                "total": Decimal(99),
                **values,
            }
        )

    return make_one


def keys(client: Client, **query: str) -> list[str]:
    return [purchase.key for purchase, _tone in client.get("/purchases/", query).context["rows"]]


def test_the_newest_stand_first_and_each_filter_narrows(
    signed_in: SignIn, make: Callable[..., Purchase], make_customer: Callable[..., Any]
) -> None:
    known = make_customer()
    make("early", known, day=1, channel="web")
    make("late", day=20, channel="till")
    make("returned", known, day=15, kind=PurchaseKind.RETURN, total=Decimal(-99))
    other = Source.objects.create(code="shop", name="Web shop")
    make("elsewhere", day=5, source=other)
    client = signed_in("manager")
    assert keys(client) == ["late", "returned", "elsewhere", "early"]
    assert keys(client, kind="return") == ["returned"]
    assert keys(client, channel="web") == ["early"]
    assert keys(client, source=str(other.pk)) == ["elsewhere"]
    assert keys(client, who="anonymous") == ["late", "elsewhere"]
    assert keys(client, since="2026-09-05", until="2026-09-15") == ["returned", "elsewhere"]
    assert keys(client, kind="no such kind", source="x", since="yesterday") == [
        "late",
        "returned",
        "elsewhere",
        "early",
    ]


def test_a_day_ends_at_midnight_of_the_business(signed_in: SignIn, make: Callable[..., Purchase]) -> None:
    make("evening", at=datetime(2026, 9, 10, 16, 59, tzinfo=UTC))  # 23:59 in Bangkok
    make("after midnight", at=datetime(2026, 9, 10, 17, 0, tzinfo=UTC))
    assert keys(signed_in("manager"), until="2026-09-10") == ["evening"]
    assert keys(signed_in("manager"), since="2026-09-11") == ["after midnight"]


def test_pages_follow_one_another_without_gap_or_repetition(signed_in: SignIn, make: Callable[..., Purchase]) -> None:
    for number in range(120):
        make(f"p{number}", day=1 + number % 3)
    client = signed_in("manager")
    seen, cursor = [], ""
    while True:
        page = client.get("/purchases/", {"after": cursor}).context["page"]
        seen += [purchase.key for purchase in page.rows]
        if not page.next:
            break
        cursor = page.next
    assert len(seen) == 120 == len(set(seen))


def test_sales_people_see_their_teams_customers_free_ones_and_anonymous_ones(
    cast: Any, signed_in: SignIn, make: Callable[..., Purchase], make_customer: Callable[..., Any]
) -> None:
    free = make_customer()
    ours = make_customer(given_name="Ours", phone="0823456789")
    theirs = make_customer(given_name="Theirs", phone="0834567891")
    Customer.objects.filter(pk=free.pk).update(owner=None)
    Customer.objects.filter(pk=ours.pk).update(team=cast.sales.team)
    Customer.objects.filter(pk=theirs.pk).update(team=Team.objects.get(name="Service desk"))
    hidden = make("theirs", theirs, day=4)
    make("ours", ours, day=3)
    make("free", free, day=2)
    make("anonymous", day=1)
    assert keys(signed_in("sales")) == ["ours", "free", "anonymous"]
    assert keys(signed_in("service")) == ["theirs", "ours", "free", "anonymous"]
    assert signed_in("sales").get(f"/purchases/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (PurchaseKind.RETURN, "Goods came back"),
        (PurchaseKind.CANCELLATION, "This purchase was cancelled"),
        (PurchaseKind.ADJUSTMENT, "A correction in the books"),
    ],
)
def test_what_is_no_sale_says_so(signed_in: SignIn, make: Callable[..., Purchase], kind: str, sentence: str) -> None:
    purchase = make("special", kind=kind)
    page = signed_in("manager").get(f"/purchases/{purchase.pk}/").content.decode()
    assert sentence in page
    assert "Anonymous: the source named no customer" in page
